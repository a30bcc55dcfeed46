"""Many texts at once give what each gives alone."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjksearch.analysis import normalise, tokenise
from cjksearch.analysis.bulk import normalise_all, tokenise_all

#: Characters whose normal form hangs on their neighbours, or is longer than they are, and connectors.
ODD = (
    "aZ9._-+#\n\uffff\0…①ﬁﷺ集聯繫々ガｶﾞカ\u3099가\u1100\u1161\u11a8é\u0301"
    "\u0591\u05b0\u0f71\u0f72\u0930\u093c\u200b\u00ad𠮷😀"
)
TEXT = st.one_of(st.text(max_size=30), st.text(ODD, max_size=30), st.text("aB1._-+# ", max_size=30))


@given(st.lists(TEXT, max_size=6))
def test_texts_together_give_the_characters_and_tokens_of_each(texts: list[str]) -> None:
    characters, lengths = normalise_all(texts)
    found = tokenise_all(characters)
    cjk: list[int] = []
    pairs: list[int] = []
    words: list[tuple[int, str]] = []
    begin = 0
    for text, length in zip(texts, lengths.tolist(), strict=True):
        plain = normalise(text)
        own = characters[begin : begin + length - 1]
        assert own.tobytes().decode("utf-32-le", "surrogatepass") == plain
        for token in tokenise(plain):
            if token.cjk:
                cjk += range(begin + token.start, begin + token.end)
                pairs += range(begin + token.start, begin + token.end - 1)
            else:
                words.append((begin + token.start, plain[token.start : token.end]))
        begin += length
    assert found.cjk.tolist() == cjk
    assert found.pairs.tolist() == pairs
    assert list(zip(found.words.tolist(), found.written, strict=True)) == words


@pytest.mark.parametrize("plane", range(17))
def test_every_character_becomes_what_it_becomes_alone(plane: int) -> None:
    texts = [chr(code) for code in range(plane << 16, plane + 1 << 16, 7)]
    characters, lengths = normalise_all(texts)
    together = characters.tobytes().decode("utf-32-le", "surrogatepass")
    ends = np.cumsum(lengths).tolist()
    assert [together[e - n : e - 1] for e, n in zip(ends, lengths.tolist(), strict=True)] == [
        normalise(text) for text in texts
    ]


def test_every_character_that_may_join_the_one_before_it_is_normalised_with_it() -> None:
    composed = [chr(c) for c in range(0x30000) if len(unicodedata.normalize("NFD", chr(c))) > 1]
    texts = [unicodedata.normalize("NFD", character) for character in composed]
    characters, _ = normalise_all(texts)
    together = characters.tobytes().decode("utf-32-le", "surrogatepass")
    assert together.rstrip("\uffff").split("\uffff") == [normalise(text) for text in texts]
