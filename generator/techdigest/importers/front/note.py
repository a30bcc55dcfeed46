"""The front matter of a note, made of what the source said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any

from techdigest.importers.front.dates import read_date, written
from techdigest.importers.front.documents import document_of
from techdigest.importers.front.domains import DomainMap, Domains
from techdigest.importers.front.privacy import is_unpublished
from techdigest.importers.front.templates import OFF as TEMPLATES_OFF
from techdigest.importers.front.words import words_of
from techdigest.importers.front.written import Moment
from techdigest.importers.linking import Place
from techdigest.importers.model import Outcome, Post
from techdigest.notes.fields import parse_lang
from techdigest.notes.yaml_bounded import Raw, Text

_DATES = (
    "date",
    "date created",
    "created",
    "created_at",
    "creation date",
    "createTime",
    "publishDate",
    "pubDate",
)
_UPDATES = (
    "updated",
    "lastmod",
    "modified",
    "date modified",
    "last_modified_at",
    "modification date",
    "update",
)
_DESCRIPTIONS = ("description", "summary", "excerpt")
_TAGS = ("tags", "tag", "Tags")
_CATEGORIES = ("categories", "category", "Categories", "cate1", "cate2")
_ADDRESSES = ("permalink", "redirect_from", "alias")
_PRIVATE = ("draft", "hidden", "private", "published", "publish", "status")
_NAMES = ("aliases",)

Report = Callable[[str, Outcome, str, str, str], None]
"""Is told rule, outcome, key, what was found, and why."""


@dataclass(frozen=True, slots=True)
class FrontOptions:
    """How front matter is read.

    Attributes:
        dialect: The name of the source's dialect.
        zone: The zone of times that name none.
        domains: What categories and tags mean here.
        is_zone_given: Whether somebody said `zone`; otherwise it is a guess.
    """

    dialect: str = ""
    zone: tzinfo = UTC
    domains: Domains = field(default_factory=DomainMap)
    is_zone_given: bool = False


def front_of(
    post: Post, place: Place, options: FrontOptions, report: Report, tags: Iterable[str] = ()
) -> dict[str, Any]:
    """Return the front matter of a note, in the order in which it is written; `tags` come from the text."""
    return _Making(post, place, options, report, tuple(tags)).front()


class _Making:
    def __init__(
        self,
        post: Post,
        place: Place,
        options: FrontOptions,
        report: Report,
        tags: tuple[str, ...],
    ) -> None:
        self._tags = tags
        self._post, self._place, self._options = post, place, options
        self._source = document_of(post.front)
        self._is_jekyll = options.dialect == "jekyll"
        self._report = report
        self._used: set[str] = set()

    def front(self) -> dict[str, Any]:
        source = self._source
        tags, domains = self._words()
        found: dict[str, Any] = {
            "title": self._title(),
            "date": self._date(_DATES) or self._date_of_name(),
            "updated": self._date(_UPDATES),
            "lang": self._lang(),
            "description": self._text(_DESCRIPTIONS),
            "series": self._series(),
            "domains": domains,
            "tags": tags,
            "aliases": self._aliases(),
            "draft": self._draft(),
        }
        self._used.add("slug" if isinstance(source.raw.get("slug"), str) else "")
        self._used |= set(TEMPLATES_OFF)  # nothing here runs templates
        kept = {key: value for key, value in source.items() if key not in self._used and self._is_worth(key)}
        return {**{key: value for key, value in found.items() if value}, **kept}

    def _title(self) -> str:
        kind = self._source.types.get("title", "str")
        if kind in ("timestamp", "int", "float", "bool"):
            self._report(
                "front-title", Outcome.CONVERTED, "title", self._place.title, f"YAML reads it as {kind}"
            )
        raw = self._source.raw.get("title")
        if isinstance(raw, list | dict) and raw != [self._place.title]:
            self._report("front-title", Outcome.DROPPED, "title", str(raw), "no text")
        self._used |= {"title", "Title"}
        return self._place.title

    def _date(self, keys: tuple[str, ...]) -> str:
        for key in keys:
            raw = self._source.raw.get(key)
            if isinstance(raw, str) and raw.strip() and (found := self._read(key, raw)):
                self._used.add(key)
                return found
        return ""

    def _date_of_name(self) -> str:
        return self._read("", self._post.date) if self._post.date else ""

    def _read(self, key: str, text: str) -> str:
        read = read_date(text, self._options.zone)
        if read is None:
            self._report("front-date", Outcome.UNKNOWN, key, text, "no date; kept as it was written")
            return ""
        value, is_naive = read
        if is_naive and not self._options.is_zone_given:
            why = f"names no zone; taken as {self._options.zone}; settle it with --zone"
            self._report("front-date-zone", Outcome.GUESSED, key, text, why)
        return Moment(written(value))

    def _lang(self) -> str:
        for key in ("lang", "language", "locale"):
            raw = self._source.raw.get(key)
            if isinstance(raw, str) and parse_lang(raw):
                self._used.add(key)
        if "lang" in self._source and "lang" not in self._used:
            self._used.add("lang")
            value = str(self._source.raw["lang"])
            self._report(
                "front-lang", Outcome.DROPPED, "lang", value, "a language that sites here do not have"
            )
        return self._place.lang if self._place.is_told and self._place.name == "index.md" else ""

    def _text(self, keys: tuple[str, ...]) -> str:
        for key in keys:
            raw = self._source.raw.get(key)
            if isinstance(raw, str) and raw.strip():
                self._used.add(key)
                return " ".join(raw.split())
        return ""

    def _series(self) -> str:
        raw = self._source.raw.get("series")
        if not isinstance(raw, list):
            return self._text(("series",))
        names = _texts(raw)
        self._used.add("series")
        if len(names) > 1:
            why = "a note is of one series here"
            self._report("front-series", Outcome.DROPPED, "series", ", ".join(names[1:]), why)
        return names[0] if names else ""

    def _words(self) -> tuple[list[str], list[str]]:
        """Return tags and domains: a category that means no domain becomes a tag."""
        raw = self._source.raw
        categories = self._named(_CATEGORIES)
        tags = self._named(_TAGS)
        if not tags and isinstance(raw.get("keywords"), str | list):
            tags = self._named(("keywords",))
        tags = [*tags, *self._tags]
        given = words_of(raw.get("domains"))
        self._used |= {"domains"} if given else set()
        domains = list(given)
        for kind, words in (("categories", categories), ("tags", tags)):
            for word in words:
                meant = self._options.domains.of(kind, word)
                domains += meant
                if kind == "categories" and not meant:
                    tags.append(word)
        if categories:
            shown = ", ".join(categories)
            self._report("front-categories", Outcome.CONVERTED, "categories", shown, "")
        once: dict[str, str] = {}
        for word in tags:
            once.setdefault(word.casefold(), word)  # `Docker` and `docker` have one page
        return list(once.values()), list(dict.fromkeys(domains))

    def _named(self, keys: tuple[str, ...]) -> list[str]:
        found: list[str] = []
        for key in keys:
            value: Raw = self._source.raw.get(key)
            if key in self._source:
                self._used.add(key)
                words = words_of(value, split_spaces=self._is_jekyll and key in ("tags", "categories", "tag"))
                found += words
                if isinstance(value, str) and len(words) > 1:
                    self._report("front-words", Outcome.CONVERTED, key, value, "")
        return list(dict.fromkeys(found))

    def _aliases(self) -> list[str]:
        self._used |= {key for key in _ADDRESSES if isinstance(self._source.raw.get(key), str | list)}
        if isinstance(self._source.raw.get("url"), str) and self._post.addresses:
            self._used.add("url")
        names: list[str] = []
        if "aliases" in self._source:
            self._used.add("aliases")
            raw = self._source.raw["aliases"]
            given: Raw = [Text(part) for part in raw.split(",")] if isinstance(raw, str) else raw
            names = [word for word in _texts(given) if not self._is_address(word)]
        if "also_known_as" in self._source:  # as our exports call names where aliases are addresses
            self._used.add("also_known_as")
            names += _texts(self._source.raw["also_known_as"])
        place = self._place
        own = place.folder if place.name == "index.md" else f"{place.lang}/{place.folder}"
        every = dict.fromkeys([*self._post.addresses, *names])
        return [each for each in every if each != f"/{own}/"]  # a note at its old address needs no redirect

    def _is_address(self, alias: str) -> bool:
        """Whether the dialect made an address of it."""
        end = f"/{alias.strip('/')}"
        return any(f"/{each.strip('/')}".endswith(end) for each in self._post.addresses)

    def _draft(self) -> bool:
        is_draft = is_unpublished(self._post)
        for key in self._source:
            name = key.lower()
            if name == "password":
                self._used.add(key)
                if self._source.raw[key] not in (None, "", [], {}):
                    why = "a password is not copied; the note is a draft"
                    self._report("front-password", Outcome.DROPPED, key, "password", why)
            elif name == "draft" or (is_draft and name in _PRIVATE):
                self._used.add(key)
        if is_draft:
            self._report(
                "front-draft", Outcome.CONVERTED, "draft", "draft", "unpublished there, a draft here"
            )
        return is_draft

    def _is_worth(self, key: str) -> bool:
        if self._source.raw[key] is None or self._source.raw[key] == "":
            self._report("front-empty", Outcome.DROPPED, key, key, "")
            return False
        self._report("front-kept", Outcome.KEPT, key, key, "")
        return True


def _texts(raw: Raw) -> list[str]:
    values = raw if isinstance(raw, list) else [raw]
    return [" ".join(each.split()) for each in values if isinstance(each, str) and each.strip()]
