"""Documents of an earlier index that are found again."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from cjksearch.index.documents import by_page, digest_of, kept_in_order, without
from cjksearch.index.unit import Unit

NAMES = st.lists(st.sampled_from([b"a", b"b", b"c", b"d", b"e"]), max_size=7)


@given(NAMES, NAMES)
def test_kept_documents_are_the_same_and_in_the_same_order(now: list[bytes], before: list[bytes]) -> None:
    kept = kept_in_order(now, before)
    assert len(kept) == len(now)
    assert all(place < 0 or before[place] == name for name, place in zip(now, kept, strict=True))
    places = [place for place in kept if place >= 0]
    assert places == sorted(set(places))


@given(st.permutations(range(7)), st.integers(0, 7))
def test_as_many_as_possible_are_kept(order: list[int], many: int) -> None:
    now, before = [bytes([n]) for n in order], [bytes([n]) for n in range(many)]
    kept = sum(place >= 0 for place in kept_in_order(now, before))
    there = [n for n in order if n < many]
    longest = max(
        size
        for size in range(len(there) + 1)
        for some in combinations(there, size)
        if list(some) == sorted(some)
    )
    assert kept == longest


def test_a_document_is_a_page_and_its_digest_tells_its_units() -> None:
    units = [Unit("1", "a/#x", "A"), Unit("2", "a/#y", "A"), Unit("3", "b/", "B"), Unit("4", "a/", "A")]
    documents = list(by_page(units))
    assert [[unit.id for unit in document.load()] for document in documents] == [["1", "2"], ["3"], ["4"]]
    assert documents[0].digest == digest_of(units[:2]) != digest_of(units[1:2])
    less = without(documents[0], [0])
    assert [unit.id for unit in less.load()] == ["2"]
    assert less.digest != documents[0].digest
