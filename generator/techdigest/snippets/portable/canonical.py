"""One spelling of a record, so that its hash does not depend on who wrote the JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical(value: object) -> bytes:
    """Return the value as JSON: keys sorted, no spaces, UTF-8. Raises ValueError for NaN, infinities and
    halves of surrogate pairs, which JSON has no words for."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def digest(data: bytes) -> str:
    """Return `sha256:` and the hexadecimal digest."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def hash_of_record(record: Mapping[str, Any]) -> str:
    """Return the hash of a record: of all its fields but `record_hash`."""
    return digest(canonical({key: value for key, value in record.items() if key != "record_hash"}))
