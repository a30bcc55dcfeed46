"""A CustomResourceDefinition -> the JSON schemas of the kinds it defines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from techdigest.snippets.manifests.documents import Path

API = ("apiextensions.k8s.io/v1", "CustomResourceDefinition")
_OBJECT_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
# What a structural schema may not say (the API server refuses it).
_FORBIDDEN = ("$ref", "definitions", "dependencies", "patternProperties", "additionalItems", "id", "$schema")


@dataclass(frozen=True, slots=True)
class CustomKind:
    """A kind that documents may have: its apiVersion and name, and the JSON schema of its objects."""

    api_version: str
    kind: str
    schema: Mapping[str, Any]


def custom_findings(crd: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Say what the API server would refuse in a definition that its own schema lets through."""
    spec = crd["spec"]
    wanted = f"{spec['names']['plural']}.{spec['group']}"
    if crd["metadata"].get("name") != wanted:
        yield ("metadata", "name"), f"a CustomResourceDefinition is named after plural and group: {wanted}"
    versions = spec["versions"]
    if sum(version["storage"] is True for version in versions) != 1:
        yield ("spec", "versions"), "exactly one version has storage: true"
    if len({version["name"] for version in versions}) < len(versions):
        yield ("spec", "versions"), "two versions have the same name"
    for at, version in enumerate(versions):
        path: Path = ("spec", "versions", at, "schema", "openAPIV3Schema")
        schema = (version.get("schema") or {}).get("openAPIV3Schema")
        if not isinstance(schema, dict):
            yield path[:3], "a version needs schema.openAPIV3Schema"
        elif schema.get("type") != "object":
            yield path, "the schema of a custom kind is of type: object"
        else:
            yield from _unstructured(schema, path)


def _unstructured(schema: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, str]]:
    for word in _FORBIDDEN:
        if schema.get(word):
            yield (*path, word), f"{word} is not allowed in the schema of a custom kind"
    is_free = schema.get("x-kubernetes-int-or-string") or schema.get("x-kubernetes-preserve-unknown-fields")
    if not schema.get("type") and not is_free:
        yield path, "every field of a structural schema has a type"
    for name, field in (schema.get("properties") or {}).items():
        yield from _unstructured(field, (*path, "properties", name))
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word), dict):
            yield from _unstructured(schema[word], (*path, word))


def custom_kinds(crd: Mapping[str, Any], definitions: str) -> Iterator[CustomKind]:
    """Yield the kinds of all served versions of a definition without findings.

    Args:
        crd: The CustomResourceDefinition.
        definitions: The address of the official schemas' definitions, for `metadata`.
    """
    spec = crd["spec"]
    metadata = {"$ref": f"{definitions}{_OBJECT_META}"}
    for version in spec["versions"]:
        if version["served"]:
            schema = _strict(version["schema"]["openAPIV3Schema"])
            fields = {**schema.get("properties", {}), "metadata": metadata}
            fields |= {"apiVersion": {"type": "string"}, "kind": {"type": "string"}}
            kind = spec["names"]["kind"]
            yield CustomKind(f"{spec['group']}/{version['name']}", kind, {**schema, "properties": fields})


def _strict(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A structural OpenAPI schema as JSON Schema in which an unnamed field is an error, not dropped."""
    strict = dict(schema)
    if schema.get("x-kubernetes-int-or-string"):
        strict["type"] = ["integer", "string"]
    if schema.get("nullable") and "type" in strict:
        types = strict["type"] if isinstance(strict["type"], list) else [strict["type"]]
        strict["type"] = [*types, "null"]
    fields = {name: _strict(field) for name, field in (schema.get("properties") or {}).items()}
    if schema.get("x-kubernetes-embedded-resource"):
        fields = {"apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": {}, **fields}
    strict["properties"] = fields
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word), dict):
            strict[word] = _strict(schema[word])
    if schema.get("type") == "object" and not schema.get("additionalProperties"):
        strict["additionalProperties"] = bool(schema.get("x-kubernetes-preserve-unknown-fields"))
    return strict
