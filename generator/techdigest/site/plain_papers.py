"""What pages of papers, their indexes and their graph hold as HTML, for themes without templates of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from techdigest.notes.model import Lang
from techdigest.site.graph.views import Graph, GraphLink, GraphRow
from techdigest.site.papers.views import DiscussedPart, PaperIndex, PaperPage, PaperRow
from techdigest.site.papers.words import BETWEEN, PARTS
from techdigest.site.views import Link

Href = Callable[[str], str]
Blocks = Iterator[tuple[str, str]]
"""Headings, of level 2 or 3 by their number of `#`, or "", and HTML below them."""


def paper_blocks(paper: PaperPage, lang: Lang, href: Href) -> Blocks:
    """A paper: who wrote it, where it can be read, which notes say what of it, and papers beside it."""
    facts = [BETWEEN[lang].join(link_html(author, href) for author in paper.authors)]
    facts.append(
        " · ".join(
            [
                *(link_html(link, href) for link in (paper.venue, paper.year) if link),
                *([escape(paper.details)] if paper.details else []),
            ]
        )
    )
    ids = [Link("PDF", paper.pdf_url)] if paper.pdf_url else []
    facts.append(" · ".join(_outer(link) for link in (*ids, *paper.ids)))
    facts.append(" · ".join(link_html(Link(each.name, each.url), href) for each in paper.exports))
    yield "", f"<p>{'<br>'.join(filter(None, facts))}</p>"
    if paper.discussed:
        yield f"## {PARTS['discussed'][lang]}", ""
    for note in paper.discussed:
        said = "".join(_part(part, href) for part in note.parts)
        yield "", f'<div lang="{note.lang}"><p>{link_html(Link(note.title, note.url), href)}</p>{said}</div>'
    beside = (("cites", paper.cites), ("cited_by", paper.cited_by), ("related", paper.related))
    for name, rows in beside:
        if rows:
            yield f"## {PARTS[name][lang]}", _rows(rows, href)


def index_blocks(index: PaperIndex, href: Href) -> Blocks:
    """All papers, under their year, author, venue or domain, and the ways to the other orders."""
    yield "", _list(link_html(Link(tab.title, tab.url), href) for tab in index.tabs)
    for section in index.sections:
        yield f"## {section.title}", ""
        for group in section.groups:
            title = f'<p id="{escape(group.anchor)}"><strong>{escape(group.title)}</strong></p>'
            yield "", (title if group.title else "") + _rows(group.rows, href)


def graph_blocks(graph: Graph, href: Href) -> Blocks:
    """The graph as its table: each paper, the notes that mention it and the papers it cites."""
    yield "", _list(_graph_row(row, href) for row in graph.rows)


def link_html(link: Link | GraphLink, href: Href) -> str:
    """A link into the site."""
    return f'<a href="{escape(href(link.url))}">{escape(link.title)}</a>'


def _outer(link: Link) -> str:
    return f'<a href="{escape(link.url)}">{escape(link.title)}</a>' if link.url else escape(link.title)


def _part(part: DiscussedPart, href: Href) -> str:
    title = f"<p>{link_html(Link(part.title, part.url), href)}</p>" if part.title else ""
    quotes = (
        f"<blockquote><p>{escape(said.before)}<mark>{escape(said.name)}</mark>{escape(said.after)} "
        f'<a href="{escape(href(said.url))}">↩</a></p></blockquote>'
        for said in part.passages
    )
    return title + "".join(quotes)


def _rows(rows: Iterable[PaperRow], href: Href) -> str:
    return _list(
        " · ".join(
            filter(
                None,
                [
                    link_html(Link(row.title, row.url), href),
                    escape(row.authors),
                    str(row.year or ""),
                    escape(row.venue),
                ],
            )
        )
        for row in rows
    )


def _graph_row(row: GraphRow, href: Href) -> str:
    paper = " · ".join(filter(None, [link_html(row.paper, href), escape(row.details)]))
    beside = _list(link_html(each, href) for each in (*row.notes, *row.cites))
    return paper + (beside if row.notes or row.cites else "")


def _list(rows: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{row}</li>" for row in rows) + "</ul>"
