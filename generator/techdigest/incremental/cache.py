"""What a part of the build may ask of a cache, whatever that is made of."""

from __future__ import annotations

from typing import Protocol


class Cache(Protocol):
    """Results by key. Any of them may be gone at any time."""

    def get(self, key: bytes) -> bytes | None:
        """Return what was put under `key`, None if nothing was or it is gone."""

    def put(self, key: bytes, value: bytes) -> None:
        """Keep `value` under `key`."""
