from __future__ import annotations

import json

from techdigest.notes.model import FrontMatter
from techdigest.notes.schema import front_matter_schema


def test_the_schema_has_every_key_with_a_description() -> None:
    schema = front_matter_schema()
    assert set(FrontMatter.model_fields) <= set(schema["properties"])
    assert all(prop.get("description") for prop in schema["properties"].values())
    assert schema["additionalProperties"] is True
    json.dumps(schema)


def test_the_schema_allows_the_short_forms_of_sources_and_empty_lists() -> None:
    properties = front_matter_schema()["properties"]
    forms = properties["sources"]["anyOf"]
    assert {"type": "string", "format": "uri"} in forms
    assert any(
        form.get("type") == "array" and {"type": "string", "format": "uri"} in form["items"]["anyOf"]
        for form in forms
    )
    assert {"type": "null"} in properties["tags"]["anyOf"]


def test_the_schema_is_the_same_each_time() -> None:
    assert json.dumps(front_matter_schema()) == json.dumps(front_matter_schema())
