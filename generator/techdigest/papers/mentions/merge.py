"""One place is one mention: what several forms have seen becomes one, under the most telling form."""

from __future__ import annotations

import re
from dataclasses import replace

from techdigest.papers.mentions.candidates import Block, Candidate
from techdigest.papers.model import Form

_TELLING: tuple[Form, ...] = (
    "front-matter",
    "note-title",
    "citation",
    "label",
    "reference",
    "title",
    "quote",
    "link",
    "id",
)
"""The forms, the most telling first."""

_RANK = {form: rank for rank, form in enumerate(_TELLING)}
_BETWEEN = re.compile(r"[\s》〉」』”\"“\[\](（)）【】:：,，.*_\ufffc]{0,12}\Z")
_LONGEST_GAP = 12


def merge(candidates: list[Candidate], block: Block) -> list[Candidate]:
    """Join candidates of one place: overlapping, of one paper side by side, or of one line of references."""
    ordered = sorted(candidates, key=lambda c: (c.start, -c.end, _RANK[c.form]))
    merged: list[Candidate] = []
    by_line: dict[tuple[tuple[int, int], str], int] = {}
    for candidate in ordered:
        if merged and _is_one_place(merged[-1], candidate, block.text):
            merged[-1] = _joined(merged[-1], candidate, block)
        elif candidate.line[1] and candidate.key and (candidate.line, candidate.key) in by_line:
            place = by_line[candidate.line, candidate.key]
            merged[place] = _with(merged[place], candidate)
            continue
        else:
            merged.append(candidate)
        last = merged[-1]
        if last.line[1] and last.key:
            by_line.setdefault((last.line, last.key), len(merged) - 1)
    return merged


def _is_one_place(one: Candidate, other: Candidate, text: str) -> bool:
    if other.start < one.end:
        return True
    gap = text[one.end : other.start]
    if len(gap) > _LONGEST_GAP or "\n" in gap or not _BETWEEN.match(gap):
        return False
    if one.form == "citation" or other.form == "citation":
        return False
    if one.key is not None and one.key == other.key:
        return True
    # A title and, right behind it, an address or identifier.
    return one.id is None and other.id is not None and not re.search(r"[,，]", gap)


def _joined(one: Candidate, other: Candidate, block: Block) -> Candidate:
    """Of two papers the one with the identifier is meant, then the one with the more telling form."""
    first, second = sorted((one, other), key=lambda c: (c.key is None, c.id is None, _RANK[c.form]))
    if first.key and second.key and first.key != second.key:
        by_id = next((c for c in (first, second) if c.id and block.of(c.id, None)), None)
        first = by_id or max(first, second, key=lambda c: c.end - c.start)
        return replace(first, start=min(one.start, other.start), end=max(one.end, other.end), title=None)
    telling = min(one, other, key=lambda c: _RANK[c.form])
    return replace(
        _with(first, second),
        start=min(one.start, other.start),
        end=max(one.end, other.end),
        form=telling.form,
        line=one.line if one.line[1] else other.line,
    )


def _with(one: Candidate, other: Candidate) -> Candidate:
    return replace(
        one, id=one.id or other.id, title=one.title or other.title, locator=one.locator or other.locator
    )
