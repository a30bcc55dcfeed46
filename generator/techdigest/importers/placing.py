"""Where each note lies and what it is called: addresses kept, translations paired, links found."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from techdigest.importers.front.documents import document_of
from techdigest.importers.front.privacy import is_unpublished
from techdigest.importers.heading_ids import renamed_ids
from techdigest.importers.linking import Index, Place, PlacedLinks, Source
from techdigest.importers.model import Finding, Outcome, Post
from techdigest.importers.remembered import Memory
from techdigest.notes.fences import read_lines
from techdigest.notes.fields import parse_lang
from techdigest.notes.headings import headings_of
from techdigest.notes.language import detect
from techdigest.notes.languages import LANGUAGES, Lang
from techdigest.notes.library import RESERVED
from techdigest.notes.plain import to_plain
from techdigest.notes.slugs import slugify, unique

_SAMPLE = 30_000  # characters of a body that tell its language
_LONGEST_TITLE = 2_000  # characters
# What may stand above the title of a text: pictures, tags, comments, a table of contents.
_NO_TEXT = re.compile(r"\s*(?:$|\[?!\[|<|\[TOC\]|#+\s*(?:tags?\s*:|$))", re.IGNORECASE)
_TAGS = re.compile(r"tags?\s*:", re.IGNORECASE)
_TWIN = re.compile(
    r"[-_. ](?P<lang>en|eng|english|zh|cn|chs|cht|tw|zh[-_](?:cn|tw|hk|hans|hant))$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Entry:
    source: Source
    key: str
    lang: Lang
    is_told: bool
    is_open: bool  # whether title, headings and text speak for different languages
    slug: str
    addresses: tuple[str, ...]
    title: str
    is_private: bool
    ids: Mapping[str, str]


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
        ids: str = "",
        memory: Memory | None = None,
    ) -> None:
        """Find a place for every post.

        Args:
            posts: All posts; their bodies are not kept.
            default_lang: The language whose files have no suffix.
            taken: Folders that belong to others.
            before: The folders that posts were given by an earlier import: they keep them.
            urls: Where the source was published; links there are its own.
            ids: How headings got their ids there, as `renamed_ids` has it.
            memory: What earlier imports read in posts.
        """
        self.of: dict[Source, Place] = {}
        self.findings: list[Finding] = []
        self._default = default_lang
        self._before = before or {}
        self._urls = tuple(urls)
        self._taken = {*RESERVED, *taken}
        self._claimed: set[str] = set()
        read = (_read(post, default_lang, ids, memory) for post in posts)
        entries = {entry.source: entry for entry in read}
        groups = _grouped(_settled(entries.values()))
        for group in sorted(groups, key=lambda group: not any(each.source in self._before for each in group)):
            self._place(group)
        self._index = Index(self.of)

    def _place(self, group: list[_Entry]) -> None:
        """Give a post and its translations one folder."""
        first = min(group, key=lambda each: (each.lang != self._default, each.source))
        before = (self._before.get(each.source) for each in group)
        kept = next((folder for folder in before if folder and folder not in self._claimed), None)
        wanted = slugify(first.slug) or slugify(first.title) or "note"
        folder = kept or unique(wanted, self._taken)
        self._taken.add(folder)
        self._claimed.add(folder)
        if folder != wanted:  # also the next time, so that equal imports say the same
            why = f"the note is called {folder}: another has that name, or had it"
            self.findings.append(Finding(first.source[0], 0, "slug-taken", Outcome.CONVERTED, wanted, why))
        for each in group:
            name = "index.md" if each.lang == self._default else f"index.{each.lang}.md"
            self.of[each.source] = Place(
                folder, name, each.lang, each.is_told, each.addresses, each.title, each.is_private, each.ids
            )

    def links(self, post: Post) -> PlacedLinks:
        """Return what finds the links of one post."""
        return PlacedLinks(self._index, post, self.of[post.path, post.number], self._urls)


def title_of(post: Post) -> str:
    """Return what a post is called: by its front matter, its first heading, its dialect."""
    raw = document_of(post.front).raw
    titles = (raw.get(key) for key in ("title", "Title"))
    titles = (each[0] if isinstance(each, list) and len(each) == 1 else each for each in titles)
    given = next((each for each in titles if isinstance(each, str)), "")
    title = " ".join(given.split())
    if not title and post.number == 0:
        title = _heading_above(post.body[:_SAMPLE])
    return (title or " ".join(post.title.split()) or post.slug or "note")[:_LONGEST_TITLE]


def _heading_above(body: str) -> str:
    """Return the heading that stands above all text; one further down is that of a part."""
    headings = (each for each in headings_of(body) if each.title and not _TAGS.match(each.title))
    first = next(headings, None)
    if first is None:
        return ""
    above = body.split("\n", first.line)[: first.line - 1]
    return first.title if all(_NO_TEXT.match(line) for line in above) else ""


def _read(post: Post, default: Lang, ids: str, memory: Memory | None) -> _Entry:
    """Return the entry of a post; that of one which is as it was is remembered."""
    if memory is None or (key := memory.key("the place", post, default, ids)) is None:
        return _entry(post, default, ids)
    kept = memory.cache.get(key)
    if kept is not None:
        values = json.loads(kept)
        tuples = {name: tuple(values[name]) for name in ("source", "addresses")}
        return _Entry(**{**values, **tuples})
    entry = _entry(post, default, ids)
    memory.cache.put(key, json.dumps(asdict(entry), separators=(",", ":")).encode())
    return entry


def _entry(post: Post, default: Lang, ids: str) -> _Entry:
    raw = document_of(post.front).raw
    given = [raw.get("lang"), raw.get("language"), raw.get("locale")]
    told = next((lang for each in given if isinstance(each, str) and (lang := parse_lang(each))), None)
    told = told or next((lang for lang in LANGUAGES if lang == post.lang), None)
    title = title_of(post)
    sample = post.body[:_SAMPLE]
    text = to_plain(sample, read_lines(sample))
    lang = told or detect(f"{title}\n{text}", default)
    pair = next(
        (raw[key] for key in ("translationKey", "ref", "page_id") if isinstance(raw.get(key), str)), None
    )
    key = f"\0{pair}" if pair and told else post.key or post.path
    if post.number > 0:
        key = f"{key}\0{post.number}"
    return _Entry(
        source=(post.path, post.number),
        key=key,
        lang=lang,
        is_told=told is not None,
        is_open=told is None and (detect(text, default) != lang or _heads(sample, default) not in ("", lang)),
        slug=post.slug,
        addresses=tuple(post.addresses),
        title=title,
        is_private=is_unpublished(post),
        ids=renamed_ids(post.body, ids),
    )


def _heads(body: str, default: Lang) -> str:
    """Return the language of the headings: where they are not that of the text, much of it is a quotation."""
    titles = "\n".join(each.title for each in headings_of(body))
    return detect(titles, default) if any(letter.isalpha() for letter in titles) else ""


def _settled(entries: Collection[_Entry]) -> list[_Entry]:
    """Give posts that speak two languages, such as one on an English paper, that of a Chinese blog."""
    clear = Counter(entry.lang for entry in entries if not entry.is_open)
    most, count = clear.most_common(1)[0] if clear else ("en", 0)
    if most == "en" or 2 * count <= clear.total():
        return list(entries)
    return [replace(entry, lang=most) if entry.is_open else entry for entry in entries]


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
