"""`llms.txt`: the site's table of contents in Markdown (llmstxt.org)."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from techdigest.notes.model import Lang
from techdigest.site.addresses import LANGUAGE_NAMES
from techdigest.site.catalogue import Catalogue
from techdigest.site.entries import item_entry, note_entry
from techdigest.site.papers.rows import paper_url
from techdigest.site.views import Entry

#: So many papers are listed, those that most notes discuss: the rest is a click away, on their index.
_MOST_PAPERS = 200
_PAPERS: dict[Lang, str] = {"zh-Hans": "论文", "zh-Hant": "論文", "en": "Papers"}


def llms_txt(catalogue: Catalogue, *, site_url: str, site_name: str, site_description: str = "") -> str:
    """The notes of each language with their descriptions, and under each digest its items.

    Every note stands under the language it is written in; addresses are relative without a `site_url`. Papers
    stand at the end, once, as the default language has them.
    """
    parts = [f"# {_inline(site_name)}\n"]
    if site_description:
        parts.append(f"> {_inline(site_description)}\n")
    for lang in catalogue.addresses.languages:
        lines = _lines(catalogue, lang, site_url)
        if lines:
            parts.append("\n".join([f"## {LANGUAGE_NAMES[lang]}\n", *lines, ""]))
    if papers := _papers(catalogue, site_url):
        parts.append("\n".join([f"## {_PAPERS[catalogue.addresses.default]}\n", *papers, ""]))
    return "\n".join(parts)


def _papers(catalogue: Catalogue, site_url: str) -> list[str]:
    literature, lang = catalogue.literature, catalogue.addresses.default
    most_discussed = sorted(
        literature.registry.papers, key=lambda paper: (-len(literature.discussions(paper.key)), paper.key)
    )[:_MOST_PAPERS]
    lines = []
    for paper in sorted(most_discussed, key=lambda paper: (paper.title.casefold(), paper.key)):
        about = ", ".join(
            filter(None, [*(author.name for author in paper.authors[:3]), str(paper.year or "")])
        )
        link = f"- [{_inline(paper.title)}]({urljoin(site_url, paper_url(catalogue, paper, lang))})"
        lines.append(f"{link}: {_inline(about)}" if about else link)
    return lines


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
