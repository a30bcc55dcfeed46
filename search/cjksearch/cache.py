"""What earlier builds leave for later ones: bytes by key, which may be gone, or be damaged, at any time."""

from __future__ import annotations

import pickle
import platform
import zlib
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Protocol

import numpy as np

_SIZE = 16


class Cache(Protocol):
    """Where results are kept. Whatever it answers, the index is the same; it takes longer to make."""

    def get(self, key: bytes) -> bytes | None:
        """Return what was put under `key`, or None."""

    def put(self, key: bytes, value: bytes) -> None:
        """Keep `value` under `key`."""


def recall(cache: Cache | None, name: str) -> Any:
    """Return what this very version of the package kept under `name`; None if there is nothing whole."""
    if cache is None or (value := cache.get(_key(name))) is None:
        return None
    content = memoryview(value)[_SIZE:]
    # Unpickled only if it is what was written.
    return pickle.loads(content) if value[:_SIZE] == _checksum(content) else None  # noqa: S301


def keep(cache: Cache | None, name: str, value: object) -> None:
    """Keep a value of plain types and arrays under `name`."""
    if cache is not None:
        content = pickle.dumps(value, 5)
        content = b"".join((_checksum(content), content))  # which may be large: it is held once
        cache.put(_key(name), content)


def digest(*parts: bytes) -> bytes:
    """Return 16 bytes that stand for these, in this order."""
    found = blake2b(digest_size=_SIZE)
    for part in parts:
        found.update(len(part).to_bytes(8, "little"))
        found.update(part)
    return found.digest()


def _key(name: str) -> bytes:
    return b"cjksearch/" + name.encode() + b"/" + _version()


def _checksum(content: bytes | memoryview) -> bytes:
    return blake2b(content, digest_size=_SIZE).digest()


@cache
def _version() -> bytes:
    """Return what stands for all that results depend on besides texts: our code and lists, and libraries."""
    about = f"{platform.python_version()} {np.__version__} {zlib.ZLIB_RUNTIME_VERSION}"
    return digest(about.encode(), *_sources(files("cjksearch")))


def _sources(folder: Traversable) -> list[bytes]:
    found: list[bytes] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _sources(entry)
        elif entry.name.endswith((".py", ".txt")):
            found += (entry.name.encode(), entry.read_bytes())
    return found
