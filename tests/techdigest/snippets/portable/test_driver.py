"""How Python snippets are run: page's lines, asserts, sources, ends."""

from __future__ import annotations

import pytest

from support.jobs import LINE, PAGE, run
from techdigest.snippets.portable.jobs import Part


def test_a_failed_assert_names_the_pages_line_and_shows_the_pages_code() -> None:
    outcome = run("def check():\n    assert 1 == 2, 'no'\n\ncheck()\n")
    assert (outcome.status, outcome.message) == ("failed", f"{PAGE}:{LINE + 1}: AssertionError: no")
    assert f'File "{PAGE}", line {LINE + 3}, in <module>\n    check()' in outcome.output
    assert "driver" not in outcome.output


def test_the_innermost_line_of_the_page_counts_when_a_library_raises() -> None:
    outcome = run("import json\n\njson.loads('{')\n")
    assert outcome.message.startswith(f"{PAGE}:{LINE + 2}: json.decoder.JSONDecodeError")


def test_code_that_cannot_be_parsed_names_its_line() -> None:
    outcome = run("x = 1\nx +\n")
    assert outcome.message == f"{PAGE}:{LINE + 1}: SyntaxError: invalid syntax"
    assert "ast.py" not in outcome.output


def test_asserts_are_counted_once_however_often_they_are_reached() -> None:
    outcome = run("for i in range(5):\n    assert i < 5\nassert True\n")
    assert (outcome.status, outcome.asserts_reached, outcome.asserts_total) == ("passed", 2, 2)


def test_an_assert_that_is_never_reached_fails_at_its_line() -> None:
    outcome = run("assert True\nfor i in []:\n    assert i\n")
    assert outcome.status == "failed"
    assert outcome.message.startswith(f"{PAGE}:{LINE + 2}: this assert was never reached")
    assert (outcome.asserts_reached, outcome.asserts_total) == (1, 2)


def test_an_assert_that_was_caught_has_not_held() -> None:
    outcome = run("try:\n    assert False\nexcept AssertionError:\n    pass\n")
    assert outcome.message.startswith(f"{PAGE}:{LINE + 1}: this assert was never reached, or never held")


@pytest.mark.parametrize(
    "asking",
    [
        'if os.environ.get("SNIPPET_TARGET") == "kube":',
        'if os.environ["SNIPPET_DEVICE"] == "cuda":',
        'on_gpu = os.getenv("SNIPPET_DEVICE") == "cuda"\nif on_gpu:',
        'if os.environ["SNIPPET_SIZE"] == "small":\n    pass\nelse:',
    ],
)
def test_asserts_for_another_target_are_not_expected(asking: str) -> None:
    outcome = run(f"import os\nassert True\n{asking}\n    for i in range(2):\n        assert i\n")
    assert (outcome.status, outcome.asserts_reached, outcome.asserts_total) == ("passed", 1, 1)


def test_asserts_in_the_branch_for_this_target_are_expected() -> None:
    outcome = run(
        'import os\nif os.environ["SNIPPET_TARGET"] == "cpu":\n    for i in []:\n        assert i\n'
    )
    assert outcome.message.startswith(f"{PAGE}:{LINE + 3}: this assert was never reached")


def test_a_number_looked_up_by_size_excuses_no_assert() -> None:
    code = 'import os\nn = {"small": 3, "full": 9}[os.environ["SNIPPET_SIZE"]]\nif n > 5:\n    assert n\n'
    assert run(code).message.startswith(f"{PAGE}:{LINE + 3}: this assert was never reached")


def test_asserts_in_threads_and_forks_count() -> None:
    code = """\
import multiprocessing, threading
def check(x):
    assert x == 1
def other(x):
    assert x == 1
thread = threading.Thread(target=check, args=(1,))
thread.start()
child = multiprocessing.get_context("fork").Process(target=other, args=(1,))
child.start()
child.join()
thread.join()
"""
    outcome = run(code)
    assert (outcome.status, outcome.asserts_reached) == ("passed", 2), outcome


def test_an_assert_that_fails_in_a_thread_fails_the_snippet() -> None:
    code = "def check():\n    assert 1 > 2, 'in a thread'\n"
    outcome = run(f"import threading\n{code}threading.Thread(target=check).start()\n")
    assert outcome.message == f"{PAGE}:{LINE + 2}: AssertionError: in a thread"


