"""A listing as Markdown with HTML lists, for themes without templates of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from techdigest.site.plain_papers import Blocks, graph_blocks, index_blocks, paper_blocks
from techdigest.site.views import Entry, Link, SnippetRow, TermRow, View

Href = Callable[[str], str]


def listing_markdown(view: View, href: Href) -> str:
    """The title, links and groups of a listing; `href` turns an address of the site into one for the page."""
    return "\n\n".join(_blocks(view, href)) + "\n"


def _blocks(view: View, href: Href) -> Iterator[str]:
    yield f"# {_heading(view.title)}"
    if view.links:
        yield _list(_link(link, href) + _count(link) for link in view.links)
    for group in view.groups:
        yield f"## {_heading(group.title)}"
        yield _list(_entry(entry, href) for entry in group.entries)
    for notes in view.snippets:
        yield f"## {_heading(notes.title)}"
        yield _list(_snippet(row, href) for row in notes.rows)
    for letter in view.terms:
        yield f"## {_heading(letter.letter)}"
        yield _list(_term(row, href) for row in letter.rows)
    for heading, html in _of_papers(view, href):
        if heading:
            level, _, title = heading.partition(" ")
            yield f"{level} {_heading(title)}"
        if html:
            yield " ".join(html.split())  # one block: nothing in it is Markdown


def _of_papers(view: View, href: Href) -> Blocks:
    if view.paper:
        yield from paper_blocks(view.paper, view.lang, href)
    if view.papers:
        yield from index_blocks(view.papers, href)
    if view.graph:
        yield from graph_blocks(view.graph, href)


def _list(rows: Iterator[str]) -> str:
    return "<ul>\n" + "\n".join(f"<li>{row}</li>" for row in rows) + "\n</ul>"


def _entry(entry: Entry, href: Href) -> str:
    link = f'<a href="{escape(href(entry.url))}" lang="{entry.lang}">{escape(entry.title)}</a>'
    return f"{link} <time>{entry.date.isoformat()}</time>" if entry.date else link


def _snippet(row: SnippetRow, href: Href) -> str:
    link = f'<a href="{escape(href(row.url))}">{escape(row.claim or row.id)}</a>'
    return "<br>".join([link, *(escape(mark.text) for mark in row.marks)])


def _term(row: TermRow, href: Href) -> str:
    chinese = " ".join(f'<span lang="{lang}">{escape(word)}</span>' for word, lang in row.chinese)
    places = "<br>".join(_link(Link(place.title, place.url), href) for place in row.places)
    return f'<span id="{row.anchor}" lang="en">{escape(row.latin)}</span> {chinese}<br>{places}'


def _link(link: Link, href: Href) -> str:
    return f'<a href="{escape(href(link.url))}">{escape(link.title)}</a>'


def _count(link: Link) -> str:
    return f" ({link.count})" if link.count is not None else ""


def _heading(text: str) -> str:
    # Entities, because what a backslash escapes depends on the Markdown extensions in use.
    return re.sub(r"[!-,:-@\[-`{-~]", lambda found: f"&#{ord(found[0])};", " ".join(text.split()))
