"""The unit of search: one thing that can be found, with the address it is found at."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KINDS = ("section", "item", "page")
#: A site may name further kinds of pages, such as ``paper``.
KIND = re.compile("[a-z][a-z0-9-]{0,31}")


class UnitError(ValueError):
    """A record that is no unit; the message names the field and the value, `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Unit:
    """One section, digest item or page, as plain text (no markup, no entities).

    Units of one page share the page's `title`; the unit that stands for the page's beginning has an empty
    `heading` (or one equal to the title) and a `url` without fragment.

    Attributes:
        id: Unique within the index.
        url: Address relative to the site's root, with the fragment if any: ``notes/borg/#scheduling``.
        title: The page's title; counts, with less weight, for each of its units.
        heading: The section's or item's own heading; empty for the page's beginning.
        text: The body.
        lang: BCP 47 tag of the text, as shown in the language filter (``zh-Hans``, ``zh-Hant``, ``en``).
        kind: ``section``, ``item``, ``page``, or a word of the site's own for what the page stands for.
        tags: Searched like a heading, with less weight.
        facets: Values by facet name, for filters: ``{"domain": ("cloud", "rl")}``.
        date: ISO 8601 date, or empty.
        boost: Multiplies the score; 1 leaves it, 0 is refused: leave the unit out instead.
        edition_of: What units share that say the same in several languages: a query finds one of them.
    """

    id: str
    url: str
    title: str
    heading: str = ""
    text: str = ""
    lang: str = ""
    kind: str = "section"
    tags: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date: str = ""
    boost: float = 1.0
    edition_of: str = ""

    @classmethod
    def from_json(cls, record: object) -> Unit:
        """Return the unit that a decoded JSON object describes.

        Raises:
            UnitError: A required field is missing, a field has the wrong type, or `kind` is unknown.
        """
        if not isinstance(record, dict):
            raise UnitError(
                f"the line is {_named(record)}, not an object", 'write {"id": …, "url": …, "title": …}'
            )
        strings = {
            name: _string(record, name)
            for name in ("id", "url", "title", "heading", "text", "lang", "date", "edition_of")
        }
        for name in ("id", "url"):
            if not strings[name]:
                raise UnitError(f'"{name}" is missing or empty', f'give each unit its own "{name}"')
        kind = _string(record, "kind") or "section"
        if not KIND.fullmatch(kind):
            raise UnitError(f'"kind" is {kind!r}', f"use one of {', '.join(KINDS)}, or a word in lower case")
        facets = record.get("facets", {})
        if not isinstance(facets, dict):
            raise UnitError(f'"facets" is {_named(facets)}', 'write {"domain": ["cloud"]}')
        return cls(
            **strings,
            kind=kind,
            tags=_strings(record, "tags"),
            facets={str(name): _strings(facets, name) for name in sorted(facets)},
            boost=_boost(record),
        )


def _string(record: dict[str, Any], name: str) -> str:
    value = record.get(name, "")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnitError(f'"{name}" is {_named(value)}, not a string', "put it in quotes")
    return _writable(value)


def _strings(record: dict[str, Any], name: str) -> tuple[str, ...]:
    value = record.get(name, ())
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise UnitError(f'"{name}" is {_named(value)}, not a list of strings', 'write ["one", "two"]')
    return tuple(map(_writable, value))


def _writable(text: str) -> str:
    """Return `text` with lone surrogates as ``?``: they are valid in JSON but cannot be written as UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def _boost(record: dict[str, Any]) -> float:
    value = record.get("boost", 1.0)
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not 0 < value <= 1000
        or math.isnan(value)
    ):
        raise UnitError(f'"boost" is {value!r}', "give a number above 0, at most 1000")
    return float(value)


def _named(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
