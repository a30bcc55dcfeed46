"""Plain text, most of it copied from rendered pages: several posts in a file, no front matter."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace

from techdigest.importers.constructs.pasted import is_markdown
from techdigest.importers.dialects.base import Evidence, Facts
from techdigest.importers.dialects.reading import read_post
from techdigest.importers.front.documents import document_of
from techdigest.importers.model import Finding, Post
from techdigest.importers.pasted import Part, split_posts
from techdigest.importers.tree import Tree
from techdigest.notes.slugs import slugify
from techdigest.notes.split import split

_TEXTS = (".txt", ".text")
_BULLET = re.compile(r"^\s*[•◦▪]\s+\S", re.MULTILINE)
_GUTTER = re.compile(r"^1\n2\n3\n", re.MULTILINE)
_PAGE = re.compile(
    r"^(?:Image Not Showing|Possible Reasons|.*view raw|阅读全文|閱讀全文|Read more)$", re.MULTILINE
)


class PlainText:
    """Text copied from pages."""

    name = "text"

    def evidence(self, tree: Tree) -> tuple[Evidence, ...]:
        """Return what speaks for text that was copied from pages."""
        found = []
        plain = [text for path, text in tree.samples if path.lower().endswith(_TEXTS)]
        plain = [text for text in plain if split(text).syntax is None and not is_markdown(text)]
        if plain:
            found.append(Evidence(3, f"{len(plain)} plain texts without front matter and marks of Markdown"))
        for pattern, weight, what in (
            (_BULLET, 4, "bullets such as •"),
            (_GUTTER, 4, "numbers of lines on lines of their own"),
            (_PAGE, 5, "words that pages have around their text"),
        ):
            having = sum(pattern.search(text) is not None for text in plain)
            if having:
                found.append(Evidence(weight, f"{having} of {len(plain)} plain texts have {what}"))
        return tuple(found)

    def facts(self, tree: Tree) -> Facts:
        """Plain text says nothing of zones and addresses."""
        return Facts()

    def posts(self, tree: Tree, found: list[Finding]) -> Iterator[Post]:
        """Yield the posts of each text; a text with front matter, or of Markdown, is one post as it is."""
        for path in tree.texts:
            if path.lower().endswith((".html", ".htm")):
                continue
            post = read_post(tree, path, found)
            if post is None:
                continue
            if post.front or is_markdown(post.body):
                yield post
            else:
                yield from (_post(post, part, found) for part in split_posts(post.body, post.line))


def _post(whole: Post, part: Part, found: list[Finding]) -> Post:
    found += [
        Finding(whole.path, each.line, each.rule, each.outcome, each.text[:160], each.why)
        for each in part.found
    ]
    lines = {"title": part.title_line or part.line}
    front: dict[str, object] = {"title": part.title}
    if part.tags:
        front["tags"], lines["tags"] = list(part.tags), part.line
    slug = slugify(part.title) or whole.slug
    return replace(
        whole,
        body=part.body,
        line=part.line,
        front=document_of(front, lines),
        front_lines=lines,
        title=part.title or whole.title,
        date=part.date,
        key=posixpath.join(whole.key, str(part.number)) if part.number else whole.key,
        slug=slug if part.number or not whole.slug else whole.slug,
        number=part.number,
    )
