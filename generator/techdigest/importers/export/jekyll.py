"""Jekyll: `_posts` of what has a date, a collection of what has none, pictures in `assets`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from techdigest.importers.body import Body
from techdigest.importers.export.base import Target, address, aliases_apart, suffixed, unpublished
from techdigest.importers.export.fences import attributes_below
from techdigest.importers.formulas import BAR, with_formulas
from techdigest.markdown.delimiters import Formula
from techdigest.notes.languages import Lang
from techdigest.notes.model import Note

_PIPE = re.compile(r"(?<!\\)\|")  # to kramdown a line with it is a table
# To kramdown a list of contents, options or a class; here text, but for the attributes of headings.
_LITERAL = re.compile(r"(?<!\\)\{:(?=[:/]|[a-z][\w-]*[^\n={}]*\})")
_LEAD = re.compile(r"[ >]*(?:(?:[-*+]|\d{1,9}\.)[ ]{1,4})?")


class Jekyll(Target):
    """Jekyll's folders."""

    name = "jekyll"

    def file(self, note: Note, default: Lang) -> str:
        """Return where a note lies."""
        name = f"{note.slug}{suffixed(note, default)}"
        day = note.front.date
        if day is None:
            return f"_notes/{name}"
        return f"_posts/{(day.date() if isinstance(day, datetime) else day).isoformat()}-{name}"

    def picture(self, note: Note, name: str) -> tuple[str, str]:
        """Return the place of a picture: addressed from the root, because pages lie elsewhere than posts."""
        return f"assets/{note.slug}/{name}", f"/assets/{note.slug}/{name}"

    def front(self, note: Note, values: dict[str, Any], default: Lang) -> dict[str, Any]:
        """Return front matter with `last_modified_at`, and the address of other languages."""
        values = unpublished(note, values)
        renamed = {("last_modified_at" if key == "updated" else key): value for key, value in values.items()}
        renamed = aliases_apart(renamed, "redirect_from", "aliases")
        return renamed | ({} if note.lang == default else {"permalink": address(note, default)})

    def body(self, text: str) -> str:
        """Return the text as kramdown reads it: attributes below code, and `$$` around all formulas."""
        body = Body(text)
        body.sub(_LITERAL, _literal)
        return with_formulas(attributes_below(body.text), _Dollars(body.text))

    def site(self, default: Lang) -> Mapping[str, str]:
        """Return the configuration: no Liquid in notes, whose formulas and code would be taken for it."""
        return {
            "_config.yml": f"title: Notes\nlang: {default}\nurl: https://example.org\npermalink: /:title/\n"
            "markdown: kramdown\nhighlighter: rouge\n"
            "collections:\n  notes:\n    output: true\n    permalink: /:title/\n"
            'defaults:\n  - scope: {path: ""}\n    values: {render_with_liquid: false}\n'
        }


def _literal(match: re.Match[str], _line: int) -> str | None:
    text = match.string
    begin = text.rfind("\n", 0, match.start()) + 1
    return None if text.startswith("#", begin) else f"\\{match[0]}"


class _Dollars:
    """Writes formulas as kramdown has them: `$$x$$`, and `\\$$x$$` where it is all of a line."""

    def __init__(self, text: str) -> None:
        self.lines = {_LEAD.sub("", line, count=1) for line in text.split("\n") if line.endswith(("$", ")"))}

    def __call__(self, source: str, _column: int, formula: Formula) -> str:
        if formula.display:
            return _display(source)
        if source.startswith("$$"):
            return source
        tex = formula.tex if "\\begin" in formula.tex else _PIPE.sub(lambda _: BAR, formula.tex)
        return f"\\$${tex}$$" if source in self.lines else f"$${tex}$$"


def _display(source: str) -> str:
    if source.startswith("\\begin"):
        return f"$${source}$$"
    mark = source.index("[") + 1 if source.startswith("\\") else 0  # how long `\[` or `\\[` is
    return f"$${source[mark:-mark]}$$" if mark else source
