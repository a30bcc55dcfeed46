"""The files of an index, before they are compressed."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjksearch.index.build import Index
from cjksearch.index.others import others_for
from cjksearch.index.rules import rules_for
from cjksearch.index.slots import numbered
from cjksearch.index.weight import Weigher
from cjksearch.static import directory
from cjksearch.static.codec import sort_key, to_json
from cjksearch.static.columns import Numbers
from cjksearch.static.earlier import Packed, TermRows, Written
from cjksearch.static.facets import Labels, facets
from cjksearch.static.postings import others_as_bytes
from cjksearch.static.rows import File, term_files
from cjksearch.static.shards import separators, word_blocks
from cjksearch.static.sounds import pairs_by_sound, reading_blocks, sound_blocks
from cjksearch.static.texts import text_blocks, text_places, title_blocks

_WORTH_COMPLETING = re.compile(r"[^\W\d_][^\W_]{2,23}")


class Made(NamedTuple):
    """What is known when all files are made.

    Attributes:
        directory: For the manifest.
        numbers: Of the units.
        places: The numbers of the text blocks that these are in.
        rows: Of the term blocks, if asked for.
    """

    directory: dict[str, object]
    numbers: NDArray[np.uint32]
    places: Numbers
    rows: TermRows | None


def files_of(
    index: Index,
    labels: Labels,
    translations: Iterable[tuple[str, str]],
    earlier: Written | None = None,
    *,
    is_kept: bool = False,
) -> Generator[File, None, Made]:
    """Yield the files of an index, their paths in its folder and contents; return what is known of them.

    Args:
        index: The index.
        labels: Names of facet values.
        translations: See `write`.
        earlier: An index that was written; what it has in common is not made again.
        is_kept: Whether the next one is to go on from this one.
    """
    numbering = numbered(index.units)
    numbers = numbering.numbers.tolist()
    # Texts first: most of their time is compression, which goes on while terms are put together.
    places = text_places(index.units)
    yield from _files("x", text_blocks(index, places, earlier))
    yield from _files("u", title_blocks(index, numbering.numbers, places, earlier))
    rules = rules_for(index.df, translations)
    weigher = Weigher(index.df, len(index.units))
    others = others_as_bytes(others_for(index, rules, weigher, numbering.numbers))
    terms, rows = yield from term_files(index, numbering.numbers, weigher, others, earlier, is_kept=is_kept)
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
    if editions := directory.editions(index.units, numbers):
        about["editions"] = editions
    return Made(about, numbering.numbers, places, rows)


def _files(kind: str, contents: Iterable[bytes | Packed]) -> Iterator[File]:
    for number, content in enumerate(contents):
        yield f"{kind}/{number}.bin", content


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
