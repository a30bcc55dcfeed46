"""Boxes around paragraphs: turned into `!!! note "title"` with their content indented, lists and code too."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context
from techdigest.importers.model import Outcome

_INDENT = "    "
APART = "<!-- -->\n\n"  # between a box and code that is only indented, which would go on with it

# Names of boxes in other programs -> those that the theme draws.
_KINDS = {
    "summary": "abstract",
    "tldr": "abstract",
    "todo": "info",
    "default": "note",
    "primary": "note",
    "secondary": "note",
    "hint": "tip",
    "important": "tip",
    "green": "success",
    "check": "success",
    "done": "success",
    "help": "question",
    "faq": "question",
    "caution": "warning",
    "attention": "warning",
    "orange": "warning",
    "fail": "failure",
    "missing": "failure",
    "error": "danger",
    "red": "danger",
    "blue": "info",
    "cite": "quote",
}
KINDS = frozenset(_KINDS) | frozenset(
    """
    note abstract info tip success question warning failure danger bug example quote
    """.split()  # noqa: SIM905 - easier to read than a page of quotes
)


def head(kind: str, title: str | None, *, folded: bool | None = None) -> str:
    """Return the first line of a box.

    Args:
        kind: As another program names it; what nobody knows is a note.
        title: Markdown; empty for none, None for the name of the kind.
        folded: Whether it is closed at first; None for a box that stays open.
    """
    mark = {None: "!!!", True: "???", False: "???+"}[folded]
    name = kind.lower() if kind.lower() in KINDS else "note"
    if title is None:
        title = kind.replace("-", " ").capitalize() if kind else "Note"
    if not title and folded is not None:
        title = "…"  # something has to be there to click
    shown = " ".join(title.split())
    return f'{mark} {_KINDS.get(name, name)} "{shown}"'


def boxes_of(
    opening: re.Pattern[str], closing: re.Pattern[str], head_of: Callable[[re.Match[str]], str]
) -> Callable[[Body, Context], None]:
    """Return what turns pairs of tags into boxes; `head_of` gives the first line for an opening tag."""

    def apply(body: Body, context: Context) -> None:
        if next(nested(body, opening, closing), None) is None:
            return
        alone(body, opening, closing)
        found = list(nested(body, opening, closing))
        for opened, _, line in found:
            context.found(Outcome.CONVERTED, line, opened[0])
        box(
            body,
            {opened.start(): head_of(opened) for opened, _, _ in found},
            {closed.start() for _, closed, _ in found},
        )

    return apply


def nested(
    body: Body, opening: re.Pattern[str], closing: re.Pattern[str]
) -> Iterator[tuple[re.Match[str], re.Match[str], int]]:
    """Yield opening and closing tag of elements that may nest, innermost first, with the line of the first.

    A closing tag ends the last element of its `name` that is open.
    """
    both = sorted(
        [(match.start(), match, line) for match, line in body.find(opening)]
        + [(match.start(), match, 0) for match, _ in body.find(closing)],
        key=lambda found: found[0],
    )
    open_now: dict[str, list[tuple[re.Match[str], int]]] = {}
    for _, match, line in both:
        if line:
            open_now.setdefault(match["name"].lower(), []).append((match, line))
        elif waiting := open_now.get(match["name"].lower()):
            opened, at = waiting.pop()
            yield opened, match, at


def alone(body: Body, *tags: re.Pattern[str]) -> None:
    """Put each tag on a line of its own."""

    def part(match: re.Match[str], _line: int) -> str:
        before, after = line_around(body.text, match.start(), match.end())
        return ("\n" if before.strip(" \t>") else "") + match[0] + ("\n" if after.strip() else "")

    for pattern in tags:
        body.sub(pattern, part)


def box(body: Body, heads: Mapping[int, str], ends: Collection[int]) -> None:
    """Turn boxes, which may lie inside each other, into indented ones.

    Args:
        heads: Place of each opening tag, which is alone on its line -> the line that stands there instead.
        ends: Places of the closing tags, alone on their lines, which become empty.
    """
    body.edit(_edits(body.text, heads, ends))


def _edits(text: str, heads: Mapping[int, str], ends: Collection[int]) -> Iterator[Edit]:
    depth, start, is_first, is_behind = 0, 0, True, False
    for line in text.split("\n"):
        end = start + len(line)
        prefix = line[: len(line) - len(line.lstrip(" \t>"))]
        mark = start + len(prefix)
        if mark in heads:
            quote = line[: _behind_quote(line)]
            blank = "" if is_first else f"{quote.rstrip()}\n"
            yield start, end, f"{blank}{prefix}{_INDENT * depth}{heads[mark]}"
            depth += 1
        elif mark in ends:
            depth -= 1
            yield start, end, line[: _behind_quote(line)].rstrip()
            is_behind = depth == 0
        elif not line.strip():
            pass
        elif depth:
            place = start + _behind_quote(line)
            yield place, place, _INDENT * depth
        else:
            if is_behind and line.expandtabs(4).startswith("    "):
                yield start, start, APART
            is_behind = False
        is_first = not line.strip(" \t>") or mark in heads or mark in ends
        start = end + 1


def _behind_quote(line: str) -> int:
    """Return the place behind the marks of quotes at the start of a line."""
    marks = line.rfind(">", 0, len(line) - len(line.lstrip(" \t>")))
    return 0 if marks < 0 else marks + 1 + (line[marks + 1 : marks + 2] == " ")


def line_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands on the line before and behind a piece of it, at most 200 characters each."""
    before = text[max(start - 200, 0) : start].rpartition("\n")[2]
    return before, text[end : end + 200].partition("\n")[0]
