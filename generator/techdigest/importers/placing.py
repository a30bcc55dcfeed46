"""Where each note lies and what it is called: addresses kept, translations paired, links found."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from techdigest.importers.front.documents import document_of
from techdigest.importers.model import Finding, Outcome, Post
from techdigest.notes.fences import read_lines
from techdigest.notes.fields import parse_lang
from techdigest.notes.headings import headings_of
from techdigest.notes.language import detect
from techdigest.notes.languages import LANGUAGES, Lang
from techdigest.notes.library import RESERVED
from techdigest.notes.plain import to_plain
from techdigest.notes.slugs import slugify, unique

_SAMPLE = 30_000  # characters of a body that tell its language
_TWIN = re.compile(
    r"[-_. ](?P<lang>en|eng|english|zh|cn|chs|cht|tw|zh[-_](?:cn|tw|hk|hans|hant))$", re.IGNORECASE
)
_ENDING = re.compile(r"(?:/index)?\.(?:html?|md|markdown)$|/index$", re.IGNORECASE)
_DATE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-")
_DEEPEST = 4  # folders by which a partial path may name a file
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_NO_LETTER = re.compile(r"[^\w\- ]+")

Source = tuple[str, int]
"""Which post: the file, and its number in it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a note will be.

    Attributes:
        folder: Its folder below that of notes; also its slug.
        name: Its file's name, such as `index.en.md`.
        lang: Its language.
        is_told: Whether front matter, name or folder told the language, and not the text.
        addresses: Where it was published.
        title: What it is called.
    """

    folder: str
    name: str
    lang: Lang
    is_told: bool
    addresses: tuple[str, ...]
    title: str

    @property
    def path(self) -> str:
        """The file, relative to the folder of notes."""
        return f"{self.folder}/{self.name}"


@dataclass(frozen=True, slots=True)
class _Entry:
    source: Source
    key: str
    lang: Lang
    is_told: bool
    slug: str
    addresses: tuple[str, ...]
    title: str


class Places:
    """The places of all notes.

    Attributes:
        of: The place of each post.
        findings: What had to be called otherwise.
    """

    def __init__(
        self,
        posts: Iterable[Post],
        *,
        default_lang: Lang = "zh-Hans",
        taken: Iterable[str] = (),
        before: Mapping[Source, str] | None = None,
        urls: Sequence[str] = (),
    ) -> None:
        """Find a place for every post.

        Args:
            posts: All posts; their bodies are not kept.
            default_lang: The language whose files have no suffix.
            taken: Folders that belong to others.
            before: The folders that posts were given by an earlier import: they keep them.
            urls: Where the source was published; links there are its own.
        """
        self.of: dict[Source, Place] = {}
        self.findings: list[Finding] = []
        self._default = default_lang
        self._before = before or {}
        self._urls = tuple(urls)
        self._taken = {*RESERVED, *taken}
        entries = {entry.source: entry for entry in (_entry(post, default_lang) for post in posts)}
        groups = _grouped(entries.values())
        for group in sorted(groups, key=lambda group: not any(each.source in self._before for each in group)):
            self._place(group)
        self._index = _Index(self.of)

    def _place(self, group: list[_Entry]) -> None:
        """Give a post and its translations one folder."""
        first = min(group, key=lambda each: (each.lang != self._default, each.source))
        kept = next((self._before[each.source] for each in group if each.source in self._before), None)
        wanted = slugify(first.slug) or slugify(first.title) or "note"
        folder = kept or unique(wanted, self._taken)
        self._taken.add(folder)
        if folder != wanted:  # also the next time, so that equal imports say the same
            why = f"the note is called {folder}: another has that name, or had it"
            self.findings.append(Finding(first.source[0], 0, "slug-taken", Outcome.CONVERTED, wanted, why))
        for each in group:
            name = "index.md" if each.lang == self._default else f"index.{each.lang}.md"
            self.of[each.source] = Place(folder, name, each.lang, each.is_told, each.addresses, each.title)

    def links(self, post: Post) -> PlacedLinks:
        """Return what finds the links of one post."""
        return PlacedLinks(self._index, post, self.of[post.path, post.number], self._urls)


class PlacedLinks:
    """Implements `Links` for one post."""

    def __init__(self, index: _Index, post: Post, place: Place, urls: Sequence[str]) -> None:
        self._index = index
        self._folder = posixpath.dirname(post.path)
        self._place = place
        self._urls = urls

    def to(self, target: str) -> str | None:
        """Return the address, relative to the note, of the post that `target` means; None for no post."""
        path, mark, anchor = target.strip().strip("<>").partition("#")
        path = self._own(path.split("?")[0].replace("\\", "/"))
        if not path or path == "/" or _SCHEME.match(path):
            return None
        found = self._index.find(unquote(path), self._folder, self._place)
        if found is None:
            return None
        relative = posixpath.relpath(found.path, self._place.folder)
        return relative + (f"#{_anchor(anchor)}" if mark and anchor else "")

    def _own(self, path: str) -> str:
        """Make an address of the site itself a path."""
        for url in self._urls:
            for scheme in ("https", "http"):
                whole = re.sub("^https?", scheme, url)
                if path.lower() == whole.lower() or path.lower().startswith(f"{whole.lower()}/"):
                    return path[len(whole) :] or "/"
        return path


class _Index:
    """Finds places by everything that a source may call a post."""

    def __init__(self, places: Mapping[Source, Place]) -> None:
        self._paths: dict[str, Place] = {}
        self._addresses: dict[str, Place] = {}
        self._partial: dict[str, list[tuple[str, Place]]] = {}
        self._titles: dict[str, Place] = {}
        for (path, number), place in sorted(places.items()):
            if number > 1:
                continue
            self._paths.setdefault(_normal(path), place)
            parts = _normal(path).split("/")
            for depth in range(1, min(len(parts), _DEEPEST) + 1):
                self._partial.setdefault("/".join(parts[-depth:]), []).append((path, place))
            bare = _DATE.sub("", parts[-1])
            if bare != parts[-1]:
                self._partial.setdefault(bare, []).append((path, place))
            for address in place.addresses:
                self._addresses.setdefault(_normal(address), place)
            self._titles.setdefault(_normal(place.title), place)

    def find(self, path: str, folder: str, place: Place) -> Place | None:
        """Return what a path in a post of `folder` means."""
        name = _normal(path)
        if path.startswith("/"):
            return self._addresses.get(name) or self._nearest(name, folder)
        near = posixpath.normpath(posixpath.join(folder, path))
        if found := self._paths.get(_normal(near)):
            return found
        for address in place.addresses:  # relative to where it was published
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(address), path))
            if found := self._addresses.get(_normal(beside)):
                return found
        if path.startswith(".."):
            return None
        return self._nearest(name, folder) or self._titles.get(name)

    def _nearest(self, name: str, folder: str) -> Place | None:
        found = self._partial.get(name)
        if not found:
            return None
        return min(found, key=lambda each: (posixpath.dirname(each[0]) != folder, len(each[0]), each[0]))[1]


def _normal(name: str) -> str:
    """Return one form for a path or an address: no ending, no slashes around it, case folded."""
    plain = unicodedata.normalize("NFC", name).strip().strip("/")
    return _ENDING.sub("", plain).removeprefix("./").casefold()


def _anchor(anchor: str) -> str:
    """Return the id that a heading gets here."""
    text = unicodedata.normalize("NFC", unquote(anchor))
    if text.startswith("^"):
        return quote(text, safe="^")
    text = text.rsplit("#", 1)[-1]  # Obsidian names the headings above as well
    return quote(re.sub(r"[-\s]+", "-", _NO_LETTER.sub("", text).strip().lower()), safe="")


def title_of(post: Post) -> str:
    """Return what a post is called: by its front matter, its first heading, its dialect."""
    raw = document_of(post.front).raw
    given = next((raw[key] for key in ("title", "Title") if isinstance(raw.get(key), str)), "") or ""
    title = " ".join(str(given).split())
    if not title and post.number == 0:
        title = next((heading.title for heading in headings_of(post.body[:_SAMPLE]) if heading.title), "")
    return (title or " ".join(post.title.split()) or post.slug or "note")[:300]


def _entry(post: Post, default: Lang) -> _Entry:
    raw = document_of(post.front).raw
    given = [raw.get("lang"), raw.get("language"), raw.get("locale")]
    told = next((lang for each in given if isinstance(each, str) and (lang := parse_lang(each))), None)
    told = told or next((lang for lang in LANGUAGES if lang == post.lang), None)
    title = title_of(post)
    sample = post.body[:_SAMPLE]
    lang = told or detect(f"{title}\n{to_plain(sample, read_lines(sample))}", default)
    pair = next(
        (raw[key] for key in ("translationKey", "ref", "page_id") if isinstance(raw.get(key), str)), None
    )
    key = f"\0{pair}" if pair and told else post.key or post.path
    if post.number > 0:
        key = f"{key}\0{post.number}"
    return _Entry(
        (post.path, post.number), key, lang, told is not None, post.slug, tuple(post.addresses), title
    )


def _grouped(entries: Iterable[_Entry]) -> list[list[_Entry]]:
    """Put translations together: equal keys, or names with a language at their end, in unlike languages."""
    by_key: dict[str, list[_Entry]] = {}
    alone: list[list[_Entry]] = []
    for entry in entries:
        group = by_key.setdefault(entry.key, [])
        if any(other.lang == entry.lang for other in group):
            alone.append([entry])
        else:
            group.append(entry)
    for key in sorted(by_key):
        match = _TWIN.search(key)
        twin = by_key.get(key[: match.start()]) if match else None
        if match and twin and by_key[key]:
            moved = by_key[key]
            if {each.lang for each in moved}.isdisjoint(each.lang for each in twin):
                twin += moved
                by_key[key] = []
    return [*(group for group in by_key.values() if group), *alone]
