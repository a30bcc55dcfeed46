"""Text pasted without blank lines: put them back where headings, tables and code show, and join what broke.

Pages made of nested blocks come out like this: each paragraph, item and piece of inline code on a line of its
own, bullets at the margin however deep they were.
"""

from __future__ import annotations

import re
from functools import lru_cache

from techdigest.importers.model import Outcome
from techdigest.importers.pasted.boilerplate import PICTURE
from techdigest.importers.pasted.code import weight
from techdigest.importers.pasted.headings import is_certain, may_be_heading
from techdigest.importers.pasted.model import Found, Line, cjk_count, is_cjk, width

_FEWEST_LINES = 12
_BLANKS = 0.08  # fewer of the lines than this are blank
_ITEM = re.compile(r"[•◦▪*+-](?:\s|$)|\d{1,3}[.)]\s")
_TOKEN = re.compile(r"[\x21-\x7e]+|[a-z][\x20-\x7e]*|[\x20-\x7e]*[=<>_:/][\x20-\x7e]*")
_GOES_ON = re.compile(r"[,.，。、:：；;)）」]|[a-z(（]")
_ENDED = re.compile(r"[。！？!?.;；:：]$")
_GOES_ON_WITH = re.compile(r"和|以及|或|與|与|及|並|并|而|但|的|Ex\.|e\.g\.|Note", re.IGNORECASE)
_LONGEST_TOKEN = 60
_WIDEST_HEADING = 64


def is_dense(lines: list[Line]) -> bool:
    """Whether blank lines do not divide these lines."""
    blank = sum(not line.words for line in lines)
    return len(lines) >= _FEWEST_LINES and blank < _BLANKS * len(lines)


def spread(lines: list[Line]) -> tuple[list[Line], list[Found]]:
    """Return the lines with blank ones where blocks meet and inline code joined, and what was guessed."""
    found: list[Found] = []
    lines = _joined(_with_marks([line for line in lines if line.words]), found)
    out: list[Line] = []
    codes = _code_lines(lines)
    for at, line in enumerate(lines):
        is_heading = at not in codes and _is_heading(lines, at)
        if out and out[-1].words and (is_heading or _is_another(lines, at, codes, out)):
            out.append(Line(line.number, ""))
        out.append(line)
        if is_heading:
            out.append(Line(line.number, ""))
    return out, found


def _is_another(lines: list[Line], at: int, codes: set[int], out: list[Line]) -> bool:
    """Whether code, a table or a list begins or ends with a line."""
    words, before = lines[at].words, lines[at - 1].words
    return (
        (at in codes) != (at - 1 in codes)
        or _is_cell(words) != _is_cell(before)
        or (_is_item(words) and not _is_item(before) and not _is_in_list(out))
    )


def _with_marks(lines: list[Line]) -> list[Line]:
    """Put a bullet that stands alone before the line that it belongs to."""
    out: list[Line] = []
    alone = False
    for line in lines:
        if line.words in ("-", "•", "*"):
            alone = True
        elif alone and not _is_item(line.words) and line.words != PICTURE:
            out.append(Line(line.number, f"- {line.words}"))
            alone = False
        else:
            out.append(line)
            alone = False
    return out


def _joined(lines: list[Line], found: list[Found]) -> list[Line]:
    """Put inline code back into its sentence: a short line of code between two halves of it."""
    out: list[tuple[Line, list[str]]] = []  # each line, and what it is joined of
    at = 0
    while at < len(lines):
        line = lines[at]
        words = line.words
        if out and at + 1 < len(lines) and _is_inline_code(out[-1][1][-1], words, lines[at + 1].text):
            mark = "``" if "`" in words else "`"
            after = lines[at + 1].words
            space = "" if _GOES_ON.match(after) and not after[0].isalpha() and after[0] != "(" else " "
            out[-1][1].extend((f" {mark}{words}{mark}{space}", after))
            why = "it stood on a line of its own within a sentence"
            found.append(Found(line.number, "pasted-inline-code", Outcome.GUESSED, words, why))
            at += 2
        else:
            out.append((line, [line.text]))
            at += 1
    return [line if len(parts) == 1 else Line(line.number, "".join(parts)) for line, parts in out]


def _is_inline_code(before: str, words: str, after: str) -> bool:
    return _may_be_inline_code(words) and _may_go_on(after) and _is_open(before.strip())


@lru_cache(maxsize=1 << 13)
def _may_be_inline_code(words: str) -> bool:
    return (
        len(words) <= _LONGEST_TOKEN
        and not _is_item(words)
        and not _is_cell(words)
        and not words.startswith(("http:", "https:"))
        and _TOKEN.fullmatch(words) is not None
    )


@lru_cache(maxsize=1 << 13)
def _may_go_on(text: str) -> bool:
    """Whether a text may be the second half of a sentence."""
    words = text.strip()
    return (
        not _is_item(words)
        and words != PICTURE
        and (is_cjk(words[0]) or _GOES_ON.match(words) is not None)
        and weight(text) < 2
    )


def _is_open(words: str) -> bool:
    """Whether a sentence may go on after these words."""
    return words != PICTURE and not _is_cell(words) and _ENDED.search(words[-2:]) is None


def _code_lines(lines: list[Line]) -> set[int]:
    """The indexes of lines in stretches of at least two that look like code."""
    codes: set[int] = set()
    at = 0
    while at < len(lines):
        end = at
        sure = 0
        while end < len(lines) and (each := _weight_alone(lines[end].text)) > 0:
            sure += each == 2
            end += 1
        if end - at >= 2 and sure * 2 >= end - at:
            codes.update(range(at, end))
        at = max(end, at + 1)
    return codes


@lru_cache(maxsize=1 << 13)
def _weight_alone(text: str) -> int:
    """Return how much a line looks like code, if it is neither an item nor a cell nor a picture."""
    words = text.strip()
    return 0 if _is_item(words) or _is_cell(words) or words == PICTURE else weight(text)


def _is_heading(lines: list[Line], at: int) -> bool:
    words = lines[at].words
    if not _may_be_heading(words):
        return False
    before = lines[at - 1].words if at else ""
    if before and _is_item(before) and before[-1] in ":：":
        return False  # the paragraph that an item announced
    if at + 1 == len(lines) or _is_cell(lines[at + 1].words):
        return False
    if is_certain(words):
        return True
    if is_cjk(words[0]) and before and not _is_item(before) and not _ENDED.search(before):
        return False  # the second half of a sentence
    return _is_like_a_heading(words)


@lru_cache(maxsize=1 << 13)
def _may_be_heading(words: str) -> bool:
    return not _is_item(words) and not _is_cell(words) and words != PICTURE and may_be_heading(words)


@lru_cache(maxsize=1 << 13)
def _is_like_a_heading(words: str) -> bool:
    """Whether words that are not certainly a heading begin as one, and are short."""
    if words[-1] in ":：" or _GOES_ON_WITH.match(words):
        return False
    if not (words[0].isupper() or words[0].isdigit() or is_cjk(words[0])):
        return False
    return (
        width(words) <= _WIDEST_HEADING and cjk_count(words) <= 8 and "：" not in words and ":" not in words
    )


def _is_in_list(out: list[Line]) -> bool:
    """Whether the lines since the last blank one began with an item, so that this paragraph is part of it."""
    for line in reversed(out[-40:]):
        if not line.words:
            return False
        if _is_item(line.words):
            return True
    return False


@lru_cache(maxsize=1 << 13)
def _is_item(words: str) -> bool:
    return _ITEM.match(words) is not None


def _is_cell(words: str) -> bool:
    return words.endswith("|")
