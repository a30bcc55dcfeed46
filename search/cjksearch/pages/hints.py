"""What the front matter, or another plugin, says about a page: ``page.meta["search"]``, read leniently."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cjksearch.index.unit import KIND, KINDS
from cjksearch.pages.language import canonical

Facets = Mapping[str, tuple[str, ...]]

_ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class HintError(ValueError):
    """A value under ``search:`` that cannot be used; the message says which, and what is expected."""


@dataclass(frozen=True, slots=True)
class SectionHints:
    """What is said about one section: its kind, and the facets that stand in place of the page's."""

    kind: str = "section"
    facets: Facets | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """What is said about a page. Empty strings stand for "not said".

    Attributes:
        is_excluded: Leave the page out.
        title: Plain text.
        lang: A BCP 47 tag.
        tags: Keywords.
        date: ISO 8601.
        boost: Multiplies the score of all its units.
        facets: Values by facet name.
        sections: By anchor.
        labels: Names of facet values, by facet, value and language; those of kinds under ``kind``.
        kind: What the page stands for, in a word of the site's own.
        text: Plain text that the page's beginning has besides its content, say because a template shows it.
        edition_of: What pages share that say the same in several languages: a query finds one of them.
    """

    is_excluded: bool = False
    title: str = ""
    lang: str = ""
    tags: tuple[str, ...] = ()
    date: str = ""
    boost: float = 1.0
    facets: Facets = field(default_factory=dict)
    sections: Mapping[str, SectionHints] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    kind: str = "page"
    text: str = ""
    edition_of: str = ""

    @classmethod
    def from_meta(cls, meta: Mapping[str, Any]) -> tuple[Hints, list[str]]:
        """Return the hints in a page's metadata, and a message for each value that was left out of them.

        ``title``, ``lang``, ``tags`` and ``date`` outside of ``search`` count where ``search`` has none.
        """
        search = meta.get("search")
        problems: list[str] = []
        if not isinstance(search, Mapping):
            if search is not None:
                problems.append(f"search: expected a mapping such as {{exclude: true}}, found {search!r}")
            search = {}
        hints = cls()
        for name, read in _READERS.items():
            if (value := search.get(name)) is None:
                continue
            try:
                hints = replace(hints, **{_FIELDS.get(name, name): read(value)})
            except HintError as error:
                problems.append(f"search.{name}: {error}, found {value!r:.80}")
        return _with_plain_metadata(hints, meta), problems


def _with_plain_metadata(hints: Hints, meta: Mapping[str, Any]) -> Hints:
    """Fill what was not said from the keys that all pages may have; those belong to others: no complaints."""
    for name in ("title", "lang", "tags", "date"):
        value = meta.get(name)
        if getattr(hints, name) or value is None:
            continue
        try:
            hints = replace(hints, **{name: _READERS[name](value)})
        except HintError:
            continue
    return hints


def _string(value: object) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise HintError("expected a string")
    return str(value).encode("utf-8", "replace").decode("utf-8").strip()


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        value = [value]
    return tuple(text for item in value if (text := _string(item)))


def _lang(value: object) -> str:
    return canonical(_string(value))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise HintError("expected true or false")
    return value


def _date(value: object) -> str:
    if isinstance(value, Mapping):  # as Material's blog writes it: {created: …, updated: …}
        value = value.get("created")
    if isinstance(value, dt.datetime):
        value = value.date()
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    match = _ISO_DATE.match(text)
    if not match:
        raise HintError("expected a date such as 2026-01-31")
    return match[0]


def _boost(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1000:
        raise HintError("expected a number above 0, at most 1000; `exclude: true` leaves the page out")
    return float(value)


def _mapping(value: object) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise HintError("expected a mapping")
    return value


def _facets(value: object) -> Facets:
    facets = {_string(name): _strings(values) for name, values in _mapping(value).items()}
    return dict(sorted(facets.items()))


def _kind(value: object) -> str:
    kind = _string(value)
    if not KIND.fullmatch(kind):
        raise HintError("expected a word in lower case")
    return kind


def _sections(value: object) -> Mapping[str, SectionHints]:
    return {_string(anchor): _section(hints) for anchor, hints in _mapping(value).items()}


def _section(value: object) -> SectionHints:
    given = _mapping(value)
    kind = given.get("kind", "section")
    if kind not in KINDS:
        raise HintError(f"expected a kind of {', '.join(KINDS)}")
    return SectionHints(kind, _facets(given["facets"]) if given.get("facets") is not None else None)


def _labels(value: object) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return {
        _string(facet): {
            _string(key): {_string(lang): _string(name) for lang, name in _mapping(names).items()}
            for key, names in _mapping(values).items()
        }
        for facet, values in _mapping(value).items()
    }


_READERS: Mapping[str, Callable[[object], Any]] = {
    "exclude": _flag, "title": _string, "lang": _lang, "tags": _strings, "date": _date, "boost": _boost,
    "facets": _facets, "sections": _sections, "labels": _labels, "kind": _kind, "text": _string,
    "edition_of": _string,
}  # fmt: skip
_FIELDS = {"exclude": "is_excluded"}
