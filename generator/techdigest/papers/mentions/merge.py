"""One place is one mention: what several forms have seen becomes one, under the most telling form."""

from __future__ import annotations

import re
from bisect import bisect_right
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
_FAR = 1 << 60


def merge(candidates: list[Candidate], block: Block) -> list[Candidate]:
    """Join candidates of one place: overlapping, of one paper side by side, or of one line of references."""
    if not candidates:
        return []
    merged: list[Candidate] = []
    for candidate in sorted(_with_lines(candidates), key=lambda c: (c.start, -c.end, _RANK[c.form])):
        if merged and _is_one_place(merged[-1], candidate, block.text):
            merged[-1] = _joined(merged[-1], candidate, block)
        else:
            merged.append(candidate)
    lines: dict[tuple[int, int], list[Candidate]] = {}
    for candidate in merged:
        lines.setdefault(candidate.line if candidate.line[1] else (candidate.start, 0), []).append(candidate)
    kept = (candidate for line in lines.values() for candidate in _of_line(line, block))
    return sorted(kept, key=lambda candidate: candidate.start)


def _with_lines(candidates: list[Candidate]) -> list[Candidate]:
    """Candidates, those inside a labelled or reference line as part of it."""
    lines = sorted({candidate.line for candidate in candidates if candidate.line[1]})
    if not lines:
        return candidates
    result = []
    for candidate in candidates:
        place = bisect_right(lines, (candidate.start, _FAR)) - 1
        is_inside = place >= 0 and candidate.form != "citation" and candidate.end <= lines[place][1]
        result.append(replace(candidate, line=lines[place]) if is_inside else candidate)
    return result


def _of_line(line: list[Candidate], block: Block) -> list[Candidate]:
    """The candidates of one line: each paper once; a line's one identifier is its title's."""
    if len(line) == 1:
        return line
    with_id = [candidate for candidate in line if candidate.id]
    if len(with_id) == 1:
        paper = block.of(with_id[0].id, None)
        titles = [c for c in line if not c.id and (c.title or c.key) and c.form != "link"]
        if paper:
            line = [c for c in line if c not in titles or c.key == paper.key]
        elif len(titles) == 1:
            line = [c for c in line if c is not with_id[0]]
            line[line.index(titles[0])] = _with(titles[0], with_id[0])
    kept: dict[object, Candidate] = {}
    for candidate in line:
        name = candidate.key or candidate.id or candidate.start
        kept[name] = _with(kept[name], candidate) if name in kept else candidate
    return list(kept.values())


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
