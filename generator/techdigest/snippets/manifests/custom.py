"""A CustomResourceDefinition -> the JSON schemas of the kinds it defines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from techdigest.snippets.manifests.documents import Path
from techdigest.snippets.manifests.structural import schema_findings, strict_schema, without_nulls

API = ("apiextensions.k8s.io/v1", "CustomResourceDefinition")
_OBJECT_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"


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
    if sum(version["storage"] for version in versions) != 1:
        yield ("spec", "versions"), "exactly one version has storage: true"
    if len({version["name"] for version in versions}) < len(versions):
        yield ("spec", "versions"), "two versions have the same name"
    for at, version in enumerate(versions):
        path: Path = ("spec", "versions", at, "schema", "openAPIV3Schema")
        schema = _schema(version)
        if not schema:
            yield path[:3], "a version needs schema.openAPIV3Schema"
        elif schema.get("type") != "object":
            yield path, "the schema of a custom kind is of type: object"
        else:
            yield from schema_findings(schema, path)


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
            schema = strict_schema(_schema(version))
            fields = {**schema.get("properties", {}), "metadata": metadata}
            fields |= {"apiVersion": {"type": "string"}, "kind": {"type": "string"}}
            kind = spec["names"]["kind"]
            yield CustomKind(f"{spec['group']}/{version['name']}", kind, {**schema, "properties": fields})


def _schema(version: Mapping[str, Any]) -> dict[str, Any]:
    found = without_nulls(version.get("schema") or {}).get("openAPIV3Schema")
    return found if isinstance(found, dict) else {}
