"""Links to papers: to their entry in the page's list of references, and to their own page."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from techdigest.markdown.context import PageSource
from techdigest.markdown.page_papers import PagePapers
from techdigest.papers.model import Paper


def cite_link(paper: Paper, papers: PagePapers, text: str = "{}") -> etree.Element:
    """Return a link to the paper's entry; its number is filled into the text."""
    href = f"#{papers.anchor(paper)}"
    link = etree.Element("a", {"class": "td-cite", "href": href, "role": "doc-biblioref"})
    link.text = text.format(papers.number(paper))
    return link


def paper_link(text: str, paper: Paper, papers: PagePapers, page: PageSource) -> etree.Element:
    """Return a link to the paper's page, or to its entry where papers have no pages."""
    anchor = papers.anchor(paper)
    link = etree.Element("a", {"class": "td-paper", "data-reference": anchor})
    link.set("href", page.paper_url(paper) if page.paper_url else f"#{anchor}")
    link.text = text
    return link
