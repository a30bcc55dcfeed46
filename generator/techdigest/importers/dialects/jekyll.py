"""Jekyll: dated files in `_posts`, collections, addresses by the `permalink` of `_config.yml`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from techdigest.importers.dialects import jekyll_addresses as addresses
from techdigest.importers.dialects.base import Evidence, Facts
from techdigest.importers.dialects.configs import configuration, value_at
from techdigest.importers.dialects.jekyll_defaults import with_defaults
from techdigest.importers.dialects.reading import (
    dated,
    language_folder,
    read_post,
    site_urls,
    text_of,
    zone_of,
)
from techdigest.importers.model import Finding, Outcome, Post
from techdigest.importers.tree import Tree

_CONFIGS = ("_config.yml", "_config.yaml")
_OWN_KEYS = (
    "kramdown",
    "highlighter",
    "collections",
    "paginate_path",
    "excerpt_separator",
    "gems",
    "plugins",
    "sass",
)
_LIQUID = re.compile(
    r"\{%-?\s*(?:post_url|include|highlight|link)\b|\{\{\s*(?:site|page)\.|^\{:", re.MULTILINE
)
_LOOP = re.compile(r"\{%-?\s{0,9}for\s")
_TEMPLATES = frozenset({"_includes", "_layouts", "_sass", "_data", "_plugins"})


class Jekyll:
    """Jekyll's folders."""

    name = "jekyll"

    def evidence(self, tree: Tree) -> tuple[Evidence, ...]:
        """Return what speaks for Jekyll."""
        found = []
        config = configuration(tree, *_CONFIGS)
        keys = [key for key in _OWN_KEYS if key in config]
        if keys:
            found.append(Evidence(3 + len(keys), f"_config.yml has {', '.join(keys)}"))
        if "jekyll" in (tree.text("Gemfile") or ""):
            found.append(Evidence(10, "Gemfile names jekyll"))
        posts = [
            path for path in tree.files if "_posts" in path.split("/")[:-1] and not path.startswith("source/")
        ]
        if any(dated(posixpath.basename(path))[0] for path in posts):
            found.append(Evidence(6, "dated posts lie in _posts/"))
        folders = sorted({path.partition("/")[0] for path in tree.files} & {"_includes", "_layouts", "_sass"})
        if folders:
            found.append(Evidence(4, f"there are {', '.join(folders)}"))
        liquid = sum(_LIQUID.search(text) is not None for _, text in tree.samples)
        if liquid:
            found.append(Evidence(3, f"{liquid} of {len(tree.samples)} texts have Liquid or kramdown"))
        return tuple(found)

    def facts(self, tree: Tree) -> Facts:
        """Return zone and address of the site."""
        config = configuration(tree, *_CONFIGS)
        return Facts(
            zone_of(config.get("timezone")) if config.get("timezone") else None,
            site_urls(config),
            breaks=value_at(config, "kramdown", "hard_wrap") is True,
            ids="kramdown" if value_at(config, "kramdown", "input") == "kramdown" else "github",
        )

    def posts(self, tree: Tree, found: list[Finding]) -> Iterator[Post]:
        """Yield posts, drafts, documents of collections, and pages that have front matter."""
        config = configuration(tree, *_CONFIGS)
        for path in tree.files:
            folders = path.split("/")[:-1]
            is_post = "_posts" in folders or "_drafts" in folders
            is_html = path.lower().endswith((".html", ".htm"))
            if not (tree.is_page(path) or (is_post and is_html)) or not _TEMPLATES.isdisjoint(folders):
                continue
            post = read_post(tree, path, found)
            if post is None:
                continue
            collection = next((each for each in folders if each.startswith("_")), "")
            if is_post:
                kind = "drafts" if "_drafts" in folders else "posts"
                yield _post(with_defaults(post, kind, config), config)
            elif collection:
                kind = collection.removeprefix("_")
                yield _document(with_defaults(post, kind, config), collection, config)
            elif post.front and not post.body.strip():
                found.append(Finding(path, 0, "list-page", Outcome.DROPPED, path, "its layout fills it"))
            elif post.front:
                yield _page(with_defaults(post, "pages", config), config)
            else:
                why = "Jekyll does not render files without front matter"
                found.append(Finding(path, 0, "not-rendered", Outcome.DROPPED, path, why))


def _post(post: Post, config: Mapping[str, Any]) -> Post:
    is_draft = "_drafts" in post.path.split("/")[:-1]
    mark = "_drafts" if is_draft else "_posts"
    above, _, below = f"/{post.path}".partition(f"/{mark}/")
    lang, inner = language_folder(below)
    if not lang:
        lang, above = language_folder(f"{above.strip('/')}/")
    date, slug = dated(post.slug)
    named = replace(
        post,
        title=slug,
        date=date,
        key=posixpath.join(above.strip("/"), mark, posixpath.dirname(inner), post.slug),
        lang=post.lang or lang,
        slug=posixpath.basename(text_of(post, "slug").strip("/")) or slug,
        folders=_folders(post),
        is_private=is_draft,
    )
    if is_draft:
        return named
    return replace(named, addresses=addresses.of_post(named, above, config))


def _document(post: Post, collection: str, config: Mapping[str, Any]) -> Post:
    name = collection.removeprefix("_")
    _, _, below = f"/{post.path}".partition(f"/{collection}/")
    named = replace(post, folders=_folders(post))
    path = posixpath.splitext(below)[0]
    return replace(named, addresses=addresses.of_document(named, path, name, config))


def _page(post: Post, config: Mapping[str, Any]) -> Post:
    folder, is_index = posixpath.dirname(post.path), post.slug == "index"
    slug = posixpath.basename(folder) if is_index else post.slug
    is_template = _LOOP.search(post.body) is not None  # a list that Liquid fills comes in as a draft
    return replace(
        post,
        title=slug or post.title,
        slug=slug or "home",
        folders=_folders(post),
        is_private=is_template,
        addresses=addresses.of_page(post, folder, config),
    )


def _folders(post: Post) -> tuple[str, ...]:
    return tuple(dict.fromkeys((posixpath.dirname(post.path), "")))
