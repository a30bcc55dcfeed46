"""Separators of terms: each lies above the term before and not above its own, as a browser compares."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cjksearch.static.codec import sort_key
from cjksearch.static.letters import FIRST_CJK, Letters

TERM = st.text("abk8é\u2fff一丁集群𠀀𠮷𝒜", min_size=1, max_size=6)


@given(st.sets(TERM, max_size=40))
def test_a_separator_parts_a_term_from_all_before_it(found: set[str]) -> None:
    terms = sorted(found, key=sort_key)
    lengths = Letters(terms).separators().tolist()
    assert len(lengths) == len(terms)
    for (before, after), length in zip(pairwise(terms), lengths[1:], strict=True):
        if after < FIRST_CJK:
            shortest = next(i for i in range(1, 8) if sort_key(after[:i]) > sort_key(before))
            assert length == (shortest if shortest <= 3 else 0)
        else:
            first, other = sort_key(after)[:2], sort_key(before)[:2]
            assert length == (first != other)
