"""The engine a second time, in Python and without haste: what the client is checked against."""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

from cjksearch.analysis import normalise, stem, tokenise
from support.index_files import IndexFiles, Posting

COMPLETION, COMPLETION_OF_NOTHING, CORRECTION, OTHER_WORDING = 0.5, 0.9, 0.8, 0.75
PARTS, CHARACTERS = 0.7, 0.5
PAGE_SHARE, BEGINNING, FLOOR = 0.2, 0.04, 0.08
SHARPNESS = 1.5


class Slot(NamedTuple):
    """What is looked for: a term, the word as typed (empty for CJK), its parts or characters, its place."""

    term: str
    word: str
    parts: tuple[str, ...]
    start: int
    end: int


Way = list[tuple[Posting, float]]


class ReferenceIndex:
    """Reads every file of an index and scores every unit.

    Args:
        folder: The folder that ``cjksearch.json`` is in.
    """

    def __init__(self, folder: Path) -> None:
        files = IndexFiles(folder)
        self.units = files.units
        self.pages = files.pages
        self.boosts = files.directory["boosts"]
        self.terms = files.terms()
        self.words = files.words()
        self.urls = files.urls()

    def search(self, query: str, prefix: bool = True) -> list[tuple[str, float]]:
        """Return (url, score) of all hits, best first; the query must not hold quotation marks."""
        text = normalise(query[:200])
        slots = _slots(text)
        wordings = [_slots(other) for other in self._variants(text, slots)]
        guesses = {
            slot.term: self._guesses(
                slot, prefix and slot is slots[-1] and bool(slot.word) and slot.end == len(text)
            )
            for slot in slots
        }
        scored = [
            self._score([self._ways(s, guesses.get(s.term, [])) for s in v]) for v in [slots, *wordings]
        ]
        least = min(total for _, total in scored)
        scores = [0.0] * len(self.pages)
        for i, (own, total) in enumerate(scored):
            scale = ((OTHER_WORDING if i else 1) * least) / (total or 1)
            scores = [max(a, b * scale) for a, b in zip(scores, own, strict=True)]
        for first, length, boost in self.boosts:
            for unit in range(first, first + length):
                scores[unit] *= boost
        floor = max(scores, default=0) * FLOOR
        found = [unit for unit in range(len(self.pages)) if scores[unit] > 0 and scores[unit] >= floor]
        return [(self.urls[u], scores[u]) for u in sorted(found, key=lambda u: (-scores[u], u))]

    def _posting(self, term: str) -> Posting | None:
        posting = self.terms.get(term)
        return posting if posting and posting.impacts else None

    def _variants(self, text: str, slots: list[Slot]) -> list[str]:
        lower = text.lower()
        found: list[tuple[int, int, list[str]]] = []
        borders = {slot.end for slot in slots}
        for slot in slots:
            rules = [
                (wording, other)
                for wording, other, *_ in (self.terms[slot.term].others if slot.term in self.terms else [])
                if lower.startswith(wording, slot.start)
                and (not slot.word or slot.start + len(wording) in borders)
            ]
            longest = max((len(wording) for wording, _ in rules), default=0)
            others = [other for wording, other in rules if len(wording) == longest]
            if others and slot.start >= (found[-1][1] if found else 0):
                found.append((slot.start, slot.start + longest, others))
        if not found:
            return []
        every = lower
        for start, end, others in reversed(found):
            every = every[:start] + others[0] + every[end:]
        single = [lower[:start] + other + lower[end:] for start, end, others in found for other in others]
        return list(dict.fromkeys([every, *single]))[:6]

    def _guesses(self, slot: Slot, unfinished: bool) -> list[list[tuple[str, float]]]:
        known = self._posting(slot.term) is not None
        ways: list[list[tuple[str, float]]] = []
        if slot.parts and not known:
            ways.append([(stem(part), PARTS if slot.word else CHARACTERS) for part in slot.parts])
        if not slot.word:
            return ways
        stems: dict[str, None] = {}
        if unfinished and len(slot.word) > 1:
            longer = [word for word in self.words if word.startswith(slot.word) and word != slot.word]
            stems = dict.fromkeys(stem(w) for w in sorted(longer, key=lambda w: (-self.words[w], w))[:6])
            stems.pop(slot.term, None)
            ways += [[(term, COMPLETION if known else COMPLETION_OF_NOTHING)] for term in stems]
        if known or stems:
            return ways
        if slot.parts:
            unknown = [part for part in slot.parts if self._posting(stem(part)) is None]
            near = {part: found[0] for part in unknown if (found := self._corrections(part))}
            if near:
                better = [(part, near.get(part)) for part in slot.parts]
                ways.append(
                    [(stem(b[0]), PARTS * CORRECTION / b[1]) if b else (stem(p), PARTS) for p, b in better]
                )
            return ways
        return [[(stem(word), CORRECTION / distance)] for word, distance in self._corrections(slot.word)]

    def _corrections(self, word: str) -> list[tuple[str, int]]:
        most = 0 if len(word) < 4 else 1 if len(word) < 6 else 2
        for start in (word[:2], word[0], word[1:2]) if most else ():
            # A block of words is looked at as a whole, so in a small index all words are.
            near = [(w, osa_distance(word, w)) for w in self.words if abs(len(w) - len(word)) <= most]
            near = [(w, d) for w, d in near if 0 < d <= most and start is not None]
            near.sort(key=lambda pair: (pair[1], -self.words[pair[0]], pair[0]))
            if near:
                return [(w, d) for w, d in near if d == near[0][1]][:3]
        return []

    def _ways(self, slot: Slot, guesses: list[list[tuple[str, float]]]) -> list[Way]:
        ways = []
        for way in [[(slot.term, 1.0)], *guesses]:
            filled = [(p, share) for term, share in way if (p := self._posting(term)) is not None]
            if filled:
                ways.append(filled)
        return ways

    def _score(self, slots: list[list[Way]]) -> tuple[list[float], float]:
        total = 0.0
        gain, cover = [0.0] * len(self.pages), [0.0] * len(self.pages)
        pages = max(self.pages, default=-1) + 1
        page_gain, page_cover = [0.0] * pages, [0.0] * pages
        for ways in slots:
            if not ways:
                total += math.log(1 + (self.units + 0.5) / 0.5)
                continue
            total += max(sum(share * p.weight / 16 for p, share in way) for way in ways)
            best_gain, best_cover = [0.0] * pages, [0.0] * pages
            for unit in range(len(self.pages)):
                own = [
                    (
                        sum(_worth(f) * (f[0].impacts[unit] / 15) ** SHARPNESS for f in has),
                        sum(map(_worth, has)),
                    )
                    for way in ways
                    if (has := [f for f in way if unit in f[0].impacts])
                ]
                if not own:
                    continue
                g, c = max(g for g, _ in own), max(c for _, c in own)
                gain[unit] += g
                cover[unit] += c
                page = self.pages[unit]
                best_gain[page], best_cover[page] = max(best_gain[page], g), max(best_cover[page], c)
            page_gain = [a + b for a, b in zip(page_gain, best_gain, strict=True)]
            page_cover = [a + b for a, b in zip(page_cover, best_cover, strict=True)]
        scores = [0.0] * len(self.pages)
        for unit in range(len(self.pages)):
            if gain[unit]:
                page = self.pages[unit]
                begins = page not in self.pages[:unit]
                lead = 1 + BEGINNING * begins * gain[unit] / total
                shared = PAGE_SHARE * page_gain[page] * page_cover[page]
                scores[unit] = (gain[unit] * cover[unit] * lead + shared) / total
        return scores, total


def osa_distance(a: str, b: str) -> int:
    """Return the number of insertions, deletions, changes and swaps of neighbours between two words."""
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def _worth(filling: tuple[Posting, float]) -> float:
    posting, share = filling
    return share * posting.weight / 16


def _slots(text: str) -> list[Slot]:
    slots: dict[str, Slot] = {}
    for token in tokenise(text):
        if token.cjk and len(token.text) > 1:
            pairs = enumerate(map(str.__add__, token.text, token.text[1:]), token.start)
            found = [Slot(pair, "", tuple(pair), start, start + 2) for start, pair in pairs]
        elif token.cjk:
            found = [Slot(token.text, "", (), token.start, token.end)]
        else:
            found = [Slot(stem(token.text), token.text, token.parts, token.start, token.end)]
        for slot in found:
            if len(slots) < 32:
                slots.setdefault(slot.term, slot)
    return list(slots.values())
