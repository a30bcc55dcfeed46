"""Our stems are those of the reference implementation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st

from cjksearch.analysis import stem

VECTORS = Path(__file__).parent.parent / "vectors" / "stems.json"
ENDINGS = (  # noqa: SIM905 - a list would take sixty lines
    "anci enci ogi li bli abli alli fulli lessli ousli entli aliti biliti iviti tional ational alism ation "
    "ization izer ator iveness fulness ousness ogist icate ative alize iciti ical ful ness ic ance ence able "
    "ible ate ive ize iti al ism ion er ous ant ent ment ement ed ing eed eedly edly ingly ies ied sses s us "
    "ss y ey ay past l ll e at bl iz bb tt gg succ proc exc even inn out"
).split()
PART = st.one_of(st.text("abcdefghijklmnopqrstuvwxyz", max_size=3), st.sampled_from(ENDINGS))


@pytest.fixture(scope="module")
def reference() -> snowballstemmer.EnglishStemmer:
    return snowballstemmer.stemmer("english")


@given(parts=st.lists(PART, min_size=1, max_size=5))
def test_any_word_is_stemmed_as_by_the_reference(
    reference: snowballstemmer.EnglishStemmer, parts: list[str]
) -> None:
    word = "".join(parts)
    assert stem(word) == (reference.stemWord(word) if len(word) > 2 else word)


def test_the_shared_words_are_stemmed_as_by_the_reference(reference: snowballstemmer.EnglishStemmer) -> None:
    for word, expected in json.loads(VECTORS.read_text("utf-8")).items():
        assert stem(word) == expected
        assert not (word.isascii() and word.isalpha() and len(word) > 2) or expected == reference.stemWord(
            word
        )
