"""HackMD and HedgeDoc: Markdown files without a generator, tags on a line of the text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace

from techdigest.importers.dialects.base import Evidence, Facts
from techdigest.importers.dialects.reading import read_post
from techdigest.importers.front.documents import document_of, raw_of
from techdigest.importers.front.syntax import read_parts
from techdigest.importers.front.words import words_of
from techdigest.importers.model import Finding, Post
from techdigest.importers.tree import Tree
from techdigest.notes.language import is_markdown
from techdigest.notes.yaml_bounded import Document, Text

_TAGS = re.compile(
    r"^#{1,6}[ \t]{1,20}tags?[ \t]{0,20}:(?P<tags>[^\n]{1,500})$", re.IGNORECASE | re.MULTILINE
)
_BLOCK = re.compile(
    r"^:::[ \t]?(?:info|success|warning|danger|spoiler)\b|^\[TOC\][ \t]*$|\{%hackmd\b", re.MULTILINE
)
_LANGUAGE = re.compile(r"^```[\w+#-]{1,30}(?:=\d*|!)[ \t]*$", re.MULTILINE)


class HackMD:
    """Notes of HackMD, and any folder of plain Markdown."""

    name = "hackmd"

    def evidence(self, tree: Tree) -> tuple[Evidence, ...]:
        """Return what speaks for HackMD; a little, where there is Markdown at all."""
        found = []
        if any(is_markdown(path) for path in tree.files):
            found.append(Evidence(1, "Markdown files, and no sign of a generator"))
        count = len(tree.samples)
        for pattern, weight, what in (
            (_TAGS, 5, "a line ###### tags:"),
            (_BLOCK, 4, "blocks such as :::info, or [TOC]"),
            (_LANGUAGE, 2, "code with numbered lines (```c=)"),
        ):
            having = sum(pattern.search(text) is not None for _, text in tree.samples)
            if having:
                found.append(Evidence(weight, f"{having} of {count} texts have {what}"))
        listed = sum("tags" in read_parts(text, path, []).front for path, text in tree.samples)
        if listed and not any("date" in read_parts(text, path, []).front for path, text in tree.samples):
            found.append(
                Evidence(2, f"{listed} of {count} texts have tags in their front matter, none a date")
            )
        return tuple(found)

    def facts(self, tree: Tree) -> Facts:
        """HackMD says nothing of zones and addresses; ends of lines are line breaks there."""
        return Facts(breaks=True)

    def posts(self, tree: Tree, found: list[Finding]) -> Iterator[Post]:
        """Yield every text; `###### tags: a, b` in the text counts as front matter."""
        for path in tree.files:
            post = read_post(tree, path, found) if tree.is_page(path) else None
            if post is not None:
                folders = tuple(dict.fromkeys((posixpath.dirname(path), "")))
                yield replace(_with_tags(post), folders=folders)


def _with_tags(post: Post) -> Post:
    match = _TAGS.search(post.body)
    if match is None or "tags" in post.front:
        return post
    tags = Text(match["tags"])
    tags.line = post.line + post.body.count("\n", 0, match.start())
    front, given = Document(), document_of(post.front)
    for key, value in given.items():
        front.put(key, value, given.raw[key], given.types[key], given.lines[key])
    words = list(words_of(tags))
    front.put("tags", words, raw_of(words, tags.line), "seq", tags.line)
    return replace(post, front=front, front_lines={**post.front_lines, "tags": tags.line})
