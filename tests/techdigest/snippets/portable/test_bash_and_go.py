"""How bash and Go snippets are run: page's lines, setup, status."""

from __future__ import annotations

import pytest

from support.jobs import LINE, PAGE, job, run
from techdigest.snippets.portable.execute import execute
from techdigest.snippets.portable.jobs import Outcome, Part
from techdigest.snippets.portable.needs import access_of, missing
from techdigest.snippets.portable.sandbox import NoSandbox


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("echo a\nfalse\n", f"{PAGE}:{LINE + 1}: exit status 1: false"),
        ("f() {\n  ls /none | wc -l\n}\n\nf\n", f"{PAGE}:{LINE + 1}: exit status 2: wc -l"),
        ("x=$(false)\n", f"{PAGE}:{LINE}: exit status 1: false"),
        ('echo "$nothing"\n', f"{PAGE}:{LINE}: nothing: unbound variable"),
        ("echo a\nno-such-command\n", f"{PAGE}:{LINE + 1}: exit status 127: no-such-command"),
        ("true | false | true\n", f"{PAGE}:{LINE}: exit status 1: true"),  # bash names the last of a pipe
        ("echo ok\nif\n", f"{PAGE}:{LINE + 2}: syntax error: unexpected end of file"),
        ("exit 4\n", f"{PAGE}:{LINE}: exit status 4"),
        ("kill -SEGV $$\n", f"{PAGE}:{LINE}: ended by SIGSEGV"),
    ],
)
def test_bash_names_the_pages_line_of_what_failed(code: str, message: str) -> None:
    outcome = run(code, "bash")
    assert (outcome.status, outcome.message) == ("failed", message), outcome.output


def test_bash_keeps_what_is_handled_and_what_is_expected() -> None:
    assert run("if false; then :; fi\nfalse || true\n! false\n", "bash").status == "passed"
    assert run("exit 3\n", "bash", expect_status=3).status == "passed"
    assert run("(exit 137)\n", "bash", expect_status=137).exit == 137


def test_what_bash_setup_prints_is_shown_only_where_the_run_failed() -> None:
    setup = Part(PAGE, 3, "echo setup; echo trouble >&2\n")
    assert run("", "bash", parts=(setup, Part(PAGE, LINE, "echo own\n"))).output == "own\n"
    failed = run("", "bash", parts=(setup, Part(PAGE, LINE, "echo own\nfalse\n")))
    assert failed.output == "setup\ntrouble\nown\n"
    assert failed.message == f"{PAGE}:{LINE + 1}: exit status 1: false"


def test_bash_setup_of_one_page_runs_before_in_the_same_shell() -> None:
    parts = (
        Part(PAGE, 20, "double() {\n  echo $(($1 * 2))\n}\n"),
        Part(PAGE, LINE, '[ "$(double 4)" = 8 ]\nfalse\n'),
    )
    assert run("", "bash", parts=parts).message == f"{PAGE}:{LINE + 1}: exit status 1: false"


def test_bash_starts_in_an_empty_working_folder_with_the_snippets_files() -> None:
    assert run('[ -z "$(ls -A)" ]\n', "bash").status == "passed"
    outcome = run("cat data.txt\nls -A\n", "bash", files={"data.txt": "aGVsbG8K"})
    assert outcome.output == "hello\ndata.txt\n"


def test_bash_counts_no_asserts_and_reads_metrics() -> None:
    outcome = run('echo "metric: lines = 3 1"\n', "bash")
    assert (outcome.asserts_total, outcome.metrics[0].median) == (None, 3)


def run_go(code: str, **fields: object) -> Outcome:
    made = job(code, "go", needs=("go",), timeout=300.0, **fields)
    reason = missing(made, NoSandbox())
    if reason:
        pytest.skip(reason)
    return execute(made, NoSandbox(), access_of(made))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('\tpanic("no")', f"{PAGE}:{LINE + 4}: panic: no"),
        ("\tx", f"{PAGE}:{LINE + 4}: undefined: x"),
        ("\tos.Exit(3)", f"{PAGE}:{LINE}: exit status 3"),
    ],
)
def test_go_names_the_pages_line(body: str, message: str) -> None:
    outcome = run_go(f'package main\nimport ("os")\nvar _ = os.Args\nfunc main() {{\n{body}\n}}\n')
    assert outcome.message == message, outcome.output


def test_go_setup_is_another_file_of_the_package() -> None:
    parts = (
        Part(PAGE, 20, "package main\n\nfunc double(x int) int { return 2 * x }\n"),
        Part(PAGE, LINE, 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println(double(4)) }\n'),
    )
    assert run_go("", parts=parts).output == "8\n"
