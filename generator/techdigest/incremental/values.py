"""How a value lies in the store: a checksum, one byte that names the compression, and the bytes.

The checksum covers the key, too, so that a value which damage put under another key is recognised.
"""

from __future__ import annotations

from hashlib import blake2b

import zstandard

_CHECKSUM_SIZE = 16
_PLAIN, _ZSTD = b"\x00", b"\x02"
_LEVEL = 1  # four times as fast as zlib's, and smaller
_COMPRESS_FROM = 4096  # bytes; below it time is worth more than the part of a page that is saved
_PAYS = 0.9  # kept compressed if at most this share of the size is left


class DamagedValueError(ValueError):
    """The bytes under a key are not what was written."""


def pack(key: bytes, value: bytes) -> bytes:
    """`value` as it is stored under `key`."""
    kind, data = _PLAIN, value
    if len(value) >= _COMPRESS_FROM:
        compressed = zstandard.compress(value, _LEVEL)
        if len(compressed) <= _PAYS * len(value):
            kind, data = _ZSTD, compressed
    return b"".join((_checksum(key, kind, data), kind, data))


def unpack(key: bytes, packed: object) -> bytes:
    """The value that was packed.

    Raises:
        DamagedValueError: if these are not the bytes that `pack` made for this key.
    """
    if not isinstance(packed, bytes):  # damage may have changed the column's type
        raise DamagedValueError
    checksum, stored = packed[:_CHECKSUM_SIZE], memoryview(packed)[_CHECKSUM_SIZE:]
    kind, data = stored[:1], stored[1:]
    if checksum != _checksum(key, kind, data):
        raise DamagedValueError
    return zstandard.decompress(data) if kind == _ZSTD else bytes(data)


def _checksum(key: bytes, kind: bytes | memoryview, data: bytes | memoryview) -> bytes:
    about = b"".join((len(key).to_bytes(8, "little"), key, kind))
    checksum = blake2b(about, digest_size=_CHECKSUM_SIZE, person=b"techdigest store")
    checksum.update(data)
    return checksum.digest()
