"""Hugo: sections below `content/`, page bundles, languages by suffix or folder."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from techdigest.importers.dialects import bundles
from techdigest.importers.dialects.base import Evidence, Facts
from techdigest.importers.dialects.reading import (
    address,
    configuration,
    date_values,
    dated,
    filled,
    language_folder,
    moment_of,
    read_post,
    site_urls,
    text_of,
    texts_of,
    zone_of,
)
from techdigest.importers.model import Finding, Outcome, Post
from techdigest.importers.tree import Tree
from techdigest.notes.fields import parse_lang
from techdigest.notes.language import is_markdown

_CONFIGS = ("hugo", "config", "config/_default/hugo", "config/_default/config")
_SHORTCODE = re.compile(r"\{\{[<%]\s*/?\s*[\w-]+")
_TOML = re.compile(r"\s*\+\+\+[ \t]*\n")


class Hugo:
    """Hugo's folders, and a page bundle by itself."""

    name = "hugo"

    def evidence(self, tree: Tree) -> tuple[Evidence, ...]:
        """Return what speaks for Hugo."""
        found = []
        config = _config(tree)
        if any(
            f"{name}.{ending}" in tree for name in _CONFIGS[::2] for ending in ("toml", "yaml", "yml", "json")
        ):
            found.append(Evidence(9, "there is a hugo.toml or the like"))
        elif {"baseURL", "baseurl"} & config.keys() and any(
            path.startswith("content/") for path in tree.files
        ):
            found.append(Evidence(8, "the configuration has a baseURL, and there is a folder content/"))
        if any(path.startswith(("archetypes/", "layouts/_default/")) for path in tree.files):
            found.append(Evidence(5, "there are archetypes/ or layouts/"))
        if any(posixpath.basename(path).startswith("_index.") for path in tree.texts):
            found.append(Evidence(5, "sections have an _index.md"))
        shortcodes = sum(_SHORTCODE.search(text) is not None for _, text in tree.samples)
        if shortcodes:
            found.append(
                Evidence(4, f"{shortcodes} of {len(tree.samples)} texts have shortcodes {{{{< >}}}}")
            )
        if any(_TOML.match(text) for _, text in tree.samples):
            found.append(Evidence(5, "front matter is TOML"))
        found += bundles.evidence(tree)
        return tuple(found)

    def facts(self, tree: Tree) -> Facts:
        """Return zone and address of the site."""
        config = _config(tree)
        zone = config.get("timeZone", config.get("timezone"))
        return Facts(zone_of(zone) if zone else None, site_urls(config))

    def posts(self, tree: Tree, found: list[Finding]) -> Iterator[Post]:
        """Yield pages, leaf bundles, and section pages that say something."""
        site = _Site.of(tree)
        for path in tree.files:
            if not tree.is_page(path) or (place := site.place(path)) is None:
                continue
            post = read_post(tree, path, found)
            if post is None:
                continue
            if post.slug == "_index" and not post.body.strip():
                found.append(
                    Finding(path, 0, "list-page", Outcome.DROPPED, path, "a list of what lies below it")
                )
                continue
            yield _post(post, place, site)


@dataclass(frozen=True, slots=True)
class _Site:
    config: Mapping[str, Any]
    content: str  # the folder of content with a slash; empty where the tree is that folder
    languages: Mapping[str, str]  # folder of content -> language, of sites that have one for each
    bundles: frozenset[str]  # folders with an index.md
    name: str
    is_lone: bool  # one page: nobody knows its address

    @classmethod
    def of(cls, tree: Tree) -> _Site:
        config = _config(tree)
        name = str(config.get("contentDir", "content")).strip("/") or "content"
        is_site = any(path.startswith(f"{name}/") for path in tree.files)
        content = f"{name}/" if is_site else ""
        languages = {}
        options = config.get("languages")
        for code, values in options.items() if isinstance(options, dict) else ():
            folder = values.get("contentDir") if isinstance(values, dict) else None
            if isinstance(folder, str) and folder.strip("/"):
                languages[f"{folder.strip('/')}/"] = str(code)
        folders = {
            posixpath.dirname(path)
            for path in tree.files
            if is_markdown(path) and posixpath.basename(path).startswith("index.")
        }
        return cls(config, content, languages, frozenset(folders), tree.name, bundles.is_lone(tree))

    def place(self, path: str) -> tuple[str, str] | None:
        """Return the language of a file's folder, and its path below it; None for what is no content."""
        for folder, code in self.languages.items():
            if path.startswith(folder):
                return code, path.removeprefix(folder)
        if not path.startswith(self.content):
            return None
        below = path.removeprefix(self.content)
        _, inner = language_folder(below)
        return (below.partition("/")[0], inner) if inner != below else ("", below)

    def is_default(self, lang: str) -> bool:
        """Whether addresses of a language have no prefix."""
        default = str(
            self.config.get("defaultContentLanguage", self.config.get("defaultcontentlanguage", "en"))
        )
        in_folder = bool(self.config.get("defaultContentLanguageInSubdir"))
        return not in_folder and (not lang or lang.lower() == default.lower())


