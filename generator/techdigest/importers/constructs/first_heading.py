"""Headings of the first level in the body, where the page has the title above it."""

from __future__ import annotations

import re
import unicodedata

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome

_ATX = re.compile(r"^(?P<marks>#{1,6})(?P<text>(?!#)[^\n]*)$", re.MULTILINE)
_SETEXT = re.compile(
    r"^(?P<text>(?![ \t>|#<`~]|[-*+][ \t]|\d{1,9}[.)][ \t])(?=[^\n]*\S)[^\n]*+)\n(?P<line>=+|-+)[ \t]*$",
    re.MULTILINE,
)
_WHY = "a level lower: the first is that of the title"
_HEADING = re.compile(f"{_ATX.pattern}|{_SETEXT.pattern.replace('text>', 'line_text>')}", re.MULTILINE)
_TAG = re.compile(r"<(?P<close>/?)h(?P<level>[1-6])(?=[\s>])", re.IGNORECASE)


def _apply(body: Body, context: Context) -> None:
    found = [(match, line) for match, line in body.find(_HEADING) if _text(match).strip()]
    first = next((i for i, (match, _) in enumerate(found) if _level(match) == 1), None)
    if first is None:
        _lower(body, context)
        return
    match, line = found[first]
    is_title = not body.text[: match.start()].strip()
    if is_title and _same(_text(match), context.title):
        context.found(Outcome.DROPPED, line, match[0], "it is the title of the note")
        end = (
            match.end()
            + len(body.text[match.end() : match.end() + 2])
            - len(body.text[match.end() : match.end() + 2].lstrip("\n"))
        )
        body.edit([(match.start(), end, "")])
        _lower(body, context)
    elif is_title and not context.title:
        context.found(Outcome.KEPT, line, match[0], "it is the title of the note")
    else:
        _lower(body, context)


def _lower(body: Body, context: Context) -> None:
    """Put all headings a level lower if one of them is of the first."""
    found = [(match, line) for match, line in body.find(_HEADING) if _text(match).strip()]
    tags = list(body.find(_TAG))
    if not any(_level(match) == 1 for match, _ in found) and not any(
        match["level"] == "1" for match, _ in tags
    ):
        return
    edits: list[Edit] = []
    for match, line in found:
        level = _level(match)
        if level == 1:
            context.found(Outcome.CONVERTED, line, match[0], _WHY)
        if level < 6:
            text = _text(match).strip().rstrip("#").rstrip()
            edits.append((match.start(), match.end(), f"{'#' * (level + 1)} {text}"))
    lines = {line for _, line in found}
    for match, line in tags:
        if line not in lines:
            if match["level"] == "1" and not match["close"]:
                context.found(Outcome.CONVERTED, line, body.text[match.start() : match.end() + 80], _WHY)
            edits.append((*match.span(), f"<{match['close']}h{min(int(match['level']) + 1, 6)}"))
    body.edit(sorted(edits))


def _level(match: re.Match[str]) -> int:
    return len(match["marks"]) if match["marks"] else 1 if match["line"].startswith("=") else 2


def _text(match: re.Match[str]) -> str:
    return match["text"] if match["marks"] else match["line_text"]


def _same(heading: str, title: str) -> bool:
    return bool(title) and _plain(heading) == _plain(title)


def _plain(text: str) -> str:
    text = re.sub(r"\{[#:.][^{}]*\}\s*$|[*_`\\]", "", text.strip().strip("#"))
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


RULE = Rule(
    "first-heading",
    "Dropped where it says the title again; else all headings go a level lower: a page has one title.",
    _apply,
    needs=("#", "=", "<h1", "<H1"),
)
