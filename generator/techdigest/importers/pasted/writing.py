"""Blocks -> Markdown, with the line of the file of each line, and a comment beside each guess."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from techdigest.importers.pasted.code import language_of
from techdigest.importers.pasted.inline import escaped
from techdigest.importers.pasted.model import Block, Kind, Line, width

_RULE = re.compile(r"[-*_]{3,}")
_INDENT = 4  # spaces that an item's content and a list in it are indented by
_WRAPPED = range(56, 110)  # the widths at which editors and mail break lines


@dataclass
class Written:
    """Markdown in the making: its lines, and the line of the file of each."""

    lines: list[str] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)

    def put(self, text: str, number: int, depth: int = 0) -> None:
        """Add a line."""
        self.lines.append(" " * _INDENT * depth + text if text else "")
        self.origins.append(number)

    def gap(self, number: int) -> None:
        """See that the next line begins a block."""
        if self.lines and self.lines[-1]:
            self.put("", number)


@lru_cache(maxsize=1 << 10)
def comment(why: str) -> str:
    """Return the comment beside a guess."""
    return f"<!-- imported: {why.replace('--', '-').replace('>', '')} -->"


def write(blocks: list[Block], inline_guesses: frozenset[int] = frozenset()) -> Written:
    """Return the Markdown of blocks; `inline_guesses` are the lines on which inline code was guessed."""
    out = Written()
    before: Block | None = None
    for block in blocks:
        number = block.lines[0].number
        is_list_going_on = before is not None and _is_same_list(before, block)
        if not is_list_going_on:
            out.gap(number)
        if block.why and block.kind is not Kind.PICTURE:
            out.put(comment(block.why), number, block.level if block.kind is not Kind.HEADING else 0)
            out.put("", number)
        _WRITERS[block.kind](out, block)
        if inline_guesses and not inline_guesses.isdisjoint(line.number for line in block.lines):
            depth = block.level + (block.kind is Kind.ITEM)
            out.gap(number)
            out.put(comment("the words in backticks stood on lines of their own"), number, depth)
            out.put("", number)
        before = block
    return out


def _is_same_list(before: Block, block: Block) -> bool:
    if not before.kind is block.kind is Kind.ITEM:
        return False
    return before.level != block.level or (before.marker == "-") == (block.marker == "-")


def _text(out: Written, block: Block, depth: int | None = None, marker: str = "") -> None:
    depth = block.level if depth is None else depth
    if _RULE.fullmatch(block.words) and len(block.lines) == 1:
        out.put("---", block.lines[0].number, depth)
        return
    lines = [line for line in block.lines if line.words]
    is_wrapped = len(lines) > 1 and all(width(line.words) in _WRAPPED for line in lines[:-1])
    for at, line in enumerate(lines):
        end = "" if is_wrapped or at == len(lines) - 1 else "  "  # two spaces end a line
        text = escaped(line.words) + end
        if at == 0 and marker:
            out.put(f"{marker} {text}", line.number, depth)
        else:
            out.put(text, line.number, depth + bool(marker))


def _item(out: Written, block: Block) -> None:
    _text(out, block, block.level, block.marker)


def _heading(out: Written, block: Block) -> None:
    out.put(f"{'#' * (block.level or 2)} {escaped(block.words, at_start=False)}", block.lines[0].number)


def _code(out: Written, block: Block) -> None:
    lines = _dedented(block.lines)
    longest = max((len(run) for line in lines for run in re.findall("`{3,}", line.text)), default=2)
    fence = "`" * max(3, longest + 1)
    info = block.language
    if block.name:
        name = re.sub(r"[^\w./-]", "", block.name)
        info = f'{info or "text"} title="{name}"'
    out.put(f"{fence}{info}", lines[0].number, block.level)
    for line in lines:
        out.put(line.text, line.number, block.level)
    out.put(fence, lines[-1].number, block.level)


def _dedented(lines: list[Line]) -> list[Line]:
    common = min((line.indent for line in lines if line.words), default=0)
    return [Line(line.number, line.text[common:].rstrip()) for line in lines]


def _table(out: Written, block: Block) -> None:
    number = block.lines[0].number
    for at, row in enumerate(block.rows):
        place = min(at * len(row), len(block.lines) - 1) if len(block.lines) != len(block.rows) else at
        cells = [escaped(cell, at_start=False).replace("|", r"\|") for cell in row]
        out.put(f"| {' | '.join(cells)} |", block.lines[place].number, block.level)
        if at == 0:
            out.put(f"|{' --- |' * len(row)}", number, block.level)


def _formula(out: Written, block: Block) -> None:
    for line in block.lines:
        out.put(line.words, line.number, block.level)


def _picture(out: Written, block: Block) -> None:
    number = block.lines[0].number
    out.put(comment(block.why or "a picture stood here that the page did not show"), number, block.level)
    if block.name:
        out.put("", number)
        out.put(f"*{escaped(block.name, at_start=False)}*", number, block.level)


_WRITERS = {
    Kind.TEXT: _text,
    Kind.ITEM: _item,
    Kind.HEADING: _heading,
    Kind.CODE: _code,
    Kind.TABLE: _table,
    Kind.FORMULA: _formula,
    Kind.PICTURE: _picture,
}


def guess_languages(blocks: list[Block]) -> None:
    """Name the language of each block of code that has none yet."""
    for block in blocks:
        if block.kind is Kind.CODE and not block.language:
            block.language, why = language_of([line.text for line in block.lines], block.name)
            block.why = "; ".join(each for each in (block.why, why) if each)
