"""mdBook: the chapters of `SUMMARY.md`."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from techdigest.importers.dialects.base import Evidence, Facts
from techdigest.importers.dialects.reading import address, read_post
from techdigest.importers.model import Finding, Outcome, Post
from techdigest.importers.tree import Tree

_CHAPTER = re.compile(r"\[(?P<title>[^\[\]\n]{0,300})\]\((?P<path>[^()\n]{0,500})\)")
_INCLUDE = re.compile(r"\{\{#(?:include|playground|rustdoc_include|title)\b")


class MdBook:
    """The folders of mdBook."""

    name = "mdbook"

    def evidence(self, tree: Tree) -> tuple[Evidence, ...]:
        """Return what speaks for mdBook."""
        found = []
        if any(posixpath.basename(path) == "book.toml" for path in tree.files):
            found.append(Evidence(10, "there is a book.toml"))
        if _summary(tree) is not None:
            found.append(Evidence(5, "there is a SUMMARY.md"))
        if any(_INCLUDE.search(text) for _, text in tree.samples):
            found.append(Evidence(4, "texts have {{#include}}"))
        return tuple(found)

    def facts(self, tree: Tree) -> Facts:
        """mdBook knows neither dates nor its own address."""
        return Facts()

    def posts(self, tree: Tree, found: list[Finding]) -> Iterator[Post]:
        """Yield the chapters, and as private what no summary names: mdBook does not render that."""
        summary = _summary(tree)
        source = posixpath.dirname(summary) if summary is not None else _source(tree)
        titles = _titles(tree.text(summary) or "", source) if summary is not None else None
        if summary is not None:
            why = "the order of the chapters"
            found.append(Finding(summary, 0, "list-page", Outcome.DROPPED, summary, why))
        for path in tree.files:
            if (
                not tree.is_page(path)
                or path == summary
                or not path.startswith(f"{source}/" if source else "")
            ):
                continue
            post = read_post(tree, path, found)
            if post is None:
                continue
            is_chapter = titles is None or path in titles
            if not is_chapter:
                why = "no SUMMARY.md names it; it comes in as a draft"
                found.append(Finding(path, 0, "no-chapter", Outcome.KEPT, path, why))
            title = (titles or {}).get(path, "")
            yield _chapter(post, source, title, is_private=not is_chapter)


def _chapter(post: Post, source: str, title: str, *, is_private: bool) -> Post:
    below = posixpath.splitext(post.path.removeprefix(f"{source}/" if source else ""))[0]
    folder = posixpath.dirname(below)
    is_index = post.slug.lower() in ("index", "readme")
    name = posixpath.basename(folder) if is_index else post.slug
    place = f"/{folder}/index.html" if is_index else f"/{below}.html"
    return replace(
        post,
        title=title or name or post.title,
        slug="-".join(part for part in (posixpath.basename(folder), post.slug) if part and not is_index)
        if folder
        else name or "home",
        addresses=() if is_private else (address(place),),
        folders=tuple(dict.fromkeys((posixpath.dirname(post.path), source))),
        is_private=is_private,
    )


def _summary(tree: Tree) -> str | None:
    found = [path for path in tree.texts if posixpath.basename(path) == "SUMMARY.md"]
    return min(found, key=lambda path: (path.count("/"), path)) if found else None


def _source(tree: Tree) -> str:
    try:
        values: dict[str, Any] = tomllib.loads(tree.text("book.toml") or "")
    except (tomllib.TOMLDecodeError, RecursionError):
        values = {}
    book = values.get("book")
    name = book.get("src") if isinstance(book, dict) else None
    source = name.strip("/") if isinstance(name, str) else "src"
    return source if any(path.startswith(f"{source}/") for path in tree.files) else ""


def _titles(text: str, source: str) -> dict[str, str]:
    """Return the titles of the chapters by their files."""
    return {
        posixpath.normpath(posixpath.join(source, unquote(match["path"].split("#")[0]).strip("<>"))): match[
            "title"
        ]
        for match in _CHAPTER.finditer(text)
        if match["path"].strip()
    }
