"""One method a kind of front matter value: what the author may have meant by it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.notes.links import find_links, is_safe_url
from techdigest.notes.model import FrontMatter, Lang, Source
from techdigest.notes.privacy import flag
from techdigest.notes.slugs import slugify
from techdigest.notes.yaml_bounded import Document, Raw, Text

_MAX_TITLE = 300
_DATE = re.compile(
    r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?"
    r"(?:[Tt\s]\s*(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(?P<zone>[Zz]|UTC|[+-]\d{2}:?\d{2}|[+-]\d{1,2})?)?"
)
_LANGS: dict[str, Lang] = {
    **dict.fromkeys(("zh", "zh-hans", "zh-cn", "zh-sg", "zh-hans-cn", "cn", "chs"), "zh-Hans"),
    **dict.fromkeys(
        ("zh-hant", "zh-tw", "zh-hk", "zh-mo", "zh-hant-tw", "zh-hant-hk", "tw", "cht"), "zh-Hant"
    ),
    **dict.fromkeys(("en", "en-us", "en-gb", "eng", "english"), "en"),
}


def parse_lang(text: str) -> Lang | None:
    """Return the language that a code such as `zh-TW` stands for, or None."""
    return _LANGS.get(text.strip().lower().replace("_", "-"))


class Fields:
    """Reads the known keys of one file's front matter, with a diagnostic for each value that is amiss."""

    def __init__(self, path: str, first_line: int, mapping: Document, diagnostics: Diagnostics) -> None:
        self._path = path
        self._offset = first_line - 1
        self._mapping = mapping
        self._diagnostics = diagnostics

    def front_matter(self) -> FrontMatter:
        """Return the typed front matter."""
        values: dict[str, Any] = {
            "title": self._title(),
            "date": self._date("date"),
            "updated": self._date("updated"),
            "lang": self._lang(),
            "slug": self._slug(),
            "description": self._text("description"),
            "series": self._text("series"),
            "domains": self._texts("domains") if self._mapping.raw.get("domains") is not None else None,
            "tags": self._texts("tags"),
            "papers": self._texts("papers"),
            "aliases": self._texts("aliases"),
            "sources": self._sources(),
            "draft": self._draft(),
        }
        return FrontMatter(**values)

    def _report(self, key: str, raw: Raw, message: str, hint: str) -> None:
        line = raw.line if isinstance(raw, Text) else self._mapping.lines.get(key, 1)
        code = f"front-matter-{key}"
        found = Diagnostic(self._path, line + self._offset, code, message, hint, Severity.WARNING)
        self._diagnostics.add(found)

    def _text(self, key: str) -> str | None:
        raw = self._mapping.raw.get(key)
        if isinstance(raw, list) and len(raw) == 1:
            raw = raw[0]
        if isinstance(raw, (list, dict)):
            self._report(
                key, None, f"{key} is a list or a mapping; it is left out", f"Write {key} as one text."
            )
            return None
        return " ".join(raw.split()) or None if raw is not None else None

    def _title(self) -> str | None:
        title = self._text("title")
        kind = self._mapping.types.get("title", "str")
        if title and kind in ("timestamp", "int", "float", "bool"):
            name = {"timestamp": "a date", "int": "a number", "float": "a number", "bool": "true or false"}[
                kind
            ]
            hint = f'Put it in quotes: title: "{title[:40]}".'
            self._report("title", None, f"the title {title[:40]} is {name} to YAML; it is read as text", hint)
        if title and len(title) > _MAX_TITLE:
            self._report(
                "title", None, f"a title of {len(title):,} characters is cut short", "Keep titles below 100."
            )
            title = title[:_MAX_TITLE] + "…"
        return title

    def _texts(self, key: str) -> tuple[str, ...]:
        raw = self._mapping.raw.get(key)
        if isinstance(raw, Text):
            parts = [part.strip() for part in re.split("[,，、;；]", raw) if part.strip()]
            if len(parts) > 1:
                shown = "; ".join(parts)[:80]
                self._report(
                    key, raw, f"{key} is one text; it is read as a list: {shown}", f"Write {key}: [a, b]."
                )
            return tuple(dict.fromkeys(parts))
        found = []
        for item in _flatten(raw):
            if isinstance(item, dict):
                item = _as_text(item, self._mapping.lines[key])  # noqa: PLW2901 - mended
                self._report(
                    key, item, f"{item[:80]!r} is a mapping; it is read as text", "Put it in quotes."
                )
            text = " ".join(item.split())
            if text:
                found.append(text)
        return tuple(dict.fromkeys(found))

    def _date(self, key: str) -> date | datetime | None:
        raw = self._mapping.raw.get(key)
        if raw is None or raw == "":
            return None
        found = parse_date(raw) if isinstance(raw, Text) else None
        if found is None:
            shown = raw[:40] if isinstance(raw, Text) else "a list or a mapping"
            self._report(
                key, raw, f"{key}: {shown} is no date; it is left out", "Write a date such as 2026-01-31."
            )
        return found

    def _lang(self) -> Lang | None:
        text = self._text("lang")
        lang = parse_lang(text) if text else None
        if text and lang is None:
            self._report(
                "lang",
                None,
                f"lang: {text[:40]} is none of the languages here; it is detected from the text",
                "Write zh-Hans, zh-Hant or en.",
            )
        return lang

    def _slug(self) -> str | None:
        text = self._text("slug")
        if text is None:
            return None
        slug = slugify(text)
        if slug != text:
            outcome = f"{slug} is used instead" if slug else "the file's name is used instead"
            self._report(
                "slug",
                None,
                f"slug {text[:60]!r} is no single path segment in lower case; {outcome}",
                "Use letters, digits and hyphens.",
            )
        return slug or None

    def _sources(self) -> tuple[Source, ...]:
        raw = self._mapping.raw.get("sources")
        entries = raw if isinstance(raw, list) else [raw]
        found: dict[str, Source] = {}
        for entry in entries:
            for source in _sources_of(entry):
                if is_safe_url(source.url):
                    found.setdefault(source.url, source)
                else:
                    self._report(
                        "sources",
                        _first_text(entry),
                        f"the source {source.url[:60]!r} is no web address; it is left out",
                        "Write an address that starts with https://.",
                    )
        return tuple(found.values())

    def _draft(self) -> bool:
        raw = self._mapping.raw.get("draft")
        value = flag(raw)
        if value is None:
            self._report(
                "draft",
                raw,
                "draft is neither true nor false; the note is kept private",
                "Write draft: true or draft: false.",
            )
        return value is not False


