"""Where other wordings are found."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cjksearch.index.build import build_index
from cjksearch.index.others import others_for, strongest
from cjksearch.index.rules import needed, rules_for
from cjksearch.index.unit import Unit
from cjksearch.index.weight import Weigher
from support.plain_index import postings_and_words

BITS = st.sampled_from(
    ["伺服器", "服務", "务器", "集群", "丛", "server", "cluster", "garbage", "collection", "回收垃圾"]
)
TEXTS = st.lists(st.lists(BITS, max_size=6).map(" ".join), min_size=1, max_size=12)


@given(TEXTS)
def test_another_wording_is_found_where_all_of_its_terms_are_with_the_least_of_their_impacts(
    texts: list[str],
) -> None:
    units = [Unit(str(i), "", text[:9], "", text) for i, text in enumerate(texts)]
    index = build_index(units)
    plain = {term: dict(own) for term, own in postings_and_words(units)[0].items()}
    rules = rules_for(index.df)
    weigher = Weigher(index.df, len(units))
    found = others_for(index, rules, weigher)
    assert {first: [(o.wording, o.other) for o in own] for first, own in found.items()} == rules
    for own in found.values():
        for _, other, _, weight, numbers, impacts in own:
            terms = set(needed(other))
            both = set.intersection(*(set(plain[term]) for term in terms))
            expected = {unit: min(plain[term][unit] for term in terms) for unit in sorted(both)}
            assert dict(zip(numbers.tolist(), impacts.tolist(), strict=True)) == expected
            assert numbers.tolist() == sorted(both)
            assert weight == sum(map(weigher.weigh, terms))


def test_other_wordings_bear_the_numbers_asked_for() -> None:
    index = build_index(Unit(str(i), f"{i}/", "集群") for i in range(3))
    numbers = np.array([0, 16, 48], np.uint32)
    found = others_for(index, rules_for(index.df), Weigher(index.df, 3), numbers)
    assert all(other.units.tolist() == [0, 16, 48] for other in found["丛集"] if other.other == "集群")


@given(st.lists(st.integers(1, 15), max_size=40), st.integers(1, 50))
def test_the_strongest_postings_are_kept_in_the_order_of_units(impacts: list[int], most: int) -> None:
    kept, theirs = strongest(np.arange(len(impacts), dtype=np.uint32), np.array(impacts, np.uint8), most)
    order = sorted(range(len(impacts)), key=lambda unit: (-impacts[unit], unit))[:most]
    assert kept.tolist() == sorted(order)
    assert theirs.tolist() == [impacts[unit] for unit in sorted(order)]
