"""The sentence around a mention, as plain text."""

from __future__ import annotations

import re

from techdigest.notes.plain import paragraph_to_plain
from techdigest.papers.mentions.candidates import Block, Candidate

_LONGEST = 300  # characters
_SEARCHED = 500  # characters before and after the mention
_ABBREVIATIONS = r"al|e\.g|i\.e|cf|vs|etc|Fig|Eq|Sec|Dr|Prof|Proc|Conf|Symp|Trans|pp|p|vol|no|[A-Z]"
_END = re.compile(
    r"[。！？!?；…]+[”’」』》）)\"]*|(?<!\.)\.(?=[ \t\n]+[\"“‘(\[《*_]*[A-Z0-9\u3400-\u9fff]|[ \t]*\Z|"
    r"[ \t]*(?=[\u3400-\u9fff]))[”\")]*"
)
_ABBREVIATED = re.compile(rf"(?:\A|[\s(（,.])(?:{_ABBREVIATIONS})\Z")
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
    plain = paragraph_to_plain(_FORMULA.sub(_formula, raw).split("\n"))
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
    text = block.text
    first = max(block.content, candidate.start - _SEARCHED)
    last = min(len(text), candidate.end + _SEARCHED)
    start = first
    for match in _END.finditer(text, first, candidate.start):
        if not _is_abbreviation(text, match):
            start = match.end()
    for match in _END.finditer(text, candidate.end, last):
        if not _is_abbreviation(text, match):
            return start, match.end()
    return start, last


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    return (
        match[0][0] == "."
        and _ABBREVIATED.search(text[max(0, match.start() - 8) : match.start()]) is not None
    )


def _formula(match: re.Match[str]) -> str:
    inner = _MARK.sub("", match[0]).strip()
    return inner if _SIMPLE.match(inner) else "…"
