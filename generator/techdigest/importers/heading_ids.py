"""The ids that headings had where a post comes from, and those that they have here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from pymdownx.slugs import slugify

from techdigest.notes.fences import read_lines
from techdigest.notes.headings import find_headings

_slug = slugify(case="lower")
_NUMBERED = re.compile(r"(.*)_([0-9]+)", re.DOTALL)
_BELOW = re.compile(r"[ \t]{0,3}\{:[^{}\n]*#(?P<id>[\w:.-]+)[^{}\n]*\}[ \t]*")  # kramdown's attributes


def id_of(heading: str) -> str:
    """Return the id that a heading gets here; an id stays what it is, but for capitals."""
    return str(_slug(unquote(heading).strip(), "-"))


def renamed_ids(body: str, kind: str) -> dict[str, str]:
    """Return the ids of a body's headings there, and here, where they differ.

    Args:
        body: The text of a post as it came.
        kind: How ids were made: `github` (GitHub, kramdown with its GFM parser, Goldmark), `kramdown` (its
            own parser), or empty where nobody knows.
    """
    make = _MAKERS.get(kind)
    if make is None:
        return {}
    there, here = Counter[str](), _Ids()
    renamed: dict[str, str] = {}
    for title, given in _headings(body, here):
        if given:
            continue
        base = make(title)
        old = f"{base}-{there[base]}" if there[base] else base
        there[base] += 1
        renamed.setdefault(old, here.next(id_of(title)))
    return {old: new for old, new in renamed.items() if old not in here.taken}


def _headings(body: str, here: _Ids) -> Iterator[tuple[str, str]]:
    """Yield title and own id of each heading; all those ids are taken before the first is made."""
    lines = read_lines(body)
    found = []
    for heading in find_headings(lines):
        below = _BELOW.fullmatch(lines[heading.line].text) if heading.line < len(lines) else None
        given = heading.attributes.id or (below["id"] if below else "")
        here.taken |= {given} if given else set()
        found.append((heading.title, given))
    yield from found


class _Ids:
    """Ids as Python-Markdown makes them: one that is taken gets a number."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def next(self, wanted: str) -> str:
        """Return an id that is not taken, and take it."""
        made = wanted
        if not wanted or wanted in self.taken:
            match = _NUMBERED.fullmatch(wanted)
            base, count = (match[1], int(match[2][:9])) if match else (wanted, 0)
            count = max(count, self._counts.get(base, 0)) + 1
            while f"{base}_{count}" in self.taken:
                count += 1
            self._counts[base] = count
            made = f"{base}_{count}"
        self.taken.add(made)
        return made


def _of_kramdown(title: str) -> str:
    letters = re.sub(r"[^a-zA-Z0-9 -]", "", re.sub(r"^[^a-zA-Z]+", "", title))
    return letters.replace(" ", "-").lower() or "section"


_MAKERS: dict[str, Callable[[str], str]] = {"github": id_of, "kramdown": _of_kramdown}
