"""The engine a second time, in Python and without haste: what the client is checked against."""

from __future__ import annotations

import math
from itertools import product
from pathlib import Path
from typing import NamedTuple

from cjksearch.analysis import form, stem, tokenise
from cjksearch.analysis.normalise import unfolded
from support.index_files import IndexFiles, Other

COMPLETION, COMPLETION_OF_NOTHING, CORRECTION = 0.5, 0.9, 0.8
PARTS, CHARACTERS, FORM = 0.7, 0.5, 0.3
OTHER_WORDINGS, ONLY_WORDING, TRANSLATION = (0.9, 0.65, 0.5), 0.9, 1
SOUNDS_ALIKE, MORE_FREQUENT, DOUBTFUL = 0.8, 10, 0.6
PAGE_SHARE, BEGINNING, FLOOR = 0.2, 0.04, 0.08
SHARPNESS = 1.5


class Slot(NamedTuple):
    """What is looked for: a term, the word as typed (empty for CJK), its parts or characters, its place."""

    term: str
    word: str
    parts: tuple[str, ...]
    start: int
    end: int


class Filling(NamedTuple):
    """Impact by unit, and what they are worth for a slot."""

    impacts: dict[int, int]
    value: float


class Wanted(NamedTuple):
    """What a slot is worth, and ways to fill it."""

    worth: float
    ways: list[list[Filling]]


