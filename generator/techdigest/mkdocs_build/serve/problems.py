"""What a build had to say: the messages of MkDocs and its plugins, and the exception that ended it."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from mkdocs.exceptions import MkDocsException

SHOWN = 50  # messages of each kind; a site may have thousands of warnings

# Diagnostics, `path:line: error[code] message`, come after a plugin's name, as warnings whatever they are.
_DIAGNOSTIC = re.compile(
    r"(?:[\w-]+: )?(?P<text>[^\n]*: (?P<severity>error|warning)\[[\w-]+\] .*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Problems:
    """Messages as plain text, each once, in the order in which they came.

    Attributes:
        errors: What does not reach the site.
        warnings: What may not be as meant.
        is_stale: The build failed: the site is that of an earlier one.
    """

    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    is_stale: bool = False

    def as_json(self) -> dict[str, object]:
        """How many there are, and the first ones, as an open page is told."""
        return {
            "errors": {"count": len(self.errors), "shown": self.errors[:SHOWN]},
            "warnings": {"count": len(self.warnings), "shown": self.warnings[:SHOWN]},
            "isStale": self.is_stale,
        }


NO_PROBLEMS = Problems()


class ProblemLog(logging.Handler):
    """Collects what is logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._errors: dict[str, None] = {}
        self._warnings: dict[str, None] = {}
        self._is_stale = False

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message; what the server says of requests is none of the build."""
        if record.name == "mkdocs.livereload":
            return
        text, is_error = record.getMessage(), record.levelno >= logging.ERROR
        if diagnostic := _DIAGNOSTIC.fullmatch(text):
            text, is_error = diagnostic["text"], is_error or diagnostic["severity"] == "error"
        (self._errors if is_error else self._warnings)[text] = None

    def failed(self, error: BaseException) -> None:
        """Keep what ended the build."""
        self._is_stale = True
        if isinstance(error, (MkDocsException, SystemExit)):
            if not self._errors:  # else it only says that the build was aborted because of them
                self._errors[str(error) or type(error).__name__] = None
            return
        *_, last = traceback.format_exception_only(error)
        trace = "".join(traceback.format_exception(error))
        self._errors[f"{last.strip()}\n\n{trace.strip()}"] = None

    def problems(self) -> Problems:
        """All that was kept."""
        return Problems(tuple(self._errors), tuple(self._warnings), self._is_stale)


@contextmanager
def listening() -> Iterator[ProblemLog]:
    """Collect what MkDocs and its plugins log within the block."""
    log, logger = ProblemLog(), logging.getLogger("mkdocs")
    logger.addHandler(log)
    try:
        yield log
    finally:
        logger.removeHandler(log)
