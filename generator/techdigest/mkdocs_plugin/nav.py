"""One navigation per language, from MkDocs' single one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from itertools import pairwise

from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from techdigest.mkdocs_plugin.build import Build
from techdigest.notes.model import Lang

Versions = Callable[[Page], Mapping[Lang, Page] | None]
Title = Callable[[Page], str | None]


def navigations(build: Build, nav: Navigation, files: Files) -> dict[Lang, Navigation]:
    """The navigation of each language; empty where no plain page is translated: MkDocs' own serves all."""
    addresses = build.catalogue.addresses
    if not any(addresses.file_of(page) for page in build.shown.pages):
        return {}

    def versions(page: Page) -> dict[Lang, Page] | None:
        note = build.note(page)
        if note is None:
            return None
        found = build.catalogue.translations(note).items()
        return {lang: own for lang, other in found if (own := files.src_uris[other.path].page)}

    def index_title(page: Page) -> str | None:
        note = build.note(page)
        # Titles that mkdocs.yml gives are in the default language.
        is_given = build.config.nav is not None and note and note.lang == addresses.default
        return escape(note.title) if note and page.is_index and not is_given else None

    by_url = {file.url: file.page for file in files.documentation_pages()}
    found = {}
    for lang in reversed(addresses.languages):  # pages that several hold know their place in the default one
        home = by_url.get(addresses.url_of_source(addresses.home(lang)))
        found[lang] = navigation_of(nav, lang, versions=versions, index_title=index_title, home=home)
    return found


def navigation_of(
    nav: Navigation, lang: Lang, *, versions: Versions, index_title: Title, home: Page | None
) -> Navigation:
    """The navigation of one language: each page in it, or left out where the page does not exist in it.

    Args:
        nav: MkDocs' navigation, in which each page stands once, in whichever language.
        versions: A page's translations by language, itself included; None for pages that speak no
            language in particular, which every navigation keeps.
        index_title: The title a section takes from its index page; None leaves the section its own.
        home: The page that the language's logo and title lead to.
    """
    items = list(_items(nav.items, lang, versions, index_title, set()))
    pages = list(_pages(items))
    for page in pages:
        page.previous_page = page.next_page = None
    for before, after in pairwise(pages):
        before.next_page, after.previous_page = after, before
    _set_parents(items, None)
    own = Navigation(items, pages)
    own.homepage = own.homepage or home
    return own


def _items(
    items: Iterable[StructureItem], lang: Lang, versions: Versions, index_title: Title, seen: set[str]
) -> Iterator[StructureItem]:
    for item in items:
        if isinstance(item, Section):
            children = list(_items(item.children, lang, versions, index_title, seen))
            if children:
                yield Section(_section_title(item, children, index_title), children)
        elif isinstance(item, Page):
            translations = versions(item)
            page = item if translations is None else translations.get(lang)
            if page and page.file.src_uri not in seen:
                seen.add(page.file.src_uri)
                yield page
        else:
            yield item


def _section_title(section: Section, children: list[StructureItem], index_title: Title) -> str:
    index = next((child for child in children if isinstance(child, Page)), None)
    return (index_title(index) if index else None) or section.title


def _pages(items: Iterable[StructureItem]) -> Iterator[Page]:
    for item in items:
        if isinstance(item, Page):
            yield item
        elif isinstance(item, Section):
            yield from _pages(item.children)


def _set_parents(items: Iterable[StructureItem], parent: Section | None) -> None:
    for item in items:
        item.parent = parent
        if isinstance(item, Section):
            _set_parents(item.children, item)
