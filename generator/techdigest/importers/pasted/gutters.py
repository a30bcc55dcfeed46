"""Code beside whose lines a page shows numbers: in a column, between the lines, or before them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from techdigest.importers.pasted.code import weight
from techdigest.importers.pasted.model import Line, cjk_count

_NUMBER = re.compile(r"\s*(\d{1,5})")
_PREFIX = re.compile(r"\s{0,6}(\d{1,5})(?:\t| {1,4}|$)(.*)")
_FEWEST = 3  # lines that numbers beside or between them need as evidence


@dataclass(frozen=True, slots=True)
class Numbered:
    """Code found by its gutter: its lines, where the text goes on, and what a person has to settle."""

    code: list[Line]
    end: int
    why: str = ""


def may_be_first_number(text: str) -> bool:
    """Whether a gutter may begin with this text."""
    match = _NUMBER.match(text)
    return match is not None and int(match[1]) == 1


def numbered_code(lines: list[Line], at: int) -> Numbered | None:
    """Return the code whose gutter begins at `lines[at]`; None for none. Linear in what it takes."""
    if not may_be_first_number(lines[at].text):
        return None
    behind = [line.words for line in lines[at + 1 : at + 3]]
    if not any(behind[:1]) and behind[1:] != ["2"]:
        return None  # a number between blank lines
    return _between(lines, at) or _column(lines, at) or _before(lines, at)


def _column(lines: list[Line], at: int) -> Numbered | None:
    count = 0
    while at + count < len(lines) and lines[at + count].words == str(count + 1):
        count += 1
    start = at + count
    if not count or start >= len(lines) or not lines[start].words:
        return None
    if count == 1 and (at and lines[at - 1].words and not lines[at - 1].words.endswith("raw")):
        return None  # a lone 1 within a paragraph is a number
    end = min(start + count, len(lines))
    why = ""
    if prose := _first_prose(lines, start, end):
        end, why = prose, "blank lines of this code seem to have been lost"
    elif end < len(lines) and lines[end].words and lines[end - 1].words and weight(lines[end].text) > 0:
        while end < len(lines) and lines[end].words:
            end += 1
        why = f"the gutter has {count} lines, the code has {end - start}"
    return Numbered(_trimmed(lines[start:end]), end, why)


def _first_prose(lines: list[Line], start: int, end: int) -> int | None:
    """Return the index of the blank line behind which prose begins: code lost blank lines of its own."""
    for at in range(start + 1, end):
        line = lines[at]
        if not lines[at - 1].words and line.words and weight(line.text) == -2 and cjk_count(line.text) > 8:
            return at - 1
    return None


def _between(lines: list[Line], at: int) -> Numbered | None:
    count = 0
    while (
        at + 2 * count + 1 < len(lines)
        and lines[at + 2 * count].words == str(count + 1)
        and lines[at + 2 * count + 1].words != str(count + 2)
    ):
        count += 1
    if count < _FEWEST:
        return None
    end = at + 2 * count
    return Numbered(_trimmed(lines[at + 1 : end : 2]), end)


def _before(lines: list[Line], at: int) -> Numbered | None:
    texts: list[str] = []
    while at + len(texts) < len(lines):
        match = _PREFIX.fullmatch(lines[at + len(texts)].text)
        if match is None or int(match[1]) != len(texts) + 1:
            break
        texts.append(match[2])
    if len(texts) < _FEWEST:
        return None
    code = [Line(lines[place].number, text) for place, text in enumerate(texts, at)]
    if not any(weight(line.text) == 2 for line in code):
        return None
    return Numbered(_trimmed(code), at + len(code))


def _trimmed(lines: list[Line]) -> list[Line]:
    last = max((i for i, line in enumerate(lines) if line.words), default=-1)
    return lines[: last + 1]
