"""Changes are held back until the editor is done, and no longer."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techdigest.mkdocs_build.serve.debounce import PATIENCE, QUIET, Debounce


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def delay(changes: Debounce) -> float:
    left = changes.delay()
    assert left is not None
    return left


def test_nothing_is_due_before_anything_has_changed() -> None:
    changes = Debounce(Clock())
    changes.add([])
    assert changes.delay() is None
    assert not changes.is_waiting()


def test_a_change_is_due_after_a_short_silence() -> None:
    changes = Debounce(clock := Clock())
    changes.add([Path("/a")])
    assert delay(changes) == pytest.approx(QUIET)
    clock.now += QUIET
    assert delay(changes) <= 1e-9
    assert changes.is_waiting()


def test_each_further_change_begins_the_silence_anew() -> None:
    changes = Debounce(clock := Clock())
    changes.add([Path("/a")])
    clock.now += QUIET / 2
    changes.add([Path("/b")])
    assert delay(changes) == pytest.approx(QUIET)


@given(st.lists(st.floats(0, QUIET * 0.99), min_size=1, max_size=50))
def test_changes_without_a_pause_are_due_in_time(pauses: list[float]) -> None:
    changes = Debounce(clock := Clock())
    for pause in pauses:
        changes.add([Path("/a")])
        assert clock.now + delay(changes) <= 100 + PATIENCE + 1e-9
        clock.now += pause


def test_all_that_changed_is_taken_at_once_and_only_once() -> None:
    changes = Debounce(clock := Clock())
    changes.add([Path("/a"), Path("/b")])
    changes.add([Path("/b"), Path("/c")])
    clock.now += PATIENCE
    assert changes.take() == frozenset({Path("/a"), Path("/b"), Path("/c")})
    assert not changes.is_waiting()


def test_whoever_waits_is_woken_by_a_change_and_by_the_end() -> None:
    changes, taken = Debounce(), []

    def take() -> None:
        while (paths := changes.take()) is not None:
            taken.append(paths)
            changes.close()

    thread = threading.Thread(target=take)
    thread.start()
    changes.add([Path("/a")])
    thread.join(10)
    assert not thread.is_alive()
    assert taken == [{Path("/a")}]
