"""Titles in lines of reference lists that stand without marks: between full stops and other boundaries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.papers.mentions.candidates import OPAQUE, Block, Candidate
from techdigest.papers.mentions.evidence import fitting, has_author, has_year, is_reference
from techdigest.papers.mentions.index import compact
from techdigest.papers.mentions.wholes import find_whole
from techdigest.papers.model import Paper

# What may stand before a title …
_BLANK = " \t*_~\u3000\xa0"
_STARTS = re.compile(
    r"\A|\n|[.,;?!。．，；、？！)\]）】|—" + OPAQUE + r"]|："
    r"|:"
)
# … and right behind it.
_AFTER_WORD = re.compile(r"[a-km-z]:\W*\Z")
_END = re.compile(r"[ \t*_~\u3000\xa0]*(?:\Z|[\n.,;?!。．，；？！(\[（【|/—" + OPAQUE + r"])")
# A title goes on: `Title, part two`, `Title. II`, `Title (revisited)`.
_GOES_ON = re.compile(
    r"[\s.．,;:?!(\[（【|/—*_]*(?:(?:part|volume|revisited|continued|reloaded|reconsidered|redux|second|third|"
    r"a second|[ivx]{1,4}|2(?:nd)?|3(?:rd)?|two|three)\b(?!\w)|"
    r"[下中二三续續](?:[篇部章集]|(?![\u3400-\u9fff])))",
    re.IGNORECASE,
)
_LOWER_CASE = re.compile(
    r"[ \t]*,[ \t]*(?!in\b|in:|arxiv|available|pp?\.|pages|vol|no\.|and\b|also|technical)[a-z]"
)


def find_references(block: Block) -> Iterator[Candidate]:
    """Yield the entries whose titles stand in lines that are, by all signs, those of a reference list."""
    for start, end in block.lines if block.has_titles else ():
        line = block.text[start:end]
        if not is_reference(line) or (block.kind == "heading" and find_whole(block.titles, line)):
            continue
        # A title may go on in the next lines.
        window_end = end
        for _ in range(2):
            following = block.text.find("\n", window_end + 1)
            window_end = min(len(block.text) if following < 0 else following, end + 600)
        found_end = -1
        for candidate in _in_line(block, start, end, max(window_end, end), line):
            if candidate.start >= found_end:
                found_end = candidate.end
                yield candidate


def _in_line(block: Block, start: int, end: int, window_end: int, line: str) -> Iterator[Candidate]:
    text = block.text[start:window_end]
    keys, places = compact(text)
    at = 0
    for match in _STARTS.finditer(text, 0, end - start):
        while at < len(places) and places[at] < match.end():
            at += 1
        if at == len(places):
            return
        between = text[match.end() : places[at]]
        if between.strip(_BLANK + "\"“”'‘’[(-–•"):
            continue
        for key in block.titles.starting_at(keys, at):
            last = places[at + len(key) - 1]
            if (at + len(key) < len(places) and places[at + len(key)] == last) or not _ends(text, last + 1):
                continue
            span = text[places[at] : last + 1]
            if OPAQUE in span:
                continue
            paper = _choose(block, key, line, text[: places[at]], text[last + 1 :])
            if paper is not None:
                title = " ".join(span.split())
                yield Candidate(
                    start + places[at],
                    start + last + 1,
                    "reference",
                    paper.key,
                    title=title,
                    line=(start, end),
                )
                break


def _ends(text: str, end: int) -> bool:
    behind = text[end : end + 60].lstrip("\"”'’》")
    return (
        _END.match(behind) is not None
        and _GOES_ON.match(behind) is None
        and _LOWER_CASE.match(behind) is None
    )


def _choose(block: Block, key: str, line: str, before: str, behind: str) -> Paper | None:
    papers = block.titles.by_key(key)
    is_cell = before.rstrip(_BLANK).endswith("|") and behind.lstrip(_BLANK).startswith("|")
    if _AFTER_WORD.search(before[-40:]):
        # `Theo Vassilakis: Dremel` are authors, `Two years later: Dremel` would be another title.
        papers = tuple(paper for paper in papers if has_author(paper, line))
    if block.titles.is_short(key) and is_cell:
        papers = tuple(paper for paper in papers if has_year(paper, line))
    elif block.titles.is_short(key):
        papers = tuple(paper for paper in papers if has_author(paper, line) and has_year(paper, line))
    return fitting(papers, line)
