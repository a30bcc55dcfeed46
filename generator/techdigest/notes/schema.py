"""The JSON Schema of front matter, so that editors complete and check it."""

from __future__ import annotations

from typing import Any

from techdigest.notes.model import FrontMatter

_ALSO_READ: dict[str, dict[str, Any]] = {
    "type": {
        "enum": ["digest", "note"],
        "description": "digest: each level-2 section with a source is an item; note: none is.",
    },
    "hidden": {"type": "boolean", "description": "True keeps the note out of pages, feeds and index."},
    "published": {"type": "boolean", "description": "False keeps the note out of pages, feeds and index."},
    "password": {"type": "string", "description": "A note with a password is never published."},
}


def front_matter_schema() -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12) of a note's front matter. Unknown keys are allowed."""
    schema = FrontMatter.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Front matter of a Tech Digest note"
    schema["properties"] |= _ALSO_READ
    for name in ("tags", "domains", "papers", "aliases"):
        _allow(schema["properties"][name], {"type": "null"})
    address = {"type": "string", "format": "uri"}
    sources = schema["properties"]["sources"]
    sources["items"] = {"anyOf": [sources["items"], address]}
    _allow(sources, address)
    return schema


def _allow(target: dict[str, Any], also: dict[str, Any]) -> None:
    """Let the schema `target` accept `also`; its annotations stay where editors look for them."""
    if "anyOf" in target:
        if also not in target["anyOf"]:
            target["anyOf"].append(also)
        return
    shape = {key: target.pop(key) for key in list(target) if key not in ("title", "description", "default")}
    target["anyOf"] = [shape, also] if shape else [also]
