"""The numbered list of the papers that a page mentions."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator
from typing import Any

from techdigest.markdown.context import PageSource
from techdigest.markdown.page_papers import PagePapers
from techdigest.markdown.reference_words import WORDS, Words
from techdigest.papers.identifiers import id_url
from techdigest.papers.model import Paper

TITLE_ID = "td-references"
_CLOSE = (".", "?", "!", "。", "？", "！")
_AUTHORS = 3  # named before the rest is summed up; a rest of one is named, too
_WAYS_BACK = 10  # to the first places; nobody follows hundreds
_BEST_SCHEMES = ("arXiv", "doi")  # where there is one of these, the others need not be shown


def references(papers: PagePapers, page: PageSource) -> etree.Element:
    """Return the list, to stand at the end of the page."""
    words = WORDS[page.lang]
    section = etree.Element(
        "section", {"class": "td-references", "data-search-exclude": "", "aria-labelledby": TITLE_ID}
    )
    section.set("role", "doc-bibliography")
    section.text = "\n"
    etree.SubElement(section, "h2", {"id": TITLE_ID}).text = words.references
    section[0].tail = "\n"
    entries = etree.SubElement(section, "ol")
    entries.text = entries.tail = "\n"
    for paper in papers.papers:
        entries.append(_entry(paper, papers, page, words))
    section.tail = "\n"
    return section


def add_to_contents(contents: list[dict[str, Any]], heading: etree.Element) -> None:
    """Let the page's table of contents, if it has one, end with the list: below its title, if it has one."""
    if not contents:
        return
    siblings = contents[-1]["children"] if contents[-1]["level"] == 1 else contents
    name = heading.text or ""
    siblings.append({"level": 2, "id": TITLE_ID, "name": name, "html": name, "children": []})


def _entry(paper: Paper, papers: PagePapers, page: PageSource, words: Words) -> etree.Element:
    entry = etree.Element("li", {"id": papers.anchor(paper), "class": "td-reference"})
    authors, venue = _span("authors", _authors(paper, words)), _span("venue", paper.venue)
    year = _span("year", str(paper.year or ""))
    for part in (authors, _title(paper, page), venue, year):
        if part is not None:
            entry.append(part)
            part.tail = ", " if part is venue and year is not None else _full_stop(part.text or "")
    for link in (*_addresses(paper), *_ways_back(paper, papers, words)):
        entry.append(link)
        link.tail = " "
    is_cut = len(papers.places[paper.key]) > _WAYS_BACK
    entry[-1].tail = " …" if is_cut else ""
    entry.tail = "\n"
    return entry


def _span(name: str, text: str) -> etree.Element | None:
    if not text:
        return None
    span = etree.Element("span", {"class": f"td-reference__{name}"})
    span.text = text
    return span


def _full_stop(text: str) -> str:
    return " " if text.endswith(_CLOSE) else ". "


def _authors(paper: Paper, words: Words) -> str:
    names = [author.name for author in paper.authors]
    is_cut = len(names) > _AUTHORS + 1
    shown = names[:_AUTHORS] if is_cut else names
    more = words.et_al if shown and (is_cut or paper.has_more) else ""
    return ", ".join(shown) + more


def short_name(paper: Paper, words: Words) -> str:
    """What a paper is called in a few words: Fan et al. 2014; its title, where no author is known."""
    if not paper.authors:
        return paper.title
    more = words.et_al if len(paper.authors) > 1 or paper.has_more else ""
    return f"{paper.authors[0].family}{more} {paper.year or ''}".rstrip()


def _title(paper: Paper, page: PageSource) -> etree.Element:
    title = etree.Element("cite", {"class": "td-reference__title"})
    if page.paper_url is None:
        title.text = paper.title
        return title
    link = etree.Element("a", {"class": "td-reference__title", "href": page.paper_url(paper)})
    link.text = paper.title
    return link


def _addresses(paper: Paper) -> Iterator[etree.Element]:
    """Links to where the paper can be read, named by its identifiers."""
    best = [paper_id for paper_id in paper.ids if paper_id.scheme in _BEST_SCHEMES]
    links = {str(paper_id): id_url(paper_id) for paper_id in best or paper.ids}
    if not links and paper.url:
        host = paper.url.partition("://")[2].partition("/")[0].removeprefix("www.")
        links = {host or paper.url: paper.url}
    for name, url in links.items():
        link = etree.Element("a", {"class": "td-reference__id", "href": url, "rel": "noopener"})
        link.text = name
        yield link


def _ways_back(paper: Paper, papers: PagePapers, words: Words) -> Iterator[etree.Element]:
    places = papers.places[paper.key]
    for place, anchor in enumerate(places[:_WAYS_BACK], start=1):
        text = words.back if len(places) == 1 else words.back_to
        name = text.format(number=papers.number(paper), place=place)
        link = etree.Element("a", {"class": "td-reference__back", "href": f"#{anchor}", "aria-label": name})
        link.set("role", "doc-backlink")
        link.text = "↩" if len(places) == 1 else f"↩{place}"
        yield link
