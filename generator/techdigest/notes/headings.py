"""The headings of a Markdown body, ATX and setext, with their attributes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from techdigest.notes.fences import Line, read_lines
from techdigest.notes.plain import heading_text

# Python-Markdown needs no space behind the marks, and neither do many authors: `##标题`.
_ATX = re.compile(r"^(#{1,6})(?!#)(.*)$")
_SETEXT = re.compile(r"^(=+|-+)[ \t]*$")
_NO_SETEXT_TEXT = re.compile(r"^(?:[ \t]|>|#|[-*+][ \t]|\d{1,9}[.)][ \t]|\||<|$)")
_ATTRIBUTE = re.compile(
    r"""(?P<mark>[#.])(?P<name>[^\s"'=<>{}#]{1,200})"""
    r"""|(?P<key>[\w:\-]{1,60})=(?:"(?P<dq>[^"]*)"|'(?P<sq>[^']*)'|(?P<bare>[^\s"'<>]+))"""
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """An attribute list: `{#id .class key="value"}`."""

    id: str | None = None
    classes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()

    def get(self, *keys: str) -> str:
        """Return the first value that one of the keys has, or an empty text."""
        return next((value for key, value in self.values if key in keys and value), "")


_NO_ATTRIBUTES = Attributes()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 to 6, plain title, line (from 1 in the body), Markdown without attributes."""

    level: int
    title: str
    line: int
    markdown: str
    attributes: Attributes


@lru_cache(maxsize=1)  # all that is read of a note asks for them
def headings_of(body: str) -> tuple[Heading, ...]:
    """Return the headings of a body, in order."""
    return tuple(find_headings(read_lines(body)))


def find_headings(lines: Sequence[Line]) -> list[Heading]:
    """Return the headings among the lines, in order. Headings in code blocks and comments do not count."""
    found: list[Heading] = []
    previous: Line | None = None
    for line in lines:
        if line.is_code:
            previous = None
            continue
        match = _ATX.match(line.text) if line.text.startswith("#") else None
        if match and match[2].strip("# \t"):
            found.append(_heading(len(match[1]), line.text, line.number))
            previous = None
        elif previous is not None and _SETEXT.match(line.text):
            found.append(_heading(1 if line.text[0] == "=" else 2, previous.text, previous.number))
            previous = None
        else:
            # Only the first line of a paragraph can be a setext heading in Python-Markdown.
            is_first = previous is None and not _NO_SETEXT_TEXT.match(line.text)
            previous = line if is_first and _starts_block(lines, line) else None
    return found


def parse_attributes(text: str) -> tuple[str, Attributes]:
    """Split a heading line into the Markdown before its attribute list, and the attributes."""
    if "{" not in text:
        return text, _NO_ATTRIBUTES
    # No regular expression: it would go over a long run of spaces again and again.
    end = text.rstrip("# \t")
    start = end.rfind("{")
    if not end.endswith("}") or start < 0 or "}" in end[start:-1]:
        return text, Attributes()
    identifier, classes, values = None, [], []
    for part in _ATTRIBUTE.finditer(end[start + 1 : -1].lstrip(":")):
        if part["mark"] == "#":
            identifier = part["name"]
        elif part["mark"] == ".":
            classes.append(part["name"])
        elif part["key"].lower() == "id":
            identifier = part["dq"] or part["sq"] or part["bare"] or None
        else:
            values.append((part["key"].lower(), part["dq"] or part["sq"] or part["bare"] or ""))
    if identifier is None and not classes and not values:
        return text, Attributes()  # braces that are part of the title, such as a formula
    return text[:start].rstrip(), Attributes(identifier, tuple(classes), tuple(values))


def _heading(level: int, text: str, line: int) -> Heading:
    markdown, attributes = parse_attributes(text)
    return Heading(level, heading_text(markdown), line, markdown, attributes)


def _starts_block(lines: Sequence[Line], line: Line) -> bool:
    above = lines[line.number - 2] if line.number >= 2 else None
    return above is None or above.is_code or not above.text.strip() or above.text.startswith("#")
