"""What is counted on both sides of an import: visible text, and the things that stand in it."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote


class What(StrEnum):
    """The things that are accounted for one by one."""

    LINK = "link"
    IMAGE = "image"
    FORMULA = "formula"
    CODE = "code"
    TABLE = "table"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Piece:
    """Visible text, and the line of the file on which it stands (0 for a page)."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Thing:
    """One link, image, formula, block of code, table or footnote.

    Attributes:
        what: Which of them.
        text: Its words: a link's text, an image's alternative, TeX, code, a table's cells, a footnote's text.
        target: The address of a link or an image, as it is written.
        line: The line of the file; 0 for a page.
    """

    what: What
    text: str = ""
    target: str = ""
    line: int = 0


@dataclass
class Facts:
    """What a source or a page holds.

    Attributes:
        pieces: Its visible text, in order, without blocks of code and formulas.
        things: What stands in it, in order.
        beside: Of a page, what the theme shows of a note elsewhere, such as the sources of an item.
        things_beside: And the links among them.
        is_plain: Whether the text is one without marks: then blocks of code are among its pieces.
    """

    pieces: list[Piece] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    things_beside: list[Thing] = field(default_factory=list)
    is_plain: bool = False

    def add(self, what: What, text: str = "", target: str = "", line: int = 0) -> None:
        """Add a thing."""
        self.things.append(Thing(what, text, target, line))

    def say(self, text: str, line: int = 0) -> None:
        """Add visible text."""
        if text.strip():
            self.pieces.append(Piece(text, line))


_IGNORED = re.compile(
    r"[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\s\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufe0e\ufe0f\ufeff]+"
)
# Typographic signs that renderers put in the place of ASCII, which is ignored.
_TYPOGRAPHY = re.compile(r"[‘’“”–—…«»•·¶↩]+")


def letters(text: str) -> str:
    """Return what counts of a text: NFKC, without white space, punctuation of ASCII, and invisible signs."""
    return _TYPOGRAPHY.sub("", _IGNORED.sub("", unicodedata.normalize("NFKC", text)))


def address(target: str) -> str:
    """Return an address as it is compared: without escapes, and a slash at its end."""
    return unquote(html.unescape(target)).strip().strip("<>").replace("\\", "/").rstrip("/")


def file_name(target: str) -> str:
    """Return the last part of an address, without its ending, letters only."""
    path = re.split(r"[?#]", address(target))[0]
    name = path.rpartition("/")[2]
    return letters(name.rpartition(".")[0] or name).lower()
