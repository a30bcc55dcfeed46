"""What is shown of what a build logs."""

from __future__ import annotations

import logging

from mkdocs.exceptions import Abort, BuildError
from mkdocs.plugins import get_plugin_logger

from techdigest.diagnostics import Diagnostic, Severity
from techdigest.mkdocs_build.serve.problems import SHOWN, Problems, listening

plugin = get_plugin_logger("some")


def diagnostic(severity: Severity) -> str:
    return Diagnostic("notes/a.md", 3, "some-code", "wrong", "mend it", severity).render("the <line>")


def test_warnings_and_errors_of_mkdocs_and_plugins_are_heard() -> None:
    with listening() as heard:
        plugin.info("reading")
        plugin.warning("odd")
        plugin.warning("odd")
        logging.getLogger("mkdocs.commands.build").error("wrong")
        logging.getLogger("elsewhere").error("not ours")
    plugin.warning("too late")
    assert heard.problems() == Problems(("wrong",), ("some: odd",))


def test_an_error_among_diagnostics_is_an_error_though_logged_as_a_warning() -> None:
    with listening() as heard:
        plugin.warning(diagnostic(Severity.ERROR))
        plugin.warning(diagnostic(Severity.WARNING))
    (error,), (warning,) = heard.problems().errors, heard.problems().warnings
    assert error.splitlines() == [
        "notes/a.md:3: error[some-code] wrong",
        "    | the <line>",
        "    hint: mend it",
    ]
    assert "warning[some-code]" in warning


def test_what_the_server_says_of_requests_is_no_problem_of_the_site() -> None:
    with listening() as heard:
        logging.getLogger("mkdocs.livereload").warning('"GET /favicon.ico" code 404')
    assert heard.problems() == Problems()


def test_an_aborted_build_is_told_by_its_errors_not_by_its_abortion() -> None:
    with listening() as heard:
        plugin.error("the reason")
        heard.failed(Abort("Aborted with a BuildError!"))
    assert heard.problems() == Problems(("some: the reason",), is_stale=True)


def test_an_aborted_build_without_errors_is_told_by_what_aborted_it() -> None:
    with listening() as heard:
        heard.failed(BuildError("the reason"))
    assert heard.problems().errors == ("the reason",)


def test_an_unexpected_exception_is_told_with_its_traceback() -> None:
    with listening() as heard:
        try:
            _fails()
        except ZeroDivisionError as error:
            heard.failed(error)
    (text,) = heard.problems().errors
    assert text.startswith("ZeroDivisionError: ")
    assert "in _fails" in text


def test_of_very_many_messages_the_first_are_shown_and_all_counted() -> None:
    told = Problems(warnings=tuple(map(str, range(SHOWN + 7)))).as_json()
    assert told == {
        "errors": {"count": 0, "shown": ()},
        "warnings": {"count": SHOWN + 7, "shown": tuple(map(str, range(SHOWN)))},
        "isStale": False,
    }


def _fails() -> None:
    print(1 / 0)
