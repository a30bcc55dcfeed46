"""Which items go out together, and when."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techdigest.incremental.executors.chunks import Chunk, Chunks


def _all(chunks: Chunks, count: int) -> list[Chunk]:
    """Take all, as if each were done at once."""
    taken: list[Chunk] = []
    while chunk := chunks.take(taken[-1].stop if taken else 0):
        taken.append(chunk)
    return taken


@given(count=st.integers(0, 2000), jobs=st.integers(1, 64), largest=st.integers(1, 40))
def test_every_item_goes_out_once_in_chunks_that_shrink_to_one(count: int, jobs: int, largest: int) -> None:
    chunks = _all(Chunks(count, jobs, largest), count)
    assert [item for chunk in chunks for item in range(chunk.start, chunk.stop)] == list(range(count))
    sizes = [len(chunk) for chunk in chunks]
    assert sizes == sorted(sizes, reverse=True)
    assert all(1 <= size <= largest for size in sizes)
    assert sizes[-1:] in ([], [1])


@given(jobs=st.integers(1, 64), done=st.integers(0, 100))
def test_no_item_goes_out_far_ahead_of_the_first_that_is_not_done(jobs: int, done: int) -> None:
    chunks = Chunks(1_000_000, jobs)
    last = 0
    while chunk := chunks.take(done):
        last = chunk.stop
    assert last <= done + 32 * jobs
    assert chunks.take(done + 8 * jobs + 1) is not None


def test_what_was_not_done_goes_out_again_first_item_by_item_and_each_alone() -> None:
    chunks = Chunks(100, 2)
    first, second = chunks.take(0), chunks.take(0)
    assert first is not None
    assert second is not None
    chunks.again(second)
    chunks.again(first)
    assert chunks.take(0, alone=False) is None
    again = [chunks.take(0) for _ in range(second.stop)]
    assert again == [Chunk(at, at + 1, suspect=True) for at in range(second.stop)]
    following = chunks.take(0)
    assert following is not None
    assert following.start == second.stop


@pytest.mark.parametrize("count", [1, 2, 7])
def test_few_items_go_out_one_by_one(count: int) -> None:
    assert all(len(chunk) == 1 for chunk in _all(Chunks(count, 2), count))
