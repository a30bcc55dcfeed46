"""Lists as most notes indent them: by the width of the marker, where Python-Markdown wants four spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown import Markdown
from markdown.preprocessors import Preprocessor

_TAB = 4
_ITEM = re.compile(r"([ ]*)([-*+]|[0-9]{1,9}\.)([ ]+)(?=\S)")
_RULE = re.compile(r"[ ]*([-*_])(?:[ ]*\1){2,}[ ]*\Z")
_FENCE = re.compile(r"[ ]*(`{3,}|~{3,})(.*)")


class IndentLists(Preprocessor):
    """Indents what belongs to a list item, as CommonMark sees it, so that Python-Markdown agrees."""

    def run(self, lines: list[str]) -> list[str]:
        """Return as many lines, some of them indented further."""
        return indent_lists(lines)


def indent_lists(lines: list[str]) -> list[str]:
    """Indent the content of list items, at least by four spaces for each list around it.

    A line that stands deep enough already is left alone, and so are lines that only continue a paragraph.
    """
    state = _State()
    return [state.indented(line) for line in lines]


@dataclass(slots=True)
class _State:
    """Where the line read last stands."""

    contents: list[int] = field(
        default_factory=list
    )  # of each open item, the column at which its content starts
    shift: int = 0  # of the lines since the last blank one
    fence: str = ""
    after_blank: bool = True

    def indented(self, line: str) -> str:
        if not line.strip():
            self.after_blank = True
            return line
        fence = _FENCE.match(line)
        if self.fence:
            if fence and fence[1].startswith(self.fence) and not fence[2].strip():
                self.fence = ""
            self.after_blank = False
            return " " * self.shift + line
        column = len(line) - len(line.lstrip(" "))
        item = None if _RULE.match(line) else _ITEM.match(line)
        if item or fence or self.after_blank:
            self._enter(column)
            self.shift = max(_TAB * len(self.contents) - column, 0) if self.contents else 0
            shift = self.shift
        else:  # the same paragraph, table or the like goes on
            shift = self.shift if self.contents and column >= self.contents[-1] else 0
        if item:
            content = len(item[1]) + len(item[2]) + (len(item[3]) if len(item[3]) <= _TAB else 1)
            self.contents.append(min(content, column + _TAB))
        if fence:
            self.fence = fence[1]
        self.after_blank = False
        return " " * shift + line

    def _enter(self, column: int) -> None:
        """Leave the items that a line at this column is no part of."""
        while self.contents and column < self.contents[-1]:
            self.contents.pop()


def register_lists(md: Markdown) -> None:
    """Register the processor: after white space is normalised (30), before fences are read (25)."""
    md.preprocessors.register(IndentLists(md), "td-indent-lists", 28)
