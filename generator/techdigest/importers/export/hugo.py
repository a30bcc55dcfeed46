"""Hugo: page bundles below `content/posts`, translations by suffix."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from techdigest.importers.body import Body
from techdigest.importers.export.base import Target, address, aliases_apart, draft, suffixed
from techdigest.importers.export.fences import readable_by_goldmark
from techdigest.notes.languages import LANGUAGES, Lang
from techdigest.notes.model import Note

# Without this Markdown takes the underscores and backslashes out of formulas.
_FORMULAS = r"""[markup.goldmark.extensions.passthrough]
enable = true
[markup.goldmark.extensions.passthrough.delimiters]
block = [['$$', '$$'], ['\[', '\]']]
inline = [['$', '$'], ['\(', '\)']]
"""
# And without this a formula with `<` would begin a tag.
_FORMULA = r"""{{ if eq .Type "block" }}\[{{ .Inner }}\]{{ else }}\({{ .Inner }}\){{ end -}}
"""
_MONEY = re.compile(r"(?<![\w\\$/=?&])\$(?=\d)")
_SHORTCODE = re.compile(r"\{\{([<%])(?!/\*)((?:[^\n{}]|\n(?![ \t]*\n)|[{}](?![{}])){0,1000}?)([>%])\}\}")


class Hugo(Target):
    """Hugo's folders."""

    name = "hugo"

    def file(self, note: Note, default: Lang) -> str:
        """Return where a note lies: a bundle with its pictures."""
        return f"content/posts/{note.slug}/index{suffixed(note, default).lower()}"

    def picture(self, note: Note, name: str) -> tuple[str, str]:
        """Return the place of a picture: in the bundle."""
        return f"content/posts/{note.slug}/{name}", name

    def front(self, note: Note, values: dict[str, Any], default: Lang) -> dict[str, Any]:
        """Return front matter in Hugo's words, with `url` for an address that has capitals."""
        values = draft(note, values)
        renamed = {("lastmod" if key == "updated" else key): value for key, value in values.items()}
        renamed = aliases_apart(renamed, "aliases", "also_known_as")
        renamed |= {"series": [values["series"]]} if values.get("series") else {}
        place = address(note, default)
        return renamed | ({} if place == place.lower() else {"url": place})

    def body(self, text: str) -> str:
        """Return the text with shortcodes that are shown, not run, and prices that are no formulas."""
        body = Body(_SHORTCODE.sub(r"{{\1/*\2*/\3}}", text))
        body.sub(_MONEY, lambda _match, _line: r"\$")
        return readable_by_goldmark(body.text)

    def site(self, default: Lang) -> Mapping[str, str]:
        """Return the configuration (addresses without the section), and how formulas are written."""
        languages = "".join(
            f"[languages.{lang.lower()}]\nweight = {number}\n"
            for number, lang in enumerate([default, *(lang for lang in LANGUAGES if lang != default)], 1)
        )
        return {
            "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "Notes"\n'
            f'defaultContentLanguage = "{default.lower()}"\n'
            '[permalinks]\nposts = "/:slugorcontentbasename/"\n'
            '[taxonomies]\ntag = "tags"\nseries = "series"\n'
            "[markup.goldmark.renderer]\nunsafe = true\n" + _FORMULAS + languages,
            "layouts/_default/_markup/render-passthrough.html": _FORMULA,
        }
