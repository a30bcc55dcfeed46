"""What is made of many notes at once, remembered from build to build."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Remember(Protocol):
    """Returns what `make` returned for the same inputs before, else what it returns now."""

    def __call__(self, name: str, inputs: object, make: Callable[[], T]) -> T:
        """`name` and `inputs` are all that the result depends on; both sides of it must be picklable."""
        ...


def anew(name: str, inputs: object, make: Callable[[], T]) -> T:
    """Remember nothing."""
    return make()
