"""Lists and tables right below text: elsewhere they begin there, here a blank line has to come first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome
from techdigest.notes.fences import lines_of

_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|(?P<number>\d{1,9})(?P<mark>[.)]))[ \t]+(?=\S)")
_NO_TEXT = re.compile(
    r"[ \t]*(?:#{1,6}|[-*_=](?:[ \t]*[-*_=]){2,}[ \t]*$|\||<|!!!|\?\?\?|===|\[\^|:[ \t]|```|~~~|\$\$|\\\[)"
)
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")


def _apply(body: Body, context: Context) -> None:
    body.edit(_edits(body, context))


def _edits(body: Body, context: Context) -> Iterator[Edit]:
    lines = list(lines_of(body.text))
    start, above, is_item = 0, "", False  # the line above without its quote marks, and whether a list is open
    for number, line in enumerate(lines):
        lead = line.text[: len(line.text) - len(line.text.lstrip(" \t>"))]
        quote = lead[: lead.rfind(">") + 1]
        quote += " " if quote and lead[len(quote) :].startswith(" ") else ""
        text = line.text[len(quote) :]
        if line.is_code or body.is_protected(start):
            above, is_item = "", is_item and text.startswith((" ", "\t"))
        else:
            item = _ITEM.match(text)
            below = lines[number + 1].text[len(quote) :] if number + 1 < len(lines) else ""
            is_text = bool(above.strip()) and not _NO_TEXT.match(above)
            may_begin = item is not None and not is_item and len(item["indent"].expandtabs()) < 4
            if is_text and may_begin and item and item["number"] in (None, "1") and text.strip("-*+ \t"):
                context.found(Outcome.CONVERTED, body.line_at(start), line.text.strip(), "a list")
                yield start, start, f"{quote.rstrip()}\n"
            elif is_text and not item and "|" in text and _is_table(text, below) and "|" not in above:
                context.found(Outcome.CONVERTED, body.line_at(start), line.text.strip(), "a table")
                yield start, start, f"{quote.rstrip()}\n"
            if item:
                is_item = True
            elif text.strip() and not text.startswith((" ", "\t")) and not above.strip():
                is_item = False
            above = text
        start += len(line.text) + 1


def _is_table(text: str, below: str) -> bool:
    if ("|" not in below and "-" not in below) or not _TABLE_RULE.match(below):
        return False
    return _cells(text) == _cells(below)


def _cells(row: str) -> int:
    return row.strip().strip("|").replace("\\|", "").count("|") + 1


RULE = Rule(
    "blank-line", "Converted: a blank line before lists and tables that begin right below text.", _apply
)
