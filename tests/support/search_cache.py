"""A cache in memory, as builds give one to the search."""

from __future__ import annotations

from collections.abc import Mapping


class MemoryCache:
    """Keeps what is put; begins with copies of what another one has."""

    def __init__(self, values: Mapping[bytes, bytes] | None = None) -> None:
        self.values = dict(values or {})

    def get(self, key: bytes) -> bytes | None:
        """Return a value."""
        return self.values.get(key)

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value."""
        self.values[key] = value
