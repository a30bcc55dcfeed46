"""The opening paragraph of a text, for descriptions where the author gave none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from techdigest.notes.fences import Line
from techdigest.notes.links import find_links, without_links
from techdigest.notes.plain import paragraph_to_plain

_SETEXT = re.compile(r"(?:=+|-+)[ \t]*$")
# What begins something else than a paragraph: an indented or list item, a table, a comment, an admonition, a
# displayed formula, a definition of a link, footnote or abbreviation. It goes on to the next blank line.
_NO_PROSE = re.compile(
    r"[ ]{2}|\t|[ ]?(?:[-*+][ \t]|\d{1,9}[.)][ \t]|\||<!--|!!!|\?\?\?|===|:::|\$\$|\\{1,2}\[|\\begin\{"
    r"|\*?\[[^\]\n]{1,100}\]:)"
)
_LONGEST_LABEL = 30  # characters


def lead(lines: Iterable[Line]) -> str:
    """Return the first paragraph of prose as plain text, formulas as their TeX; empty where there is none.

    Headings, lists, tables, displayed formulas and lines that only link (`原文：<url>`) are no prose.
    """
    for paragraph in _paragraphs(lines):
        while paragraph and _only_links(paragraph[0]):
            del paragraph[0]
        text = paragraph_to_plain(paragraph)
        if any(map(str.isalnum, text)):
            return text
    return ""


def _paragraphs(lines: Iterable[Line]) -> Iterator[list[str]]:
    paragraph: list[str] = []
    is_other = False
    for line in lines:
        text = line.text
        is_blank = line.is_code or not text.strip() or text.startswith("#")
        if len(paragraph) == 1 and _SETEXT.match(text):
            paragraph = []
        elif is_blank or is_other or _NO_PROSE.match(text):
            if paragraph:
                yield paragraph
            paragraph = []
            is_other = not is_blank
        else:
            paragraph.append(text)
    yield paragraph


def _only_links(text: str) -> bool:
    """Whether a line holds links, and no words but perhaps a label before them."""
    label, _, behind = without_links(text).replace("：", ":").rpartition(":")
    return bool(find_links(text)) and len(label) <= _LONGEST_LABEL and not any(map(str.isalnum, behind))
