"""Render Markdown as the project's own site does, without MkDocs."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown

from techdigest.diagnostics import Diagnostics
from techdigest.markdown.context import PageSource, RenderContext
from techdigest.markdown.extension import TechDigestExtension
from techdigest.math.typesetter import Typesetter

CONFIG = Path(__file__).parents[2] / "mkdocs.yml"
_FORMULA = re.compile(
    r'<(span|div) class="td-math( td-math--block)?" data-search-text="([^"]*)" data-tex="[^"]*">'
    r"<svg .*?</semantics></math></span></\1>",
    re.DOTALL,
)
_NOWRAP = re.compile(r'<span class="td-nowrap" [^>]*>([^<]*)</span>')
_GLYPHS = re.compile(r'\s*<div class="td-glyphs-box" data-search-exclude="">.*?</svg></div>', re.DOTALL)


class _Loader(yaml.SafeLoader):
    """Reads what MkDocs reads; what needs MkDocs itself is nothing here."""


_Loader.add_multi_constructor("!python/object/apply:", lambda loader, suffix, node: None)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: _slugify(suffix))
_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


def _slugify(suffix: str) -> Any:
    if "slugify" not in suffix:
        raise ValueError(f"mkdocs.yml uses {suffix}, which this loader does not know")
    from pymdownx.slugs import slugify

    return slugify(case="lower")


def site_extensions() -> tuple[list[str], dict[str, dict[str, Any]]]:
    """Return the Markdown extensions of mkdocs.yml, and their options."""
    entries = yaml.load(CONFIG.read_text(encoding="utf-8"), Loader=_Loader)["markdown_extensions"]
    options = {name: given for entry in entries if isinstance(entry, dict) for name, given in entry.items()}
    return [entry if isinstance(entry, str) else next(iter(entry)) for entry in entries], options


class Renderer:
    """Renders notes and keeps what was found."""

    def __init__(self, typesetter: Typesetter, content_dir: Path) -> None:
        self.diagnostics = Diagnostics()
        self.context = RenderContext(self.diagnostics, typesetter, content_dir)
        self.page = PageSource("notes/demo/index.md", body_line=5, lang="en")
        self.toc: list[dict[str, Any]] = []

    def html(self, markdown: str) -> str:
        """Render a note."""
        self.context.page = replace(self.page, source=markdown)
        return self._convert(markdown)

    def html_without_page(self, markdown: str) -> str:
        """Render text that belongs to no file."""
        self.context.page = None
        return self._convert(markdown)

    def short(self, markdown: str) -> str:
        """Render a note; formulas are shown as ⟦TeX⟧, displayed ones as ⟦⟦TeX⟧⟧, without the glyphs."""
        return shorten(self.html(markdown))

    @property
    def found(self) -> list[tuple[int, str]]:
        """Line and code of every diagnostic."""
        return [(diagnostic.line, diagnostic.code) for diagnostic in self.diagnostics]

    def _convert(self, markdown: str) -> str:
        names, options = site_extensions()
        md = Markdown(extensions=[*names, TechDigestExtension(self.context)], extension_configs=options)
        html = md.convert(markdown)
        self.toc = getattr(md, "toc_tokens", [])
        return html


def shorten(html: str) -> str:
    """Return the HTML with ⟦TeX⟧ for formulas, without glyphs and what keeps punctuation beside formulas."""

    def formula(match: re.Match[str]) -> str:
        tex = unescape(match[3])
        return f"⟦⟦{tex}⟧⟧" if match[2] else f"⟦{tex}⟧"

    return _NOWRAP.sub(r"\1", _GLYPHS.sub("", _FORMULA.sub(formula, html)))
