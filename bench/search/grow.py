"""A corpus grown to many times its size: further copies of its sections, with other words in them.

In each copy a part of the distinct words is replaced, the same one alike wherever it stands. Which, and by
what, follows from a hash of word and copy, so every run gives the same text.

- A Han word gives way to another of the corpus, as long and about as frequent: within words the pairs stay
  those of the language, and where words meet new pairs arise.
- A Latin word gives way to another of the corpus, about as frequent, or to a new one: itself with another
  syllable. New ones get rarer from copy to copy, as Heaps' law says of a growing corpus.
- Function words, single letters, digits and signs stay.
- The pages of a copy come in an order of their own: otherwise postings would repeat and compress too well.

Docs-cn has 1.38 times the terms of half its pages (n^0.46), ten copies have 2.8 times its own (n^0.45).
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import islice

from bench.search.corpus import Section

from cjksearch.index.weight import function_words
from cjksearch.terms.han import HAN, segment

#: The part of the distinct words that is replaced in a copy.
REPLACED = 0.3
#: The part of the replaced Latin words that become new ones in the first copy.
NEW = 0.5
HEAPS = 0.6

_PIECE = re.compile(f"[{HAN}]+|[A-Z]?[a-z]+|[A-Z]+|[^{HAN}A-Za-z]+")
_SYLLABLE = re.compile("[^aeiouy]*[aeiouy]+")
_COPY = re.compile(r"-[1-9][0-9]*$")


class Grown:
    """The sections of a corpus, from which copies are made one section at a time.

    Args:
        sections: Those of the corpus; copy 0 is made of these as they are.
    """

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._pages: dict[str, list[int]] = {}
        for number, section in enumerate(sections):
            self._pages.setdefault(section.page, []).append(number)
        numbers: dict[str, int] = {}
        self._texts = [
            tuple(_numbered(text, numbers) for text in (own.title, own.heading, own.text)) for own in sections
        ]
        self._pieces = list(numbers)
        counts: Counter[str] = Counter()
        for texts in self._texts:
            for text in texts:
                counts.update(self._pieces[number].lower() for number in text)
        self._others = _interchangeable(counts)
        self._syllables = sorted({s for word in counts if word.isascii() for s in _SYLLABLE.findall(word)})

    def sections(self, times: int) -> Iterator[Section]:
        """Yield the sections of `times` copies; of a later copy the pages' ids end in ``-1`` and so on."""
        yield from self._sections
        for copy in range(1, times):
            yield from self._copy(copy)

    def original(self, url: str) -> str:
        """Return the address in the corpus that an address is a copy of, without slashes around its path."""
        path, mark, anchor = url.partition("#")
        name = path.strip("/")
        base = _COPY.sub("", name)
        return (name if name in self._pages or base not in self._pages else base) + mark + anchor

    def _copy(self, copy: int) -> Iterator[Section]:
        pieces = [self._instead(piece, copy) for piece in self._pieces]
        pages = sorted(self._pages.items(), key=lambda item: next(_chances(item[0], copy)))
        for number in (number for _, numbers in pages for number in numbers):
            own = self._sections[number]
            title, heading, text = ("".join(map(pieces.__getitem__, one)) for one in self._texts[number])
            yield replace(own, page=f"{own.page}-{copy}", title=title, heading=heading, text=text)

    def _instead(self, piece: str, copy: int) -> str:
        """Return what stands in a copy where the corpus has `piece`."""
        word = piece.lower()
        others = self._others.get(word)
        if others is None:
            return piece
        chance = _chances(word, copy)
        if next(chance) >= REPLACED:
            return piece
        new = NEW * ((copy + 1) ** HEAPS - copy**HEAPS) / (2**HEAPS - 1)
        if word.isascii() and next(chance) < new and (syllables := list(_SYLLABLE.finditer(word))):
            place = syllables[int(next(chance) * len(syllables))]
            syllable = self._syllables[int(next(chance) * len(self._syllables))]
            return _cased(word[: place.start()] + syllable + word[place.end() :], piece)
        return _cased(others[int(next(chance) * len(others))], piece)


def _numbered(text: str, numbers: dict[str, int]) -> array[int]:
    """Return the pieces of a text by their numbers; new pieces are numbered."""
    return array("I", [numbers.setdefault(piece, len(numbers)) for piece in pieces_of(text)])


def pieces_of(text: str) -> Iterator[str]:
    """Yield words and what stands between them; together they are the text."""
    for found in _PIECE.findall(text):
        if re.match(f"[{HAN}]", found):
            yield from segment(found)
        else:
            yield found


def _interchangeable(counts: Counter[str]) -> dict[str, list[str]]:
    """Return by word those that may stand for it: of its kind and length, and about as frequent.

    Words are put in order of frequency; those of the ranks 1, 2-3, 4-7 and so on stand for each other.
    """
    words, characters = function_words()
    kinds: dict[str, list[str]] = {}
    for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if word in words or word in characters:
            continue
        if re.match(f"[{HAN}]", word):
            kinds.setdefault(f"Han {len(word)}", []).append(word)
        elif word.isascii() and word.isalpha() and len(word) > 1:
            kinds.setdefault("Latin", []).append(word)
    return {word: band for kind in kinds.values() for band in _bands(kind) for word in band}


def _bands(words: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(words)
    size = 1
    while band := list(islice(remaining, size)):
        yield band
        size *= 2


def _chances(word: str, copy: int) -> Iterator[float]:
    """Yield four numbers in [0, 1) that follow from a word and a copy."""
    digest = blake2b(f"{copy} {word}".encode(), digest_size=16).digest()
    for at in range(0, 16, 4):
        yield int.from_bytes(digest[at : at + 4]) / 2**32


def _cased(word: str, like: str) -> str:
    """Return a word in capitals, or with one, as another has them."""
    if like.isupper():
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word