def test_asserts_in_decorated_functions_count_unless_a_compiler_takes_them() -> None:
    code = """\
import sys, types
numba = sys.modules["numba"] = types.ModuleType("numba")
numba.njit = lambda function: function
import functools
from numba import njit
@functools.cache
def one():
    assert True
@njit
def two():
    assert True
    return two.__code__.co_names
one()
assert two() == ("two", "__code__", "co_names")
"""
    outcome = run(code)
    assert (outcome.status, outcome.asserts_total) == ("passed", 2), outcome


def test_the_source_of_functions_and_classes_can_be_read() -> None:
    code = """\
import inspect
def f(x):
    return x + 1
class C:
    y = 2
assert inspect.getsource(f) == "def f(x):\\n    return x + 1\\n"
assert inspect.getsource(C) == "class C:\\n    y = 2\\n"
assert inspect.getsourcelines(f)[1] == 143
"""
    assert run(code).message == ""


def test_setup_runs_before_in_the_same_module_and_keeps_its_own_pages_lines() -> None:
    setup = Part(
        "content/notes/other.md",
        7,
        "def half(x):\n    return x / 2\n\ndef fail():\n    raise ValueError('here')\n",
    )
    code = "import inspect\nassert half(4) == 2\nassert 'x / 2' in inspect.getsource(half)\nfail()\n"
    outcome = run("", parts=(setup, Part(PAGE, LINE, code)))
    assert outcome.message == "content/notes/other.md:11: ValueError: here"
    assert f'"{PAGE}", line {LINE + 3}' in outcome.output


def test_what_setup_prints_is_shown_only_where_the_run_failed() -> None:
    setup = Part(PAGE, 3, "print('metric: of the setup = 1')\n")
    passed = run("", parts=(setup, Part(PAGE, LINE, "print('metric: own = 2')\n")))
    assert passed.output == "metric: own = 2\n"
    assert [metric.name for metric in passed.metrics] == ["own"]
    failed = run("", parts=(setup, Part(PAGE, LINE, "assert not 1\n")))
    assert failed.output.startswith("metric: of the setup = 1\n")
    assert failed.metrics == ()


def test_it_is_the_main_module_of_a_program_without_arguments() -> None:
    code = f"""\
import __main__, pickle, sys
class Point:
    pass
assert __name__ == "__main__" and __file__ == "{PAGE}"
assert sys.argv == ["{PAGE}"]
assert __main__.Point is Point and type(pickle.loads(pickle.dumps(Point()))) is Point
assert {{name for name in vars(__main__) if name[:2] != "__"}} == {{"pickle", "sys", "Point"}}
"""
    assert run(code).message == ""


@pytest.mark.parametrize(
    ("code", "expected", "message"),
    [
        ("import sys\nsys.exit(3)\n", 3, ""),
        ("raise SystemExit('enough')\n", 1, ""),
        ("import sys\nsys.exit(3)\n", 0, "exit status 3"),
        ("pass\n", 3, "exit status 0, expected 3"),
        ("import os\nos._exit(0)\n", 0, "the program ended without running to its end (os._exit?)"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n", 0, "ended by SIGSEGV"),
    ],
)
def test_the_exit_status_must_be_the_expected_one(code: str, expected: int, message: str) -> None:
    assert run(code, expect_status=expected).message == (f"{PAGE}:{LINE}: {message}" if message else "")


def test_the_output_must_contain_what_is_expected() -> None:
    assert run("print('two words')\n", expect_output="two words").status == "passed"
    outcome = run("print('other')\n", expect_output="two words")
    assert outcome.message == f"{PAGE}:{LINE}: the output does not contain 'two words'"


def test_what_a_child_prints_stands_in_its_place() -> None:
    outcome = run("import subprocess\nprint(1)\nsubprocess.run(['echo', '2'])\nprint(3)\n")
    assert outcome.output == "1\n2\n3\n"


def test_output_of_any_bytes_and_halves_of_pairs_do_no_harm() -> None:
    outcome = run("import os\nos.write(1, b'\\xff\\x00')\nprint('\\ud800')\nassert False, '\\ud800'\n")
    assert outcome.message.startswith(f"{PAGE}:{LINE + 3}: AssertionError")
    (outcome.message + outcome.output).encode()


def test_versions_of_imported_packages_are_reported_and_no_others() -> None:
    outcome = run("import json\nimport numpy as np\nassert np.ones(1).sum() == 1\n")
    assert list(outcome.packages) == ["numpy"]
