"""Titles between marks: 《》〈〉「」『』, quotation marks, and square brackets that are no link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from techdigest.papers.mentions.candidates import OPAQUE, Block, Candidate, trimmed
from techdigest.papers.mentions.evidence import fitting, has_author, has_year, is_reference
from techdigest.papers.mentions.index import LONGEST_TITLE
from techdigest.papers.model import Form
from techdigest.papers.titles import title_key

_TITLE_MARKS = re.compile(
    r"《(?P<a>[^《》]{2,400})》|〈(?P<b>[^〈〉]{2,400})〉|「(?P<c>[^「」]{2,400})」|『(?P<d>[^『』]{2,400})』"
)
_OPENING = re.compile("[《〈「『]")
_BRACKETS = re.compile(r"(?<!!)[\[【](?P<inner>[^\[\]【】《》\n]{4,400})[\]】](?![(\[:])")
_QUOTE = re.compile('[“”"＂]')
_EMPHASIS = re.compile(r"(?<![*\w])(?P<mark>\*{1,3}|_{1,3})(?P<inner>[^*_\n]{4,400})(?P=mark)(?![*\w])")
_HAN = re.compile("[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’\-]+")


def find_titles(block: Block) -> Iterator[Candidate]:
    """Yield titles in 《》 and its kin: those of entries, and whatever is Latin and long in 《》."""
    for match in _TITLE_MARKS.finditer(block.text) if _OPENING.search(block.text) else ():
        start, end = trimmed(block.text, *match.span(match.lastgroup or 0))
        found = _entry(block, start, end, "title", are_short_ones_allowed=match.lastgroup in ("a", "b"))
        if found:
            yield found
        elif match.lastgroup == "a" and _is_latin_title(block.text[start:end]):
            yield Candidate(start, end, "title", title=" ".join(block.text[start:end].split()))
    for match in _BRACKETS.finditer(block.text) if block.has_titles else ():
        found = _entry(block, *trimmed(block.text, *match.span("inner")), "title")
        if found:
            yield found


def find_quoted(block: Block) -> Iterator[Candidate]:
    """Yield the entries whose whole title stands between two quotation marks, or is emphasised."""
    for match in _EMPHASIS.finditer(block.text) if block.has_titles else ():
        found = _entry(block, *trimmed(block.text, *match.span("inner")), "quote")
        if found:
            yield found
    marks = [match.start() for match in _QUOTE.finditer(block.text)] if block.has_titles else []
    end_of_last = 0
    for opening, closing in pairwise(marks):
        if opening < end_of_last or not 3 < closing - opening <= LONGEST_TITLE:
            continue
        found = _entry(block, *trimmed(block.text, opening + 1, closing), "quote")
        if found:
            end_of_last = closing + 1
            yield found


def _entry(
    block: Block, start: int, end: int, form: Form, *, are_short_ones_allowed: bool = False
) -> Candidate | None:
    text = block.text[start:end]
    if not block.has_titles or OPAQUE in text or len(text) > LONGEST_TITLE:
        return None
    key = title_key(text)
    papers = block.titles.by_key(key)
    if not papers:
        return None
    line = line_around(block.text, start, end)
    if block.titles.is_short(key) and not are_short_ones_allowed:
        papers = tuple(paper for paper in papers if has_author(paper, line) or has_year(paper, line))
        if not is_reference(line) or not papers:
            return None
    paper = fitting(papers, line)
    return Candidate(start, end, form, paper.key if paper else None, title=" ".join(text.split()))


def _is_latin_title(text: str) -> bool:
    return OPAQUE not in text and not _HAN.search(text) and len(_WORD.findall(text)) >= 4


def line_around(text: str, start: int, end: int) -> str:
    """The line, or the lines, of a span; of a very long line the part around it."""
    first = text.rfind("\n", max(0, start - 1000), start) + 1 or max(0, start - 1000)
    last = text.find("\n", end, end + 1000)
    return text[first : last if last >= 0 else end + 1000]
