"""What code says of itself may be false, broken or far too much: each run comes to a record all the same."""

from __future__ import annotations

import json

import pytest

from support.jobs import LINE, PAGE, job, run
from techdigest.snippets.portable.jobs import Outcome
from techdigest.snippets.portable.machine import Machine
from techdigest.snippets.portable.record import record_of
from techdigest.snippets.record_model import pretty, verify

_FORGE = """\
import os
words = open("/proc/self/cmdline").read().split("\\0")
report = int(next(word for word in words if word.isdigit()))
os.pwrite(report, {report!r}.encode(), 0)
os._exit({status})
"""
_TRUE: dict[str, object] = {
    "asserts": [],
    "unreached": [],
    "error": None,
    "packages": {},
    "own_output": 0,
}


def recorded(outcome: Outcome) -> Outcome:
    """The outcome, which has a record that can be read back."""
    record = record_of(
        job("pass\n"), outcome, Machine("cpu", None, "Linux", "3.11"), sandbox="none", runner="0"
    )
    verify(pretty(record))
    return outcome


@pytest.mark.parametrize(
    "report",
    [
        "",
        "1",
        "null",
        "[]",
        "{}",
        "[" * 100_000,
        "9" * 5000,
        json.dumps({**_TRUE, "asserts": [1]}),
        json.dumps({**_TRUE, "asserts": [["a.md", "x"]]}),
        json.dumps({**_TRUE, "packages": [1]}),
        json.dumps({**_TRUE, "error": [1]}),
    ],
)
def test_a_forged_report_counts_as_none(report: str) -> None:
    outcome = recorded(run(_FORGE.format(report=report, status=0)))
    assert "ended without running to its end" in outcome.message


@pytest.mark.parametrize(
    "error",
    [
        {"text": 5, "path": 7, "line": "x", "errno": "x"},
        {"text": "x", "path": "/etc/passwd", "line": 1},
        {"text": "x", "path": PAGE, "line": "9" * 5000},
        {"text": "\ud800\x1b[2J\r\n" + "x" * 100_000, "path": "\ud800", "line": -5},
    ],
)
def test_a_forged_place_is_not_believed_and_its_words_steer_no_terminal(error: dict[str, object]) -> None:
    outcome = recorded(run(_FORGE.format(report=json.dumps({**_TRUE, "error": error}), status=1)))
    assert outcome.message.startswith(f"{PAGE}:{LINE}: ")
    assert outcome.message.isprintable()
    assert len(outcome.message) <= 2000


def test_forged_packages_and_sizes_do_no_harm() -> None:
    packages = {f"\ud800{number}" + "x" * 300: number for number in range(1000)}
    report = json.dumps({**_TRUE, "packages": packages, "own_output": 10**40})
    outcome = recorded(run(_FORGE.format(report=report, status=0)))
    assert len(outcome.packages) <= 200


@pytest.mark.parametrize(
    "code",
    [
        f"printf '{PAGE}: line %05000d: told\\n' 7; exit 1\n",
        f"echo '{PAGE}: line \N{ARABIC-INDIC DIGIT THREE}: told'; exit 1\n",
        "for n in 3 4 5 6 7 8 9; do printf 'own\\t%05000d\\nx\\t²\\t1\\ttold\\n' 7 >&$n; done 2>&-; exit 1\n",
        f"false {'x' * 100_000}\n",
    ],
)
def test_numbers_that_are_none_in_what_bash_says(code: str) -> None:
    outcome = recorded(run(code, "bash"))
    assert outcome.status == "failed"
    assert outcome.message.startswith(f"{PAGE}:{LINE}: ")


@pytest.mark.parametrize(
    "line",
    [
        "metric: a = [1.7e308, 1.7e308] s",
        "metric: a = [-1.7e308, -1e308, 1e308, 1.7e308] s",
        f"metric: {'a' * 600} = 1 s",
        f"metric: a = 1 {'s' * 600}",
        "metric: a\x1b[2J = 1 s",
        "metric: a = 1 \0",
        f"metric: a = {'9' * 5000} s",
    ],
)
def test_a_figure_that_no_record_could_hold_is_named(line: str) -> None:
    outcome = recorded(run(f"print({line!r})\n"))
    assert outcome.message.startswith(f"{PAGE}:{LINE}: not a metric")
    assert outcome.message.isprintable()


def test_too_many_figures_are_refused() -> None:
    outcome = recorded(run("for n in range(2000): print(f'metric: a{n} = 1 s')\n"))
    assert outcome.message == f"{PAGE}:{LINE}: more than 200 metrics"
    assert len(outcome.metrics) == 200


def test_of_two_asserts_on_one_line_both_have_to_hold() -> None:
    outcome = run("try:\n    assert 1; assert not 1\nexcept AssertionError:\n    pass\n")
    assert outcome.message == f"{PAGE}:{LINE + 1}: this assert was never reached, or never held"
    assert (outcome.asserts_reached, outcome.asserts_total) == (1, 2)


def test_an_error_whose_number_is_none_is_reported_like_any_other() -> None:
    outcome = run("class Odd(Exception):\n    errno = object()\nraise Odd('odd')\n")
    assert outcome.message == f"{PAGE}:{LINE + 2}: Odd: odd"


def test_killing_its_own_supervisor_is_a_failure_that_says_so() -> None:
    outcome = recorded(run("import os, signal\nos.kill(0, signal.SIGKILL)\n"))
    assert outcome.status == "failed"
    assert "SIGKILL" in outcome.message
