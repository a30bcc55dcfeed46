"""What pasted text is made of: lines that know their number, and blocks of lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from techdigest.importers.model import Outcome


@dataclass(slots=True)
class Line:
    """A line of the file. It is made once a line and more, so that it is not frozen, which costs time.

    Attributes:
        number: Counted from 1.
        text: Without trailing space.
        words: Without the space around it.
    """

    number: int
    text: str
    words: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.words = self.text.strip()

    @property
    def indent(self) -> int:
        """How far the text is indented, in characters."""
        return len(self.text) - len(self.text.lstrip())


class Kind(StrEnum):
    """What a block is."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    CODE = "code"
    TABLE = "table"
    FORMULA = "formula"
    PICTURE = "picture"  # one that the page did not show


@dataclass(slots=True)
class Block:
    """Lines that belong together.

    Attributes:
        kind: What they are.
        lines: The lines, in order; of code without its gutter and its file's name.
        level: Of a heading 2 to 6; of an item how deep its list is, from 0; of what belongs to an item, its
            level and one.
        marker: Of an item `-` or its number and a point.
        language: Of code, the name of its language; empty for none.
        name: Of code, the name of its file; of a picture, the words that stood for it.
        rows: Of a table, its cells.
        label: What stood above code as its file's name and a button.
        rule: The rule that found it.
        why: What a person has to settle; empty for what is certain.
    """

    kind: Kind
    lines: list[Line]
    level: int = 0
    marker: str = ""
    language: str = ""
    name: str = ""
    rows: list[list[str]] = field(default_factory=list)
    label: Line | None = None
    rule: str = ""
    why: str = ""

    @property
    def words(self) -> str:
        """The text of the first line."""
        return self.lines[0].words if self.lines else ""


@dataclass(frozen=True, slots=True)
class Found:
    """What became of something on a line."""

    line: int
    rule: str
    outcome: Outcome
    text: str
    why: str = ""


def width(text: str) -> int:
    """Return how wide a text is, in Latin letters: one of Chinese counts as two."""
    return len(text) + sum(is_cjk(character) for character in text)


def is_cjk(character: str) -> bool:
    """Whether a character is Chinese, Japanese or Korean writing."""
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\uac00" <= character <= "\ud7af"
        or "\U00020000" <= character <= "\U000323af"
    )


def cjk_count(text: str) -> int:
    """Return how many characters of a text are Chinese, Japanese or Korean."""
    return sum(map(is_cjk, text))
