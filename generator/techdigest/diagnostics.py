"""What is wrong with the input, said once, with the place and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a diagnostic matters. Every severity lets the rest of the build go on."""

    ERROR = "error"  # something the author wrote does not reach the site
    WARNING = "warning"  # it does, but not as the author probably meant


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One finding about one place in one file.

    Attributes:
        path: The file, relative to the content folder, with forward slashes.
        line: The line, counted from 1; 0 when the file as a whole is meant.
        code: A stable kebab-case name, such as ``front-matter-yaml``.
        message: What was found, naming the offending value.
        hint: What to do about it.
        severity: See `Severity`.
    """

    path: str
    line: int
    code: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR

    def render(self, source_line: str | None = None) -> str:
        """Return the diagnostic as text: ``path:line: severity[code] message``, the source line, the hint."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        lines = [f"{place}: {self.severity}[{self.code}] {self.message}"]
        if source_line is not None and source_line.strip():
            lines.append(f"    | {_clip(source_line.strip())}")
        lines.append(f"    hint: {self.hint}")
        return "\n".join(lines)


class Diagnostics:
    """Collects diagnostics; equal ones count once, and they come back sorted by place."""

    def __init__(self) -> None:
        self._found: set[Diagnostic] = set()
        self._others: list[set[Diagnostic]] = []

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep the diagnostic."""
        self._found.add(diagnostic)

    def update(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep all of them."""
        self._found.update(diagnostics)

    def clear(self) -> None:
        """Forget everything, as each new build does."""
        self._found = set()
        self._others = []

    def set_apart(self) -> None:
        """Collect what comes now by itself, until it is taken with `take_apart`."""
        self._others.append(self._found)
        self._found = set()

    def take_apart(self) -> tuple[Diagnostic, ...]:
        """Return what came since `set_apart`, sorted; it is not among the others."""
        apart, self._found = self._found, self._others.pop()
        return tuple(sorted(apart))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)

    def render(self, source_line: Callable[[str, int], str | None]) -> list[str]:
        """Render all, sorted; `source_line(path, line)` gives the line a diagnostic points at, if it can."""
        return [d.render(source_line(d.path, d.line) if d.line else None) for d in self]


def _clip(text: str, width: int = 120) -> str:
    # A hostile line may be megabytes long and may steer a terminal.
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[: width + 1])
    return shown if len(shown) <= width else shown[:width] + "…"
