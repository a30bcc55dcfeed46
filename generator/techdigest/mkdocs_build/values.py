"""Digests of what all pages have in common: configuration, templates, navigation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from techdigest.incremental.digests import Digest, digest_of
from techdigest.incremental.files import FileDigests

#: Options of mkdocs.yml that no page shows: where the site is written, served and watched, and how strictly.
_ELSEWHERE = frozenset(("site_dir", "dev_addr", "watch", "strict", "docs_dir", "config_file_path", "hooks"))
#: Of a template: what it can see of other pages than its own, and of today.
_ALL_PAGES = re.compile(r"\bpages\b")
_OTHER_BODIES = re.compile(r"(?<!\bpage)(?<!self)\.(?:content|toc|markdown)\b")
#: Packages whose templates show a page, the navigation and the plugins' own words, and no more.
_KNOWN = ("mkdocs", "material", "techdigest_theme")
_TEMPLATES = frozenset((".html", ".xml", ".jinja", ".j2", ".txt", ".yml"))
_TODAY = re.compile(r"\bbuild_date_utc\b|\bupdate_date\b|\bnow\(")


def config_digest(config: MkDocsConfig) -> Digest:
    """The digest of the whole configuration, plugins' options included.

    Raises:
        Undigestible: An option has no value that another build's could be compared with.
    """
    return digest_of(list(_values(config)))


def _values(config: MkDocsConfig) -> Iterator[tuple[str, Any]]:
    for name, value in config.items():
        if name in _ELSEWHERE:
            continue
        if name == "plugins":
            # Hooks have no configuration.
            yield name, [(key, _plain(getattr(plugin, "config", {}))) for key, plugin in value.items()]
        elif name == "theme":
            options = {key: value[key] for key in value if key != "locale"}
            yield name, (value.name, str(value.locale), options, sorted(value.static_templates))
        elif name == "markdown_extensions":
            yield name, [each if isinstance(each, str) else type(each).__qualname__ for each in value]
        else:
            yield name, _plain(value)


def _plain(value: Any) -> Any:
    """A value without the configuration's own classes, of which some hold more than their options."""
    if isinstance(value, Config):
        return {name: _plain(option) for name, option in value.items()}
    if isinstance(value, dict):
        return {name: _plain(option) for name, option in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(option) for option in value]
    return value


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a site.

    Attributes:
        digest: Of all of them.
        sees_all_pages: Whether some of them ask for all pages.
        sees_other_bodies: Whether some show the content of other pages than the one at hand.
        sees_today: Whether some show the day of the build.
    """

    digest: Digest
    sees_all_pages: bool
    sees_other_bodies: bool
    sees_today: bool


def templates(folders: Iterable[str], files: FileDigests) -> Templates:
    """Look at the templates of a theme.

    Args:
        folders: The theme's folders, the one that comes first in front. Those of packages that we know
            are told by the installed code, and show nothing that they should not.
        files: Takes the digests.
    """
    found = []
    sees = [False, False, False]
    for folder in map(Path, own_folders(folders)):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _TEMPLATES and path.is_file():
                found.append((str(folder), path.relative_to(folder).as_posix(), files.of(path)))
                text = path.read_text("utf-8", errors="replace")
                for number, pattern in enumerate((_ALL_PAGES, _OTHER_BODIES, _TODAY)):
                    sees[number] = sees[number] or pattern.search(text) is not None
    return Templates(digest_of(found), *sees)


def own_folders(folders: Iterable[str]) -> list[str]:
    """Those folders of a theme that are of no package that we know, whose version tells what they hold."""
    known = [Path(spec.origin).parent for name in _KNOWN if (spec := find_spec(name)) and spec.origin]
    return [each for each in folders if not any(Path(each).is_relative_to(package) for package in known)]


def nav_digest(nav: Navigation) -> Digest:
    """The digest of what a template can see of a navigation, taken once."""
    known: Digest | None = nav.__dict__.get("_techdigest")
    if known is None:
        known = nav.__dict__["_techdigest"] = digest_of([_item(item) for item in nav.items])
    return known


def _item(item: StructureItem) -> tuple[Any, ...]:
    if isinstance(item, Page):
        return "page", item.title, item.url, item.file.src_uri, item.meta, item.is_homepage, item.edit_url
    if item.is_link:
        return "link", item.title, getattr(item, "url", "")
    return "section", item.title, [_item(child) for child in getattr(item, "children", None) or ()]


def place(page: Page) -> tuple[Any, ...]:
    """Where a page stands in its navigation."""
    beside = (page.previous_page, page.next_page)
    return (
        [ancestor.title for ancestor in page.ancestors],
        [(other.title, other.url) if other else None for other in beside],
        page.is_homepage,
    )
