"""Hugo: sections below `content/`, page bundles, languages by suffix or folder."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace

from techdigest.importers.dialects import bundles
from techdigest.importers.dialects.base import Evidence, Facts
from techdigest.importers.dialects.configs import value_at
from techdigest.importers.dialects.hugo_site import ENDINGS, NAMES, Site, config_of, sections_of
from techdigest.importers.dialects.reading import (
    address,
    date_values,
    dated,
    filled,
    moment_of,
    read_post,
    site_urls,
    text_of,
    texts_of,
    zone_of,
)
from techdigest.importers.model import Finding, Outcome, Post
from techdigest.importers.tree import Tree

_SHORTCODE = re.compile(r"\{\{[<%]\s*/?\s*[\w-]+")
_TOML = re.compile(r"\s*\+\+\+[ \t]*\n")


class Hugo:
    """Hugo's folders, and a page bundle by itself."""

    name = "hugo"

    def evidence(self, tree: Tree) -> tuple[Evidence, ...]:
        """Return what speaks for Hugo."""
        found = []
        config = config_of(tree)
        if any(f"{name}.{ending}" in tree for name in NAMES[::2] for ending in ENDINGS):
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
        config = config_of(tree)
        zone = value_at(config, "timeZone")
        breaks = value_at(config, "markup", "goldmark", "renderer", "hardWraps") is True
        return Facts(zone_of(zone) if zone else None, site_urls(config), breaks=breaks, ids="github")

    def posts(self, tree: Tree, found: list[Finding]) -> Iterator[Post]:
        """Yield pages, leaf bundles, and section pages that say something."""
        site = Site.of(tree)
        for path in tree.files:
            if not tree.is_page(path) or (place := site.place(path)) is None:
                continue
            post = read_post(tree, path, found)
            if post is None:
                continue
            post = replace(post, slug=site.without_code(post.slug))
            if post.slug == "_index" and not post.body.strip():
                found.append(
                    Finding(path, 0, "list-page", Outcome.DROPPED, path, "a list of what lies below it")
                )
                continue
            yield _post(post, place, site)


def _post(post: Post, place: tuple[str, str], site: Site) -> Post:
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
        lang=post.lang or site.lang_of(suffix or code),
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


def _addresses(post: Post, path: str, code: str, site: Site) -> tuple[str, ...]:
    prefix = "" if site.is_default(code) else f"/{code}"
    section = path.partition("/")[0] if "/" in path else ""
    own = text_of(post, "url")
    if not path and not own:
        main = ""
    elif own:
        main = own if re.match(r"https?:", own) else f"{prefix}/{own}" if not own.startswith("/") else own
    else:
        pattern = site.pattern(section)
        slug = text_of(post, "slug")
        if pattern:
            main = filled(sections_of(path, pattern), _values(post, path, section))
            main = prefix + main if main else ""
        else:
            parts = [*path.split("/")[:-1], slug.strip("/")] if slug and path else path.split("/")
            ending = ".html" if value_at(site.config, "uglyURLs") else "/"
            main = f"{prefix}/{_urlized('/'.join(parts))}{ending}"
    base = posixpath.dirname(path)
    others = [each if each.startswith("/") else f"/{base}/{each}" for each in texts_of(post, "aliases")]
    return tuple(dict.fromkeys(each for each in map(address, [main, *others]) if each))


def _values(post: Post, path: str, section: str) -> dict[str, str]:
    name = posixpath.basename(path)
    title = _urlized(text_of(post, "title") or name)
    slug = _urlized(text_of(post, "slug"))
    return {
        **date_values(moment_of(post)),
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