def _post(post: Post, place: tuple[str, str], site: _Site) -> Post:
    code, below = place
    folder = posixpath.dirname(below)
    is_index = post.slug in ("index", "_index")
    inner = posixpath.dirname(post.path)
    while inner and inner not in site.bundles:
        inner = posixpath.dirname(inner)
    is_resource = not is_index and inner in site.bundles and bool(inner or not site.content)
    name = (posixpath.basename(folder) or site.name) if is_index else post.slug
    date, bare = dated(name)
    suffix = _code_of(post.path, post.slug)
    named = replace(
        post,
        title=bare if date else name,
        date=date,
        key=posixpath.join(folder, "" if is_index else post.slug).rstrip("/") or "index",
        lang=post.lang or parse_lang(code) or "",
        slug=posixpath.basename(text_of(post, "slug").strip("/")) or name,
        folders=tuple(
            dict.fromkeys((posixpath.dirname(post.path), "static", "assets", site.content.rstrip("/"), ""))
        ),
        is_private=is_resource,
    )
    if is_resource:
        return named
    path = folder if is_index else posixpath.join(folder, post.slug)
    path = "" if site.is_lone and not site.content else path
    return replace(named, addresses=_addresses(named, path, suffix or code, site))


def _code_of(path: str, stem: str) -> str:
    """Return the language in a file's name as it is written there: `zh-cn` of `a.zh-cn.md`."""
    middle = posixpath.splitext(posixpath.basename(path))[0].removeprefix(stem)
    return middle.strip(".")


def _addresses(post: Post, path: str, code: str, site: _Site) -> tuple[str, ...]:
    prefix = "" if site.is_default(code) else f"/{code}"
    section = path.partition("/")[0] if "/" in path else ""
    own = text_of(post, "url")
    if not path and not own:
        main = ""
    elif own:
        main = own if re.match(r"https?:", own) else f"{prefix}/{own}" if not own.startswith("/") else own
    else:
        pattern = _pattern(site.config, section)
        slug = text_of(post, "slug")
        if pattern:
            main = prefix + filled(pattern, _values(post, path, section))
        else:
            parts = [*path.split("/")[:-1], slug.strip("/")] if slug and path else path.split("/")
            ending = ".html" if site.config.get("uglyURLs") else "/"
            main = f"{prefix}/{_urlized('/'.join(parts))}{ending}"
    base = posixpath.dirname(path)
    others = [each if each.startswith("/") else f"/{base}/{each}" for each in texts_of(post, "aliases")]
    return tuple(dict.fromkeys(each for each in map(address, [main, *others]) if each))


def _pattern(config: Mapping[str, Any], section: str) -> str:
    patterns = config.get("permalinks")
    patterns = patterns if isinstance(patterns, dict) else {}
    pages = patterns.get("page")
    found = {**patterns, **(pages if isinstance(pages, dict) else {})}.get(section)
    return found if isinstance(found, str) else ""


def _values(post: Post, path: str, section: str) -> dict[str, str]:
    zone = zone_of(None)
    name = posixpath.basename(path)
    title = _urlized(text_of(post, "title") or name)
    slug = _urlized(text_of(post, "slug"))
    return {
        **date_values(moment_of(post, zone)),
        "section": section,
        "sections": posixpath.dirname(path),
        "title": title,
        "slug": slug or title,
        "filename": _urlized(name),
        "contentbasename": _urlized(name),
        "slugorfilename": slug or _urlized(name),
        "slugorcontentbasename": slug or _urlized(name),
    }


def _urlized(path: str) -> str:
    """Return a path as Hugo makes addresses of it: lower case, hyphens for spaces, punctuation left out."""
    return re.sub(r"[^\w./\-]+", "", re.sub(r"\s+", "-", path.lower().strip()))


def _config(tree: Tree) -> dict[str, Any]:
    for name in _CONFIGS:
        if (text := tree.text(f"{name}.toml")) is not None:
            try:
                return tomllib.loads(text)
            except (tomllib.TOMLDecodeError, RecursionError):
                return {}
    return configuration(
        tree, *(f"{name}.{ending}" for name in _CONFIGS for ending in ("yaml", "yml", "json"))
    )
