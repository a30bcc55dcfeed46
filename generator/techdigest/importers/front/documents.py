"""Front matter as plain values, in the form that YAML's has: with each scalar as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from techdigest.notes.yaml_bounded import Document, Raw, Text

_DEEPEST = 12
_KINDS = {bool: "bool", int: "int", float: "float", list: "seq", dict: "map", type(None): "null"}


def document_of(values: Mapping[str, Any], lines: Mapping[str, int] | None = None) -> Document:
    """Return values, of JSON or of a dialect's making, as a `Document`; one is returned as it is."""
    if isinstance(values, Document):
        return values
    found = Document()
    for key, value in values.items():
        line = (lines or {}).get(key, 1)
        found.put(str(key), value, raw_of(value, line), _KINDS.get(type(value), "str"), line)
    return found


def raw_of(value: object, line: int = 1, depth: int = 0) -> Raw:
    """Return a value with every scalar as text; what is nested too deeply is one text."""
    if value is None:
        return None
    if isinstance(value, list | tuple) and depth < _DEEPEST:
        return [raw_of(each, line, depth + 1) for each in value]
    if isinstance(value, dict) and depth < _DEEPEST:
        return {str(key): raw_of(each, line, depth + 1) for key, each in value.items()}
    text = Text(_written(value))
    text.line = line
    return text


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return str(value)
    except (ValueError, RecursionError):  # an integer of more digits than Python prints
        return ""