#: Terms that may fill a slot, and how far; they add up.
Way = list[tuple[str, float]]


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
        self.readings = files.readings()
        self.sounds = files.sounds()
        self.fold = str.maketrans(files.fold())

    def search(self, query: str, prefix: bool = True) -> list[tuple[str, float]]:
        """Return (url, score) of all hits, best first; the query must not hold quotation marks."""
        text = unfolded(query[:200]).translate(self.fold)
        slots = slots_of(text)
        ways = {
            slot: self._ways(slot, prefix and slot is slots[-1] and bool(slot.word) and slot.end == len(text))
            for slot in slots
        }
        others = self.others(text, slots)
        scores, total = self._score([self._wanted(slot, ways[slot], others) for slot in slots])
        pairs = self._questionable(slots, others)
        unknown = any(not self._frequency(slot.term) for slot in pairs)
        if pairs and (unknown or not total or max(scores) / total < DOUBTFUL):
            for slot in pairs:
                ways[slot] += [[(term, SOUNDS_ALIKE)] for term in self._alike(slot.term)]
            scores, _ = self._score([self._wanted(slot, ways[slot], others) for slot in slots])
        for first, length, boost in self.boosts:
            for unit in range(first, first + length):
                scores[unit] *= boost
        floor = max(scores, default=0) * FLOOR
        found = [unit for unit in range(len(self.pages)) if scores[unit] > 0 and scores[unit] >= floor]
        return [(self.urls[u], scores[u]) for u in sorted(found, key=lambda u: (-scores[u], u))]

    def others(self, text: str, slots: list[Slot]) -> list[tuple[list[Slot], Other]]:
        """Return other wordings of what the query says somewhere, with the slots that each may fill."""
        lower = text.lower()
        found = []
        for i, slot in enumerate(slots):
            posting = self.terms.get(slot.term)
            for other in posting.others if posting and len(lower) == len(text) else ():
                end = -1
                if not slot.word or not other.wording.isascii():
                    end = (
                        slot.start + len(other.wording) if lower.startswith(other.wording, slot.start) else -1
                    )
                else:
                    words = other.wording.split(" ")
                    own = slots[i : i + len(words)]
                    fits = [
                        s.word and (word == s.word or stem(word) == s.term)
                        for word, s in zip(words, own, strict=False)
                    ]
                    end = own[-1].end if len(own) == len(words) and all(fits) else -1
                filled = [own for own in slots if own.start >= slot.start and own.end <= end]
                if filled:
                    found.append((filled, other))
        return found

    def _questionable(self, slots: list[Slot], others: list[tuple[list[Slot], Other]]) -> list[Slot]:
        told = {at for filled, _ in others for slot in filled for at in range(slot.start, slot.end)}
        return [
            slot
            for slot in slots
            if not slot.word
            and slot.parts
            and self._frequency(slot.term) * MORE_FREQUENT <= self.units
            and not {slot.start, slot.end - 1} <= told
        ]

    def _wanted(self, slot: Slot, ways: list[Way], others: list[tuple[list[Slot], Other]]) -> Wanted:
        filled = []
        for way in ways:
            known = [(term, share, self.terms[term]) for term, share in way if term in self.terms]
            fillings = [
                Filling(posting.impacts, share * self._weight(term, way) / 16)
                for term, share, posting in known
                if posting.impacts
            ]
            if fillings:
                filled.append(fillings)
        own = [(other, slots) for slots, other in others if slot in slots]
        is_known = self._frequency(slot.term) > 0
        worth = [sum(filling.value for filling in way) for way in filled]
        worth += [] if is_known else [other.weight / 16 / len(slots) for other, slots in own]
        if not worth:
            return Wanted(math.log(1 + (self.units + 0.5) / 0.5), [])
        for other, slots in own:
            is_expression = other.kind == TRANSLATION and len(slots) > 1 and slots[0].word
            share = OTHER_WORDINGS[0 if is_expression else other.kind] if is_known else ONLY_WORDING
            filled.append([Filling(other.impacts, max(worth) * share)])
        return Wanted(max(worth), filled)

    def _weight(self, term: str, way: Way) -> int:
        word = self.terms.get(way[0][0]) if term.endswith("=") else None
        return (word or self.terms[term]).weight

    def _frequency(self, term: str) -> int:
        posting = self.terms.get(term)
        return len(posting.impacts) + len(posting.tail) + posting.lost if posting else 0

    def _in_form(self, word: str, share: float = 1.0) -> Way:
        if not self._frequency(form(word)):
            return [(stem(word), share)]
        return [(stem(word), share * (1 - FORM)), (form(word), share * FORM)]

    def _alike(self, pair: str) -> list[str]:
        keys = [f"{a} {b}" for a, b in product(*(self.readings.get(c, []) for c in pair))]
        found = {term for key in keys for term in self.sounds.get(key, [])} - {pair}
        least = max(1, self._frequency(pair) * MORE_FREQUENT)
        better = [term for term in found if self._frequency(term) >= least]
        return sorted(better, key=lambda term: (-self._frequency(term), term))[:4]

    def _ways(self, slot: Slot, unfinished: bool) -> list[Way]:
        known = self._frequency(slot.term) > 0
        ways: list[Way] = [self._in_form(slot.word) if slot.word else [(slot.term, 1.0)]]
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
        if not slot.parts:
            return ways + [
                self._in_form(word, CORRECTION / far) for word, far in self._corrections(slot.word)
            ]
        unknown = [part for part in slot.parts if not self._frequency(stem(part))]
        near = {part: found[0] for part in unknown if (found := self._corrections(part))}
        if near:
            better = [(part, near.get(part)) for part in slot.parts]
            ways.append(
                [(stem(b[0]), PARTS * CORRECTION / b[1]) if b else (stem(p), PARTS) for p, b in better]
            )
        return ways

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

    def _score(self, slots: list[Wanted]) -> tuple[list[float], float]:
        total = 0.0
        gain, cover = [0.0] * len(self.pages), [0.0] * len(self.pages)
        pages = max(self.pages, default=-1) + 1
        page_gain, page_cover = [0.0] * pages, [0.0] * pages
        for worth, ways in slots:
            total += worth
            best_gain, best_cover = [0.0] * pages, [0.0] * pages
            for unit in range(len(self.pages)):
                own = [
                    (
                        sum(f.value * (f.impacts[unit] / 15) ** SHARPNESS for f in has),
                        sum(f.value for f in has),
                    )
                    for way in ways
                    if (has := [f for f in way if unit in f.impacts])
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


def slots_of(text: str) -> list[Slot]:
    """Return what is looked for, each term once."""
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
