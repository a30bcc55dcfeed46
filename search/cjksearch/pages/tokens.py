"""HTML to tokens, as browsers read it, in linear time.

The states of the WHATWG tokenizer that matter for text, and no more. The standard library's parser is not
used: it is quadratic on unclosed tags and comments, raises on ``<![``, and reads some input differently from
one patch release of Python to the next, which would make the index depend on it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(slots=True)
class Text:
    """Characters, references resolved."""

    data: str


class Start:
    """A start tag. `is_empty` tells that it was written ``<name/>``; only foreign elements heed that.

    Attributes may be given as they are written, if plainly: most are never asked for.
    """

    __slots__ = ("_attributes", "is_empty", "name")

    def __init__(self, name: str, attributes: dict[str, str] | str, *, is_empty: bool = False) -> None:
        self.name = name
        self.is_empty = is_empty
        self._attributes = attributes

    @property
    def attributes(self) -> dict[str, str]:
        """Values by name in lower case, references resolved; of two with one name, the first."""
        if isinstance(self._attributes, str):
            written = reversed(_PLAIN_ATTRIBUTE.findall(self._attributes)) if self._attributes else ()
            self._attributes = {name.lower(): unescape(value) for name, value in written}
        return self._attributes


@dataclass(slots=True)
class End:
    """An end tag."""

    name: str


@dataclass(slots=True)
class CutOff:
    """The source ended inside a tag, a comment, or an element whose content is no markup."""


Token = Text | Start | End | CutOff

# Text and a tag as generators write it, found in one go: all values in double quotes.
_PLAIN_ATTRIBUTE = re.compile(r'([^\t\n\f\r />="]++)="([^"]*+)"')
_PLAIN_TAG = re.compile(
    r"([^<]*+)<(/?)([a-zA-Z][^\t\n\f\r />]*+)"
    r"""((?:[\t\n\f\r ]++[^\t\n\f\r />="]++="[^"]*+")*+)[\t\n\f\r ]*+(/?)>"""
)
_TAG_NAME = re.compile(r"[a-zA-Z][^\t\n\f\r />]*")
_ATTRIBUTE_GAP = re.compile(r"[\t\n\f\r /]*")
_ATTRIBUTE_NAME = re.compile(r"=?[^\t\n\f\r />=]*")
_EQUALS = re.compile(r"[\t\n\f\r ]*=[\t\n\f\r ]*")
_UNQUOTED = re.compile(r"[^\t\n\f\r >]*")
_COMMENT_END = re.compile(r"--!?>")
# Python refuses to convert thousands of digits to a number; browsers show U+FFFD.
_LEADING_ZEROS = re.compile(r"&#0+(?=[0-9])")
_HUGE_REFERENCE = re.compile(r"&#[0-9]{8,};?")

# Elements whose content is no markup: only their own end tag ends them.
_RAW = {
    name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
_WITH_REFERENCES = ("textarea", "title")


def tokens(source: str) -> Iterator[Token]:
    """Yield the tokens of `source`; comments and declarations yield nothing.

    What the end cuts off, a tag or a comment, yields `CutOff` in its place.
    """
    at, end = 0, len(source)
    while at < end:
        found: Token | None
        if plain := _PLAIN_TAG.match(source, at):
            text, is_end, name, attributes, is_empty = plain.groups()
            if text:
                yield Text(unescape(text))
            at = plain.end()
            found = End(name.lower()) if is_end else Start(name.lower(), attributes, is_empty=bool(is_empty))
        else:
            opening = source.find("<", at)
            if opening < 0:
                yield Text(unescape(source[at:]))
                return
            if opening > at:
                yield Text(unescape(source[at:opening]))
            found, at = _other(source, opening)
        if found is not None:
            yield found
        if isinstance(found, Start) and found.name in _RAW and at < end:
            text, at = _raw_text(source, found.name, at)
            yield Text(text)
            if at == end:
                yield CutOff()


def _other(source: str, opening: int) -> tuple[Token | None, int]:
    """Return what a ``<`` begins that begins no plain tag, and the position after it; None for a comment."""
    following = source[opening + 1 : opening + 2]
    is_end = following == "/"
    if name := _TAG_NAME.match(source, opening + 1 + is_end):
        tag, at = _start_tag(source, name)
        if tag is None:
            return CutOff(), at
        return (End(tag.name) if is_end else tag), at
    if following and following in "!?/":
        at = _after_comment(source, opening)
        return (CutOff() if at == len(source) and source[-1] != ">" else None), at
    return Text("<"), opening + 1


def unescape(text: str) -> str:
    """Return `text` with its character references resolved, as `html.unescape` does, but for any length."""
    if "&" not in text:
        return text
    return html.unescape(_HUGE_REFERENCE.sub("\ufffd", _LEADING_ZEROS.sub("&#", text)))


def _start_tag(source: str, name: re.Match[str]) -> tuple[Start | None, int]:
    """Return the tag whose name was matched and the position after it; None when the input ends within it."""
    attributes: dict[str, str] = {}
    at, end = name.end(), len(source)
    while True:
        gap = _ATTRIBUTE_GAP.match(source, at)
        at = gap.end() if gap else at
        if at >= end:
            return None, end
        if source[at] == ">":
            return Start(name[0].lower(), attributes, is_empty=source[at - 1] == "/"), at + 1
        key = _ATTRIBUTE_NAME.match(source, at)
        at = key.end() if key else at
        value = ""
        if equals := _EQUALS.match(source, at):
            at = equals.end()
            quote = source[at : at + 1]
            if quote and quote in "\"'":
                closing = source.find(quote, at + 1)
                if closing < 0:
                    return None, end
                value, at = source[at + 1 : closing], closing + 1
            elif unquoted := _UNQUOTED.match(source, at):
                value, at = unquoted[0], unquoted.end()
        if key and key[0]:
            attributes.setdefault(key[0].lower(), unescape(value))


def _raw_text(source: str, name: str, at: int) -> tuple[str, int]:
    closing = _RAW[name].search(source, at)
    stop = closing.start() if closing else len(source)
    text = source[at:stop]
    return (unescape(text) if name in _WITH_REFERENCES else text), stop


def _after_comment(source: str, opening: int) -> int:
    if source.startswith(("<!-->", "<!--->"), opening):
        return source.index(">", opening) + 1
    if source.startswith("<!--", opening):
        closing = _COMMENT_END.search(source, opening + 4)
        return closing.end() if closing else len(source)
    closing_bracket = source.find(">", opening)
    return closing_bracket + 1 if closing_bracket >= 0 else len(source)
