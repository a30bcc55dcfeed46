"""Hexo: `source/_posts`, post asset folders, addresses by the `permalink` of `_config.yml`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from techdigest.importers.dialects.base import Evidence, Facts
from techdigest.importers.dialects.configs import configuration, value_at
from techdigest.importers.dialects.reading import (
    address,
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
from techdigest.importers.front.documents import document_of
from techdigest.importers.front.words import paths_of
from techdigest.importers.model import Finding, Outcome, Post
from techdigest.importers.tree import Tree

_OWN_KEYS = ("source_dir", "new_post_name", "post_asset_folder", "skip_render", "render_drafts", "i18n_dir")
_TAG = re.compile(r"\{%\s*(?:asset_img|asset_link|post_link|cq|centerquote|note\b|asset_path)")
_BREAKS = (  # where renderers are told that the end of a line is a line break
    ("marked", "breaks"),
    ("markdown", "breaks"),
    ("markdown", "render", "breaks"),
    ("markdown_it_plus", "breaks"),
)
_LISTS = frozenset({"tags", "categories", "links", "archives", "picture"})  # pages that a theme fills


class Hexo:
    """Hexo's folders."""

    name = "hexo"

    def evidence(self, tree: Tree) -> tuple[Evidence, ...]:
        """Return what speaks for Hexo."""
        found = []
        config = configuration(tree, "_config.yml")
        keys = [key for key in _OWN_KEYS if key in config]
        if keys:
            found.append(Evidence(4 + len(keys), f"_config.yml has {', '.join(keys)}"))
        if '"hexo"' in (tree.text("package.json") or ""):
            found.append(Evidence(10, "package.json names hexo"))
        if any(path.startswith("source/_posts/") for path in tree.files):
            found.append(Evidence(8, "posts lie in source/_posts/"))
        if any(path.startswith("scaffolds/") for path in tree.files):
            found.append(Evidence(4, "there is a folder scaffolds/"))
        tags = sum(_TAG.search(text) is not None for _, text in tree.samples)
        if tags:
            found.append(Evidence(4, f"{tags} of {len(tree.samples)} texts have tags such as asset_img"))
        return tuple(found)

    def facts(self, tree: Tree) -> Facts:
        """Return zone and address of the site."""
        config = configuration(tree, "_config.yml")
        zone = zone_of(config.get("timezone")) if config.get("timezone") else None
        return Facts(zone, site_urls(config), breaks=any(value_at(config, *each) is True for each in _BREAKS))

    def posts(self, tree: Tree, found: list[Finding]) -> Iterator[Post]:
        """Yield posts, drafts and pages."""
        config = configuration(tree, "_config.yml")
        source = _source(tree, config)
        for path in tree.files:
            below = path.removeprefix(source)
            if not tree.is_page(path) or not path.startswith(source):
                continue
            folder = below.partition("/")[0] if "/" in below else ""
            if folder.startswith("_") and folder not in ("_posts", "_drafts"):
                found.append(
                    Finding(path, 0, "not-rendered", Outcome.DROPPED, path, "Hexo does not render it")
                )
                continue
            post = read_post(tree, path, found)
            if post is None:
                continue
            if folder in ("_posts", "_drafts"):
                yield _post(
                    post, below.removeprefix(folder + "/"), source, config, is_draft=folder == "_drafts"
                )
            elif text_of(post, "type", "layout") in _LISTS and not post.body.strip():
                found.append(
                    Finding(path, 0, "list-page", Outcome.DROPPED, path, "a list that the theme fills")
                )
            else:
                yield _page(post, below, source)


def _source(tree: Tree, config: Mapping[str, Any]) -> str:
    """Return the folder of sources with a slash, whether the tree is the site or that folder itself."""
    name = config.get("source_dir")
    name = name.strip("/") if isinstance(name, str) and name.strip("/") else "source"
    return f"{name}/" if any(path.startswith(f"{name}/") for path in tree.files) else ""


