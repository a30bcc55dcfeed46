"""What the Markdown extension is told of a note about to be rendered."""

from __future__ import annotations

from collections.abc import Callable

from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from techdigest.markdown.context import PageSource
from techdigest.notes.model import Note
from techdigest.papers.model import Paper
from techdigest.site.catalogue import Catalogue
from techdigest.site.entries import domain_links
from techdigest.site.papers.pages import paper_url


def page_source(catalogue: Catalogue, note: Note, page: Page, markdown: str) -> PageSource:
    """Return what is told of a note's page whose text, without front matter, is `markdown`."""
    # MkDocs drops the front matter and blank lines, all at the top: the rest ends where the file ends.
    dropped = note.body.count("\n") - markdown.count("\n")
    return PageSource(
        path=note.path,
        body_line=note.body_line + max(dropped, 0),
        source=markdown,
        lang=note.lang,
        items=note.items,
        domain_links=_domain_links(catalogue, note, page),
        papers=catalogue.literature.papers_of(note.path),
        paper_url=_paper_url(catalogue, note, page),
    )


def _paper_url(catalogue: Catalogue, note: Note, page: Page) -> Callable[[Paper], str] | None:
    """The addresses of papers as a page's HTML has them; None where there are no papers."""
    if not catalogue.literature:
        return None
    lang = catalogue.addresses.language(note.lang)
    return lambda paper: get_relative_url(paper_url(catalogue, paper, lang), page.url)


def _domain_links(catalogue: Catalogue, note: Note, page: Page) -> dict[str, tuple[str, str]]:
    lang = catalogue.addresses.language(note.lang)
    used = dict.fromkeys([*note.domains, *(domain for item in note.items for domain in item.domains)])
    links = {domain: domain_links(catalogue, [domain], lang) for domain in used}
    return {
        domain: (link.title, get_relative_url(link.url, page.url))
        for domain, found in links.items()
        for link in found
    }
