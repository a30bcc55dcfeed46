"""Hexo: `source/_posts`, pictures in `source/images`, `permalink` for other languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from techdigest.importers.export.base import Target, address, aliases_apart, suffixed, unpublished
from techdigest.notes.fences import lines_of
from techdigest.notes.languages import Lang
from techdigest.notes.model import Note

# Hexo runs what lies in scripts/. Without it Markdown takes underscores and backslashes out of formulas.
SCRIPT = r"""// Attributes of code would be its caption, cut off somewhere.
const attributes = /^([ \t>]*(?:`{3,}|~{3,})[ \t]*[^\s{}`]*)[ \t]*\{.*\}[ \t]*$/gm;
hexo.extend.filter.register('before_post_render', (data) => {
  data.content = data.content.replace(attributes, '$1');
  return data;
}, 1);

// Formulas are left for MathJax: no mark in them is Markdown's. For hexo-renderer-marked.
const shown = ({ tex }) => tex.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

hexo.extend.filter.register('marked:extensions', (extensions) => {
  extensions.push({
    name: 'display',
    level: 'block',
    start: (text) => text.match(/^ {0,3}(?:\$\$|\\{1,2}\[)/m)?.index,
    tokenizer(text) {
      const match = text.match(/^ {0,3}\$\$((?:(?!\$\$|\n[ \t]*\n)[^])+)\$\$[ \t]*(?:\n|$)/)
        ?? text.match(/^ {0,3}\\{1,2}\[((?:(?!\n[ \t]*\n)[^])+?)\\{1,2}\][ \t]*(?:\n|$)/);
      return match ? { type: 'display', raw: match[0], tex: match[1] } : undefined;
    },
    renderer: (token) => `<p>\\[${shown(token)}\\]</p>\n`,
  }, {
    name: 'formula',
    level: 'inline',
    start: (text) => text.match(/\$|\\{1,2}\(/)?.index,
    tokenizer(text) {
      const match = text.match(/^\$\$([^$`\n]+)\$\$/) ?? text.match(/^\\{1,2}\(([^`\n]+?)\\{1,2}\)/)
        ?? text.match(/^\$(?![\s$]|\d[\d,.]*[\s，。、；：])((?:[^$\\`]|\\.)+?)(?<!\s)\$(?![0-9{])/);
      return match ? { type: 'formula', raw: match[0], tex: match[1] } : undefined;
    },
    renderer: (token) => `\\(${shown(token)}\\)`,
  });
});
"""
_TEMPLATES = ("{{", "{%", "{#")  # Nunjucks, which Hexo runs over all but fenced code


class Hexo(Target):
    """Hexo's folders."""

    name = "hexo"

    def file(self, note: Note, default: Lang) -> str:
        """Return where a note lies."""
        return f"source/_posts/{note.slug}{suffixed(note, default)}"

    def picture(self, note: Note, name: str) -> tuple[str, str]:
        """Return the place of a picture: addressed from the root, because pages lie elsewhere than posts."""
        return f"source/images/{note.slug}/{name}", f"/images/{note.slug}/{name}"

    def front(self, note: Note, values: dict[str, Any], default: Lang) -> dict[str, Any]:
        """Return front matter with the address of other languages; `alias` is hexo-generator-alias'."""
        own = aliases_apart(unpublished(note, values), "alias", "aliases")
        if note.lang != default:
            own["permalink"] = address(note, default).removeprefix("/")
        if any(mark in line.text for line in lines_of(note.body) if not line.is_code for mark in _TEMPLATES):
            own["disableNunjucks"] = True
        return own

    def site(self, default: Lang) -> Mapping[str, str]:
        """Return the configuration (names of files are addresses), and what Hexo's readers need."""
        return {
            "_config.yml": f"title: Notes\nlanguage: [{default}]\nurl: https://example.org\n"
            "source_dir: source\npermalink: :title/\nnew_post_name: :title.md\npost_asset_folder: false\n",
            "scripts/notes.js": SCRIPT,
        }
