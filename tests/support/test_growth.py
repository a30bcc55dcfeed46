"""What tells linear work from quadratic: tests of growth rest on it."""

from __future__ import annotations

from support.growth import is_linear


def test_linear_work_is_told_from_quadratic() -> None:
    assert is_linear(lambda size: sum(range(size * 500)), 1_000, 4_000)
    assert not is_linear(lambda size: [sum(range(size)) for _ in range(size)], 1_000, 4_000)