def _post(post: Post, below: str, source: str, config: Mapping[str, Any], *, is_draft: bool) -> Post:
    lang, inner = language_folder(below)
    date, slug = _named(post.slug, config)
    folder = posixpath.dirname(post.path)
    named = replace(
        post,
        title=post.title if not date else slug,
        date=date,
        key=f"_posts/{posixpath.join(posixpath.dirname(inner), post.slug)}",
        lang=post.lang or lang,
        slug=posixpath.basename(text_of(post, "slug").strip("/")) or slug,
        folders=tuple(dict.fromkeys((posixpath.join(folder, post.slug), folder, source.rstrip("/")))),
        is_private=is_draft,
    )
    return replace(named, addresses=() if is_draft else _addresses(named, below, config))


def _named(stem: str, config: Mapping[str, Any]) -> tuple[str, str]:
    """Split a file's name as `new_post_name` builds it."""
    pattern = config.get("new_post_name")
    return dated(stem) if isinstance(pattern, str) and ":year" in pattern else ("", stem)


def _addresses(post: Post, below: str, config: Mapping[str, Any]) -> tuple[str, ...]:
    own = text_of(post, "permalink")
    pattern = config.get("permalink")
    if own:
        main = filled(own, {}) if ":" not in own else filled(own, _values(post, below, config))
    else:
        pattern = pattern if isinstance(pattern, str) else ":year/:month/:day/:title/"
        main = filled(pattern, _values(post, below, config))
    others = [address(each) for each in texts_of(post, "alias", "redirect_from")]
    if value_at(config, "pretty_urls", "trailing_html") is False:  # what links say; the file keeps its ending
        others.insert(0, main.removesuffix(".html"))
    return tuple(dict.fromkeys(each for each in (main, *others) if each))


def _values(post: Post, below: str, config: Mapping[str, Any]) -> dict[str, str]:
    moment = moment_of(post, config.get("timezone"))
    folder = posixpath.dirname(below)
    raw = document_of(post.front).raw
    paths = paths_of(raw.get("categories", raw.get("category")))
    is_nested = any(len(path) > 1 for path in paths)
    parts = (paths[-1] if is_nested else tuple(word for path in paths for word in path)) if paths else ()
    names = config.get("category_map")
    names = names if isinstance(names, dict) else {}
    default = config.get("default_category")
    category = "/".join(_slug(str(names.get(part, part))) for part in parts)
    defaults = config.get("permalink_defaults")
    given = {
        **date_values(moment),
        "timestamp": str(int(moment.timestamp())) if moment else "",
        "title": posixpath.join(folder, post.slug),
        "name": post.slug,
        "post_title": _slug(text_of(post, "title") or post.slug),
        "category": category or (default if isinstance(default, str) else "uncategorized"),
        "id": text_of(post, "id"),
        "lang": post.lang,
    }
    filled_in = (
        {str(key): str(value) for key, value in defaults.items()} if isinstance(defaults, dict) else {}
    )
    return {**filled_in, **{key: value for key, value in given.items() if value}}


def _slug(text: str) -> str:
    """Return a name as Hexo puts it into addresses: special characters become hyphens, case stays."""
    return re.sub(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+", "-", text).strip("-")


def _page(post: Post, below: str, source: str) -> Post:
    folder, is_index = posixpath.dirname(below), post.slug == "index"
    slug = posixpath.basename(folder) if is_index else post.slug
    own = text_of(post, "permalink")
    place = f"/{folder}/" if is_index else f"/{posixpath.join(folder, post.slug)}.html"
    addresses = (
        address(own) if own else address(place),
        *map(address, texts_of(post, "alias", "redirect_from")),
    )
    return replace(
        post,
        title=slug or post.title,
        slug=slug or "home",
        addresses=tuple(dict.fromkeys(each for each in addresses if each)),
        folders=tuple(dict.fromkeys((*post.folders, source.rstrip("/")))),
    )
