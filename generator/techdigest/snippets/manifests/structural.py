"""Structural schemas: what a definition may say of its kind, and the same as strict JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from techdigest.snippets.manifests.documents import Path

Schema = Mapping[str, Any]

_TYPES = ("array", "boolean", "integer", "number", "object", "string")
_FORBIDDEN = ("$ref", "definitions", "dependencies", "patternProperties", "additionalItems", "id", "$schema")
_FREE = ("x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields")
_VALUES = ("default", "enum", "example")  # what is in these is data, not schema


def without_nulls(schema: Any) -> Any:
    """Return a schema without the fields that are null, which mean the same as those that are not there."""
    if isinstance(schema, dict):
        kept = {word: value for word, value in schema.items() if value is not None}
        return {word: value if word in _VALUES else without_nulls(value) for word, value in kept.items()}
    return [without_nulls(part) for part in schema] if isinstance(schema, list) else schema


def schema_findings(schema: Schema, path: Path, *, is_rule: bool = False) -> Iterator[tuple[Path, str]]:
    """Say what the API server would refuse in a schema of a custom kind.

    Args:
        schema: The schema, without nulls.
        path: Where it stands in its document.
        is_rule: Whether it stands in anyOf and the like, where it may leave the type out.
    """
    for word in _FORBIDDEN:
        if schema.get(word):
            yield (*path, word), f"{word} is not allowed in the schema of a custom kind"
    yield from _wrong_values(schema, path)
    if not is_rule and not schema.get("type") and not any(schema.get(word) for word in _FREE):
        yield path, "every field of a structural schema has a type"
    if schema.get("properties") and schema.get("additionalProperties"):
        yield (*path, "additionalProperties"), "a structural schema has this or properties, not both"
    for below, part, is_part_rule in _parts(schema):
        yield from schema_findings(part, (*path, *below), is_rule=is_rule or is_part_rule)


def _wrong_values(schema: Schema, path: Path) -> Iterator[tuple[Path, str]]:
    if schema.get("type") and schema["type"] not in _TYPES:
        yield (*path, "type"), f"{schema['type']!r} is none of the types {', '.join(_TYPES)}"
    if isinstance(schema.get("items"), list):
        yield (*path, "items"), "items is one schema, not a list of them"
    if schema.get("multipleOf", 1) <= 0:
        yield (*path, "multipleOf"), "multipleOf is more than 0"
    if schema.get("uniqueItems"):
        yield (*path, "uniqueItems"), "uniqueItems is not allowed: comparing all with all takes too long"


def _parts(schema: Schema) -> Iterator[tuple[Path, Schema, bool]]:
    """The schemas within one: where, which, and whether it is a rule for values alone."""
    for name, field in schema.get("properties", {}).items():
        yield ("properties", name), field, False
    for word in ("items", "additionalProperties", "not"):
        if isinstance(schema.get(word), dict):
            yield (word,), schema[word], word == "not"
    for word in ("allOf", "anyOf", "oneOf"):
        for at, part in enumerate(schema.get(word, ())):
            yield (word, at), part, True


def strict_schema(schema: Schema) -> dict[str, Any]:
    """Return it as JSON Schema in which an unnamed field is an error; a server would drop it."""
    strict = dict(schema)
    if schema.get("x-kubernetes-int-or-string"):
        strict["type"] = ["integer", "string"]
    if schema.get("nullable") and "type" in strict:
        types = strict["type"] if isinstance(strict["type"], list) else [strict["type"]]
        strict["type"] = [*types, "null"]
    fields = {name: strict_schema(field) for name, field in schema.get("properties", {}).items()}
    if schema.get("x-kubernetes-embedded-resource"):
        fields = {"apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": {}, **fields}
    strict["properties"] = fields
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word), dict):
            strict[word] = strict_schema(schema[word])
    if schema.get("type") == "object" and not schema.get("additionalProperties"):
        strict["additionalProperties"] = bool(schema.get("x-kubernetes-preserve-unknown-fields"))
    return strict
