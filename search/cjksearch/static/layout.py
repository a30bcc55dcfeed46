"""The files of an index, before they are compressed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence

import numpy as np

from cjksearch.index.build import Index
from cjksearch.index.merge import Batch
from cjksearch.index.others import Other, others_for
from cjksearch.index.rules import rules_for
from cjksearch.index.slots import Numbering, numbered
from cjksearch.index.weight import Weigher
from cjksearch.static import directory
from cjksearch.static.codec import sort_key, to_json
from cjksearch.static.facets import Labels, facets
from cjksearch.static.postings import joined, others_as_bytes, rows
from cjksearch.static.shards import separators, text_blocks, word_blocks
from cjksearch.static.sounds import pairs_by_sound, reading_blocks, sound_blocks
from cjksearch.static.terms import TAIL_MARK, described, term_blocks
from cjksearch.static.titles import title_blocks

File = tuple[str, bytes]
_WORTH_COMPLETING = re.compile(r"[^\W\d_][^\W_]{2,23}")


def files_of(
    index: Index, labels: Labels, translations: Iterable[tuple[str, str]]
) -> Generator[File, None, dict[str, object]]:
    """Yield the files of an index, their paths in its folder and contents; return the directory."""
    numbering = numbered(index.units)
    numbers = numbering.numbers.tolist()
    # Texts first: most of their time is compression, which goes on while terms are put together.
    texts, places = text_blocks(index.units)
    yield from _files("x", texts)
    yield from _files("u", title_blocks(index.units, numbers, places))
    rules = rules_for(index.df, translations)
    weigher = Weigher(index.df, len(index.units))
    others = others_for(index, rules, weigher, numbering.numbers)
    terms = yield from _terms(index, numbering, weigher, others)
    words = yield from _words(index)
    sounds = yield from _sounds(index)
    about_facets, runs = facets(index.units, numbers, labels)
    yield "f.bin", to_json(runs)
    characters = {term for term in index.df if len(term) == 1}
    characters.update(*(wording for pairs in rules.values() for wording, _ in pairs))
    about: dict[str, object] = {
        "slots": directory.slots(numbering.continues),
        "terms": terms,
        "words": words,
        "sounds": sounds,
        "fold": directory.fold(characters),
        "boosts": directory.boosts(index.units, numbers),
        "facets": about_facets,
    }
    editions = directory.editions(index.units, numbers)
    return about | {"editions": editions} if editions else about


def _files(kind: str, contents: Iterable[bytes]) -> Iterator[File]:
    for number, content in enumerate(contents):
        yield f"{kind}/{number}.bin", content


def _terms(
    index: Index, numbering: Numbering, weigher: Weigher, others: Mapping[str, list[Other]]
) -> Generator[File, None, dict[str, str]]:
    """Yield tails and term blocks; return what the directory says of them."""
    held = []
    tails = 0
    for batch in _with_lone_terms(index, numbering, others):
        held.append(rows(batch, weigher.weigh_all(batch.terms, np.diff(batch.offsets)), tails))
        tails += len(held[-1].tails)
    whole = joined(held)
    yield from _files("l", (TAIL_MARK + tail for tail in whole.tails))
    ranges, blocks = term_blocks(whole, others_as_bytes(others))
    yield from _files("t", blocks)
    return described(ranges)


def _with_lone_terms(
    index: Index, numbering: Numbering, others: Mapping[str, list[Other]]
) -> Iterator[Batch]:
    """Yield the postings of all terms in order; some terms have none and are there for other wordings."""
    lone = sorted((term for term in others if term not in index.df), key=sort_key)
    for batch in index.batches(numbering.numbers):
        end = bisect_left(lone, sort_key(batch.terms[-1]), key=sort_key)
        yield _inserted(batch, lone[:end])
        lone = lone[end:]
    nothing = Batch([], np.zeros(1, np.int64), np.zeros(0, np.uint32), np.zeros(0, np.uint8))
    yield _inserted(nothing, lone)


def _inserted(batch: Batch, lone: Sequence[str]) -> Batch:
    """Return the batch with terms that have no units, in order."""
    places = [bisect_left(batch.terms, sort_key(term), key=sort_key) for term in lone]
    terms = batch.terms.copy()
    for place, term in zip(reversed(places), reversed(lone), strict=True):
        terms.insert(place, term)
    at = np.array(places, np.int64)
    return batch._replace(terms=terms, offsets=np.insert(batch.offsets, at, batch.offsets[at]))


def _words(index: Index) -> Generator[File, None, str]:
    """Yield the blocks of words worth completing or correcting to; return their separators.

    Numbers, hashes or whole sentences of code are not. Without any words there is a block all the same.
    """
    kept = [
        (word, number)
        for word, number in index.words.items()
        if _WORTH_COMPLETING.fullmatch(word) and (number > 1 or word.isalpha())
    ]
    kept.sort(key=lambda pair: sort_key(pair[0]))
    blocks = list(word_blocks(kept))
    yield from _files("w", [content for _, _, content in blocks] or [to_json(["", []])])
    return separators([(first, last) for first, last, _ in blocks])


def _sounds(index: Index) -> Generator[File, None, str | None]:
    """Yield blocks of pairs by sound and of readings; return the separators, None if there are no pairs."""
    blocks = list(sound_blocks(pairs_by_sound(index.df, len(index.units))))
    if not blocks:
        return None
    yield from _files("s", [content for _, _, content in blocks])
    yield from _files("r", reading_blocks())
    return separators([(first, last) for first, last, _ in blocks])
