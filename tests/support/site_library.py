"""Notes made for the tests of the site."""

from __future__ import annotations

from typing import Any

from techdigest.notes.model import DigestItem, FrontMatter, Lang, Note
from techdigest.site.addresses import Addresses
from techdigest.site.catalogue import Catalogue

DOMAINS: dict[str, dict[Lang, str]] = {
    "cloud": {"zh-Hans": "云计算", "zh-Hant": "雲端", "en": "Cloud"},
    "rl": {"zh-Hans": "强化学习", "zh-Hant": "強化學習", "en": "Reinforcement learning"},
}


def note(
    slug: str,
    lang: Lang = "zh-Hans",
    *,
    title: str = "",
    domains: tuple[str, ...] = (),
    items: tuple[DigestItem, ...] = (),
    text: str = "",
    **front: Any,
) -> Note:
    """A listed note at `notes/<slug>/index.<lang>.md`."""
    return Note(
        path=f"notes/{slug}/index.{lang}.md",
        key=f"notes/{slug}",
        slug=slug,
        lang=lang,
        title=title or f"{slug} ({lang})",
        body=text,
        front=FrontMatter(**front),
        items=items,
        domains=domains,
        text=text,
        is_listed=True,
    )


def page(path: str, key: str, lang: Lang) -> Note:
    """A plain page."""
    return Note(path=path, key=key, slug=key.rsplit("/", 1)[-1], lang=lang, title=path, body="")


def catalogue(*notes: Note, pages: tuple[Note, ...] = (), has_feeds: bool = True) -> Catalogue:
    """A catalogue in three languages whose addresses are those of `Addresses`."""
    addresses = Addresses(("zh-Hans", "zh-Hant", "en"))

    def url_of(note: Note) -> str:
        return addresses.url_of_file(addresses.file_of(note) or "plain/index.html")

    return Catalogue(addresses, notes, pages, DOMAINS, url_of=url_of, has_feeds=has_feeds)