def parse_date(text: str) -> date | datetime | None:
    """Return the date or the time that a text gives, or None. A time without zone is taken as UTC.

    Accepts what note folders contain: `2026-01-31`, `2026/1/31`, `2026年1月31日`, each also with a time
    (`22:58`, `22:58:41`, `T22:58:41.5Z`, `22:58 +0800`).
    """
    match = _DATE.fullmatch(text.strip())
    if match is None or not 1000 <= int(match["y"]) <= 9998:  # so that no zone can leave the calendar
        return None
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
        if match["H"] is None:
            return day
        hour, minute, second = (int(match[part] or 0) for part in "HMS")
        return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=_zone(match["zone"]))
    except ValueError:
        return None


def _zone(text: str | None) -> timezone:
    if not text or text in "Zz" or text == "UTC":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0") if len(text) > 2 else f"0{text[1]}00"
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(offset if text[0] == "+" else -offset)


def _as_text(entry: dict[str, Raw], line: int) -> Text:
    """Return `- a: b` as the text that it was probably meant to be."""
    text = Text(", ".join(f"{key}: {value}" if value is not None else key for key, value in entry.items()))
    text.line = line
    return text


def _flatten(raw: Raw) -> list[Text | dict[str, Raw]]:
    if raw is None:
        return []
    if isinstance(raw, list):
        return [leaf for item in raw for leaf in _flatten(item)]
    return [raw]


def _sources_of(entry: Raw) -> list[Source]:
    """Return the sources that one entry of `sources:` names."""
    if isinstance(entry, dict):
        url, title = entry.get("url") or entry.get("link") or entry.get("href"), entry.get("title")
        if isinstance(url, str):
            return [
                Source(url=url.strip(), title=" ".join(title.split()) if isinstance(title, str) else None)
            ]
        # `- Title: https://…`, a title with its address
        return [
            Source(url=value.strip(), title=key)
            for key, value in entry.items()
            if isinstance(value, str) and find_links(value)
        ] or [Source(url=", ".join(entry))]
    if isinstance(entry, list):
        return [source for item in _flatten(entry) for source in _sources_of(item)]
    if entry is None or not entry.strip():
        return []
    return find_links(entry) or [Source(url=entry.strip())]


def _first_text(raw: Raw) -> Raw:
    if isinstance(raw, dict):
        return next((value for value in raw.values() if isinstance(value, Text)), None)
    return raw
