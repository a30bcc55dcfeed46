"""A source in some dialect of Markdown -> what it shows, read with markdown-it rather than by the site."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from techdigest.importers.fidelity.dialects import as_markdown, fenced_tags, longer, parts, without_notes
from techdigest.importers.fidelity.facts import Facts, What
from techdigest.importers.fidelity.formulas import without_formulas

if TYPE_CHECKING:
    from markdown_it.token import Token

_TASK = re.compile(r"^\[[ xX]\](?=\s)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\s]{1,500}\)")
_UNSEEN = frozenset({"script", "style", "svg", "template"})


def read_source(body: str, first: int = 1) -> Facts:
    """Return what the text behind the front matter shows; it begins on line `first` of the file."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only a check needs it

    facts = Facts()
    prepared = _prepared(body, first, facts)
    reader = MarkdownIt("commonmark", {"html": True, "maxNesting": 50}).enable(["table", "strikethrough"])
    _Walk(facts, first).walk(reader.parse(prepared))
    return facts


def _prepared(body: str, first: int, facts: Facts) -> str:
    """Return the text as plain Markdown, line for line; formulas and footnotes go to `facts`."""
    pieces: list[str] = []
    line = first
    for piece, is_code in parts(fenced_tags(body)):
        text = longer(piece) if is_code else piece
        if not is_code:
            text, notes = without_notes(piece)
            rows = text.split("\n")
            for note in notes:
                facts.add(What.FOOTNOTE, _plain(rows[note]), "", line + note)
            text = without_formulas(as_markdown(text), line, facts)
        pieces.append(text)
        line += piece.count("\n") + 1
    return "\n".join(pieces)


def _plain(text: str) -> str:
    return re.sub(r"!?\[([^\]\n]{0,300})\]\([^)\n]{0,500}\)|<[^<>\n]{1,300}>|\\(?=[^\w\s])", r"\1", text)


class _Walk:
    """Walks the tokens of markdown-it."""

    def __init__(self, facts: Facts, first: int) -> None:
        self.facts = facts
        self.first = first
        self.table: list[str] | None = None
        self.table_line = 0
        self.html = _Html(facts)

    def walk(self, tokens: list[Token]) -> None:
        """Take what the tokens show."""
        for token in tokens:
            line = self.first + (token.map[0] if token.map else 0)
            if token.type in ("fence", "code_block"):
                self.facts.add(What.CODE, token.content, "", line)
            elif token.type == "html_block":
                self.html.read(token.content, line)
                self.html.end()
            elif token.type == "table_open":
                self.table, self.table_line = [], line
            elif token.type == "table_close" and self.table is not None:
                self.facts.add(What.TABLE, " ".join(self.table), "", self.table_line)
                self.table = None
            elif token.type == "inline":
                self.inline(token.children or [], line)

    def inline(self, tokens: list[Token], line: int) -> None:
        """Take what a paragraph shows, line by line."""
        said: list[str] = []
        links: list[tuple[str, int]] = []  # the address, and how much was said before
        first = line
        for token in tokens:
            if token.type in ("softbreak", "hardbreak"):
                self._say(said, line)
                links = [(target, 0) for target, _ in links]
                line += 1
            elif token.type in ("text", "code_inline", "text_special"):
                said.append(token.content if said or line > first else _TASK.sub("", token.content))
            elif token.type == "link_open":
                links.append((str(token.attrGet("href") or ""), len(said)))
            elif token.type == "link_close" and token.markup == "autolink" and links:
                target, before = links.pop()
                # As it is written; markdown-it shows it without escapes.
                said[before:] = [target.removeprefix("mailto:")]
                self.facts.add(What.LINK, target, target, line)
            elif token.type == "link_close" and links:
                target, before = links.pop()
                self.facts.add(What.LINK, "".join(said[before:]), target, line)
            elif token.type == "image":
                self.facts.add(What.IMAGE, token.content, str(token.attrGet("src") or ""), line)
            elif token.type == "html_inline":
                self._say(said, line)
                self.html.read(token.content, line)
        self._say(said, line)
        self.html.end()

    def _say(self, said: list[str], line: int) -> None:
        text = "".join(said)
        if not self.html.is_unseen:
            self.facts.say(text, line)
            if self.table is not None:
                self.table.append(text)
        said.clear()


class _Html(HTMLParser):
    """Takes links, images and text of HTML within Markdown."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(convert_charrefs=True)
        self.facts = facts
        self.line = 0
        self.is_unseen = ""

    def read(self, text: str, line: int) -> None:
        """Read a piece of HTML that begins on `line`."""
        self.line = line - (self.getpos()[0] - 1)
        self.feed(text.replace("<!", "&lt;!"))  # comments are gone; the parser would look for their ends

    def end(self) -> None:
        """Forget what is open: a block of HTML ends with its Markdown block."""
        self.close()
        self.reset()
        self.is_unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        line = self.line + self.getpos()[0] - 1
        if tag in _UNSEEN:
            self.is_unseen = tag
        elif tag == "img":
            self.facts.add(What.IMAGE, values.get("alt", ""), values.get("src", ""), line)
        elif tag == "a" and values.get("href"):
            self.facts.add(What.LINK, "", values["href"], line)
        elif tag in ("iframe", "audio", "video", "source") and values.get("src"):
            self.facts.add(What.LINK, "", values["src"], line)

    def handle_endtag(self, tag: str) -> None:
        if tag == self.is_unseen:
            self.is_unseen = ""

    def handle_data(self, data: str) -> None:
        if not self.is_unseen:
            line = self.line + self.getpos()[0] - 1
            for offset, text in enumerate(data.split("\n")):
                # Markdown does not read what is right below a tag; where an import makes it do so,
                # the address of a link is seen no more.
                self.facts.say(_LINK.sub(r"\1", text) if "](" in text else text, line + offset)
