"""The sentence around a mention, as plain text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from techdigest.notes.plain import paragraph_to_plain
from techdigest.papers.mentions.candidates import Block, Candidate

_LONGEST = 300  # characters
_SEARCHED = 500  # characters before and after the mention
_FORMULA = re.compile(
    r"\$\$[^$]{1,2000}\$\$|\\{1,2}\([^\n]{1,300}?\\{1,2}\)|(?<![\\$\w])\$(?=[^\s$])[^$\n]{1,300}(?<=[^\s\\])\$(?!\d)"
)
_SIMPLE = re.compile(r"[\w\s+\-*/=<>()|,.:^]*\Z")
_MARK = re.compile(r"\A\$\$?|\$\$?\Z|\A\\{1,2}\(|\\{1,2}\)\Z")


def sentence_around(body: str, block: Block, candidate: Candidate) -> str:
    """Return the sentence, or the line of a list or of references, around a candidate of a block."""
    if candidate.form in ("reference", "label"):
        start, end = _line(block, candidate)
    else:
        start, end = _sentence(block, candidate)
    raw = body[block.offset + start : block.offset + end]
    plain = _plain(raw)
    if len(plain) <= _LONGEST:
        return plain
    shown = paragraph_to_plain(
        body[block.offset + candidate.start : block.offset + candidate.end].split("\n")
    )
    place = max(0, plain.find(shown[:40]))
    first = max(0, min(place - _LONGEST // 3, len(plain) - _LONGEST + 2))
    cut = plain[first : first + _LONGEST - 2].strip()
    return f"{'…' if first else ''}{cut}{'…' if first + _LONGEST - 2 < len(plain) else ''}"


def _line(block: Block, candidate: Candidate) -> tuple[int, int]:
    first = block.text.rfind("\n", max(0, candidate.start - _SEARCHED), candidate.start) + 1
    last = block.text.find("\n", candidate.end, candidate.end + _SEARCHED)
    first = max(first, block.content, candidate.start - _SEARCHED)
    return first, last if last >= 0 else min(len(block.text), candidate.end + _SEARCHED)


def _sentence(block: Block, candidate: Candidate) -> tuple[int, int]:
    """The sentence, cut at places that do not depend on the candidate where it is very long."""
    ends = block.sentence_ends
    before = bisect_right(ends, candidate.start, key=lambda span: span[1]) - 1
    after = bisect_left(ends, candidate.end, key=lambda span: span[0])
    start = ends[before][1] if before >= 0 else block.content
    end = ends[after][1] if after < len(ends) else len(block.text)
    first = max(0, candidate.start - _SEARCHED) // _SEARCHED * _SEARCHED
    last = (candidate.end // _SEARCHED + 2) * _SEARCHED
    return max(start, first), min(end, last)


@lru_cache(maxsize=8)
def _plain(raw: str) -> str:
    """Markdown as plain text; mentions side by side have one sentence."""
    return paragraph_to_plain(_FORMULA.sub(_formula, raw).split("\n"))


def _formula(match: re.Match[str]) -> str:
    inner = _MARK.sub("", match[0]).strip()
    return inner if _SIMPLE.match(inner) else "…"
