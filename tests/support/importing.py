"""A source for rules under test: one other post, a draft, and a few pictures."""

from __future__ import annotations

from collections.abc import Iterable

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Context, Rule, apply
from techdigest.importers.heading_ids import id_of
from techdigest.importers.model import Post

_PICTURES = {"a.png": "a.png", "b c.png": "b-c.png", "paper.pdf": "paper.pdf", "song.mp3": "song.mp3"}
_POSTS = {"other", "2020-01-02-other", "draft"}
_FILES = {"code.rs": "fn main() {\n    // ANCHOR: part\n    run();\n    // ANCHOR_END: part\n}\n"}


class OneOtherPost:
    """Knows the post `other` and a draft, whatever their address ends with."""

    def to(self, target: str) -> str | None:
        """Return its address."""
        path, mark, anchor = target.partition("#")
        if path.startswith("http") and "//blog.example/" not in path:
            return None
        name = path.strip("/").removesuffix(".md").removesuffix(".html").rpartition("/")[2].lower()
        return f"../{name[-5:]}/index.md{mark}{anchor}" if name in _POSTS else None

    def part(self, anchor: str) -> str:
        """Return the id here."""
        return id_of(anchor)

    def is_draft(self, address: str) -> bool:
        """Whether an address is of the draft."""
        return address.partition("#")[0] == "../draft/index.md"


class FewPictures:
    """Knows pictures by the last part of their address."""

    def of(self, target: str) -> str | None:
        """Return the name beside the note."""
        if target in _PICTURES.values():
            return target
        if target.startswith(("http", "//")):
            return None
        name = target.replace("\\", "/").replace("%20", " ").partition("?")[0].rpartition("/")[2]
        return _PICTURES.get(name)


def context_for(dialect: str, title: str = "The title") -> Context:
    """Return what a rule knows about a post of this dialect."""
    post = Post("posts/this.md", "", 1)
    breaks = dialect in ("hackmd", "obsidian")
    return Context(post, dialect, OneOtherPost(), FewPictures(), breaks=breaks, title=title, read=_FILES.get)


def applied(rules: Iterable[Rule], text: str, context: Context) -> str:
    """Return a text under rules."""
    body = Body(text)
    apply(rules, body, context)
    return body.text
