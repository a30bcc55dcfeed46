"""What stock templates and the search plugin read: `page.meta`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from techdigest.notes.model import Lang, Note
from techdigest.papers.identifiers import id_url
from techdigest.papers.model import Paper
from techdigest.site.catalogue import day
from techdigest.site.papers.venues import series
from techdigest.site.views import View

DomainNames = Mapping[str, Mapping[Lang, str]]

_HAN = re.compile("[\u3400-\u9fff]")
#: What a note says of a paper goes before the paper where both answer a question about equally well.
_PAPERS_BOOST = 0.75
_PAPER: dict[Lang, str] = {"zh-Hans": "论文", "zh-Hant": "論文", "en": "Paper"}


def note_meta(note: Note, view: View, names: DomainNames, template: str | None) -> dict[str, Any]:
    """The metadata of a listed note, escaped where templates print it as it is."""
    meta = {**note.extra, "title": escape(note.title), "description": escape(view.description)}
    meta["tags"] = [escape(tag) for tag in note.front.tags]
    meta["search"] = _author_hints(note.extra) | note_hints(note, names)
    if template:
        meta.setdefault("template", template)
    return meta


def page_meta(page: Note, meta: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata of a plain page as MkDocs read it, escaped, with the page's language for the search."""
    escaped = {key: escape(meta[key]) for key in ("title", "description") if isinstance(meta.get(key), str)}
    return {**meta, **escaped, "search": _author_hints(meta) | {"lang": page.lang}}


def read_meta(note: Note) -> dict[str, Any]:
    """The metadata of a file that MkDocs had better not read itself, as its own reading would give it."""
    front = note.front.model_dump(exclude_unset=True, exclude_none=True)
    known = {key: list(value) if isinstance(value, tuple) else value for key, value in front.items()}
    return {**note.extra, **known}


def listing_meta(view: View, template: str | None) -> dict[str, Any]:
    """The metadata of a generated listing, which the search leaves out."""
    meta: dict[str, Any] = {"search": {"exclude": True}}
    if view.kind != "home":  # a home is called by the site's name
        meta["title"] = escape(view.title)
    return meta | ({"template": template} if template else {})


def paper_meta(paper: Paper, view: View, template: str | None, domains: Iterable[str] = ()) -> dict[str, Any]:
    """The metadata of a paper's page in the language of `view`; `domains` are those of the notes on it."""
    meta: dict[str, Any] = {"title": escape(view.title), "description": escape(view.description)}
    meta["search"] = paper_hints(paper, view.lang, domains)
    return meta | ({"template": template} if template else {})


def paper_hints(paper: Paper, lang: Lang, domains: Iterable[str] = ()) -> dict[str, Any]:
    """What the search plugin is told about a paper. Its page has no content of its own: a template shows it.

    Its text is what is shown below its title: who wrote it, where and when; the full name of a venue comes
    last, where an excerpt is cut. Identifiers are told as they are written and as the addresses that readers
    paste. A Chinese title is told of the Chinese pages alone: on the English one it would be the only English
    answer to all that it names.
    """
    aliases = [alias for alias in paper.aliases if lang != "en" or not _HAN.search(alias)]
    who = ", ".join(author.name for author in paper.authors) + (" et al." if paper.has_more else "")
    venue, full = series(paper.venue)
    about = [who, venue, str(paper.year or ""), full if full != venue else ""]
    ids = [name for paper_id in paper.ids for name in (str(paper_id), id_url(paper_id))]
    hints: dict[str, Any] = {
        "title": paper.title,
        "lang": lang,
        "kind": "paper",
        "text": " · ".join(filter(None, about)),
        "tags": list(dict.fromkeys(filter(None, [*aliases, *ids, paper.url, paper.key]))),
        "boost": _PAPERS_BOOST,
        "edition_of": f"paper/{paper.key}",
        "labels": {"kind": {"paper": dict(_PAPER)}},
        "facets": {"domain": sorted(domains)},
    }
    return hints | ({"date": f"{paper.year:04}"} if paper.year else {})


def note_hints(note: Note, names: DomainNames) -> dict[str, Any]:
    """What the search plugin is told about a note and its items, as plain text."""
    hints: dict[str, Any] = {"title": note.title, "lang": note.lang, "tags": list(note.front.tags)}
    if published := day(note.front.date):
        hints["date"] = published.isoformat()
    hints["facets"] = {"domain": list(note.domains)}
    if note.items:
        hints["sections"] = {
            item.anchor: {"kind": "item", "facets": {"domain": list(item.domains)}} for item in note.items
        }
    used = dict.fromkeys([*note.domains, *(domain for item in note.items for domain in item.domains)])
    labels = {domain: dict(names[domain]) for domain in used if domain in names}
    return hints | ({"labels": {"domain": labels}} if labels else {})


def _author_hints(meta: Mapping[str, Any]) -> dict[str, Any]:
    hints = meta.get("search")
    return dict(hints) if isinstance(hints, Mapping) else {}
