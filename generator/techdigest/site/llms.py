"""`llms.txt`: the site's table of contents in Markdown (llmstxt.org)."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from techdigest.notes.model import Lang
from techdigest.site.addresses import LANGUAGE_NAMES
from techdigest.site.catalogue import Catalogue
from techdigest.site.entries import item_entry, note_entry
from techdigest.site.views import Entry


def llms_txt(catalogue: Catalogue, *, site_url: str, site_name: str, site_description: str = "") -> str:
    """The notes of each language with their descriptions, and under each digest its items.

    Every note stands under the language it is written in; addresses are relative without a `site_url`.
    """
    parts = [f"# {_inline(site_name)}\n"]
    if site_description:
        parts.append(f"> {_inline(site_description)}\n")
    for lang in catalogue.addresses.languages:
        lines = _lines(catalogue, lang, site_url)
        if lines:
            parts.append("\n".join([f"## {LANGUAGE_NAMES[lang]}\n", *lines, ""]))
    return "\n".join(parts)


def _lines(catalogue: Catalogue, lang: Lang, site_url: str) -> list[str]:
    lines = []
    for note in catalogue.listed(lang):
        if note.lang == lang:
            lines.append(_line(note_entry(catalogue, note, lang), site_url))
            lines += ["  " + _line(item_entry(catalogue, note, item, lang), site_url) for item in note.items]
    return lines


def _line(entry: Entry, site_url: str) -> str:
    link = f"- [{_inline(entry.title)}]({urljoin(site_url, entry.url)})"
    return f"{link}: {_inline(entry.description)}" if entry.description else link


def _inline(text: str) -> str:
    """One line of text that Markdown reads as text."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", " ".join(text.split()))
