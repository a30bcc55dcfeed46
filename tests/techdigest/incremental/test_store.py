"""The store: what is put is given back, what is not used for longest goes, and reading writes nothing."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techdigest.incremental.store import FILE_NAME, Store

LIMIT = 100_000_000
Opened = Callable[..., Store]


def refuse(notice: str) -> None:
    raise AssertionError(f"unexpected notice: {notice}")


def opened(folder: Path, limit: int = LIMIT) -> Store:
    return Store.open(folder, limit=limit, notice=refuse)


def key(number: int) -> bytes:
    return number.to_bytes(16, "big")


@settings(deadline=None, max_examples=30)
@given(
    st.dictionaries(
        st.binary(max_size=20),
        st.binary(max_size=200) | st.builds(bytes.__mul__, st.binary(max_size=9), st.just(2000)),
        max_size=30,
    )
)
def test_what_was_put_is_given_back_in_this_build_and_the_next(
    tmp_path_factory: pytest.TempPathFactory, values: dict[bytes, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("store")
    with opened(folder) as store:
        for name, value in values.items():
            store.put(name, value)
        assert store.get_many([*values, b"never put by anyone"]) == values
        store.flush()
        assert store.get_many(values) == values
    with opened(folder) as store:
        assert store.get_many([*values, b"never put by anyone"]) == values
        assert all(store.get(name) == value for name, value in values.items())


def test_an_unknown_key_gives_none(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        assert store.get(b"unknown") is None
        assert store.get_many([]) == {}


def test_putting_again_replaces_before_and_after_writing(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.put(b"k", b"first")
        store.put(b"k", b"second" * 5000)
        store.put(b"other", b"stays")
        store.flush()
        assert store.get(b"k") == b"second" * 5000
        store.put(b"k", b"third")
        assert store.get(b"k") == b"third"
    with opened(tmp_path) as store:
        assert store.get_many([b"k", b"other"]) == {b"k": b"third", b"other": b"stays"}


def test_replaced_values_leave_no_space_behind(tmp_path: Path) -> None:
    for size in (400_000, 400_000, 400_000, 400_000):
        with opened(tmp_path) as store:
            store.put(b"k", os.urandom(size))
    assert (tmp_path / FILE_NAME).stat().st_size < 3 * 400_000


def test_more_keys_than_one_query_and_one_transaction_take(tmp_path: Path) -> None:
    values = {key(i): b"%d" % i for i in range(3_000)}
    with opened(tmp_path) as store:
        for name, value in values.items():
            store.put(name, value)
    with opened(tmp_path) as store:
        assert store.get_many(values) == values


def test_a_repetitive_value_is_kept_compressed_and_a_random_one_is_not(tmp_path: Path) -> None:
    with opened(tmp_path / "repetitive") as store:
        store.put(b"k", b"<li>one more</li>" * 60_000)
    with opened(tmp_path / "random") as store:
        store.put(b"k", os.urandom(1_000_000))
    assert (tmp_path / "repetitive" / FILE_NAME).stat().st_size < 50_000
    assert 1_000_000 < (tmp_path / "random" / FILE_NAME).stat().st_size < 1_100_000


def test_a_build_that_only_reads_writes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.put(b"k", b"v")
    before = (tmp_path / FILE_NAME).read_bytes(), (tmp_path / FILE_NAME).stat().st_mtime_ns
    for _ in range(3):
        with opened(tmp_path) as store:
            assert store.get(b"k") == b"v"
    assert before == ((tmp_path / FILE_NAME).read_bytes(), (tmp_path / FILE_NAME).stat().st_mtime_ns)


def test_a_closed_store_leaves_one_file(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.put(b"k", b"v")
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_the_file_is_no_larger_than_the_limit_when_closed(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        for i in range(300):
            store.put(key(i), os.urandom(10_000))
    assert (tmp_path / FILE_NAME).stat().st_size > 3_000_000
    with opened(tmp_path, limit=1_000_000):
        pass
    assert 700_000 < (tmp_path / FILE_NAME).stat().st_size <= 1_000_000
    with opened(tmp_path) as store:
        left = store.get_many(map(key, range(300)))
    assert 70 <= len(left) <= 100


def test_a_store_whose_one_build_is_above_the_limit_is_bounded_too(tmp_path: Path) -> None:
    with opened(tmp_path, limit=500_000) as store:
        for i in range(300):
            store.put(key(i), os.urandom(10_000))
    assert (tmp_path / FILE_NAME).stat().st_size <= 500_000


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    for build in range(10):
        with opened(tmp_path) as store:
            for i in range(10 * build, 10 * build + 10):
                store.put(key(i), os.urandom(10_000))
    with opened(tmp_path, limit=560_000) as store:  # half of the entries fit
        assert len(store.get_many(map(key, range(20)))) == 20  # the oldest, used once more
        store.put(b"new", b"new")
    with opened(tmp_path) as store:
        left = {i for i in range(100) if store.get(key(i)) is not None}
        assert store.get(b"new") == b"new"
    assert set(range(20)) <= left
    assert left - set(range(20)) == set(range(100 - (len(left) - 20), 100))


@pytest.mark.parametrize("use", [Store.get, Store.touch])
def test_what_every_build_uses_outlives_what_was_put_later(
    tmp_path: Path, use: Callable[[Store, bytes], object]
) -> None:
    with opened(tmp_path) as store:
        store.put(b"kept", os.urandom(10_000))
    for build in range(40):
        with opened(tmp_path) as store:
            use(store, b"kept")
            store.put(key(build), os.urandom(10_000))
    with opened(tmp_path, limit=250_000):  # this build reads nothing: only what was noted earlier counts
        pass
    with opened(tmp_path) as store:
        assert store.get(b"kept") is not None
        assert store.get(key(0)) is None
        assert store.get(key(39)) is not None


def test_a_closed_store_gives_and_takes_nothing(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.put(b"k", b"v")
    store.close()
    store.close()
    store.put(b"late", b"v")
    assert store.get_many([b"k", b"late"]) == {}
    with opened(tmp_path) as again:
        assert again.get_many([b"k", b"late"]) == {b"k": b"v"}


def test_threads_share_one_store(tmp_path: Path) -> None:
    wrong: list[int] = []
    with opened(tmp_path) as store:

        def work(first: int) -> None:
            for i in range(first, first + 400):
                store.put(key(i), b"%d" % i)
                if store.get(key(i)) != b"%d" % i:
                    wrong.append(i)

        threads = [threading.Thread(target=work, args=(1000 * n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not wrong
    with opened(tmp_path) as store:
        assert len(store.get_many(key(1000 * n + i) for n in range(4) for i in range(400))) == 1600
