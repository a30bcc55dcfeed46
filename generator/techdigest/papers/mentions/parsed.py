"""Titles of papers that the registry does not have, read out of lines of reference lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.papers.mentions.candidates import OPAQUE, Block, Candidate
from techdigest.papers.mentions.evidence import weight

_CERTAIN = 3  # points of `weight` from which a line is read as a reference
_WORD = re.compile(r"[A-Za-z][A-Za-z'’\-]+")
_HAN = re.compile("[\u3400-\u9fff]")
_QUOTED = re.compile('[“"](?P<title>[^“”"\n]{12,300})[”"]')
_GB = re.compile(
    r"(?:\A|[.．。] ?)(?P<title>[^.．。\n]{8,300}(?:\.(?=[^\s])[^.．。\n]{1,100}){0,3})"
    r" ?\[(?:J|C|M|D|R|A|EB)(?:/OL)?\]"
)
_YEAR_THEN_TITLE = re.compile(
    r"[.,(]\s?(?:19|20)\d\d[a-z]?\)?[.,:]\s{0,2}(?P<title>[A-Z0-9][^.\n]{11,300})[.?!]"
)
_AUTHORS_THEN_TITLE = re.compile(
    r"(?:[A-Z]\. ?|and ?)[A-Z][\w'’\-]{1,30}(?:, et al)?\. ?"
    r"(?P<title>[A-Z0-9][^.\n]{11,300})[.?!] ?(?=In|[A-Z]|http|arXiv|$)"
)
_PATTERNS = (_QUOTED, _GB, _YEAR_THEN_TITLE, _AUTHORS_THEN_TITLE)


def find_parsed(block: Block) -> Iterator[Candidate]:
    """Yield the title of each line that is a reference beyond doubt; those of entries are found otherwise."""
    for start, end in block.lines:
        line = block.text[start:end]
        if not 30 <= len(line) <= 1500:
            continue
        match = next((m for pattern in _PATTERNS if (m := pattern.search(line))), None)
        if match is None or weight(line) < _CERTAIN:
            continue
        title = match["title"].strip(" ,，;*_")
        if OPAQUE in title or (len(_WORD.findall(title)) < 3 and len(_HAN.findall(title)) < 6):
            continue
        if block.titles.papers(title):
            continue
        begin = start + match.start("title") + match["title"].find(title)
        yield Candidate(begin, begin + len(title), "reference", title=title, line=(start, end))
