"""A paper, or a note on papers, as reference managers and search engines read it in a page's head.

Highwire's names are those that Zotero's "Embedded Metadata" and Google Scholar read. Zotero decides the kind
of an item by `z:itemType` unless one of them (a journal, a conference, an institution) says it already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from techdigest.notes.model import Lang, Note
from techdigest.papers.identifiers import id_url, pdf_url
from techdigest.papers.model import Author, Paper

_ITEM_TYPES = {
    "article": "journalArticle",
    "inproceedings": "conferencePaper",
    "conference": "conferencePaper",
    "incollection": "bookSection",
    "inbook": "bookSection",
    "book": "book",
    "proceedings": "book",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "online": "webpage",
}
_SCHEMA_TYPES = {
    "journalArticle": "ScholarlyArticle",
    "conferencePaper": "ScholarlyArticle",
    "preprint": "ScholarlyArticle",
    "bookSection": "Chapter",
    "book": "Book",
    "thesis": "Thesis",
    "report": "Report",
    "webpage": "WebPage",
    "document": "CreativeWork",
}
_VENUE_NAME = {
    "journalArticle": "citation_journal_title",
    "conferencePaper": "citation_conference_title",
    "bookSection": "citation_inbook_title",
    "thesis": "citation_dissertation_institution",
    "report": "citation_technical_report_institution",
}
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")
_RANGE = re.compile(r"\s*(?P<first>[\w.:]+)\s*[-\u2010-\u2015]+\s*(?P<last>[\w.:]+)\s*")


def item_type(paper: Paper) -> str:
    """Zotero's name of the kind of a paper: `journalArticle`, `conferencePaper`, `preprint` …"""
    if known := _ITEM_TYPES.get(paper.type):
        return known
    if any(each.scheme in ("arXiv", "openreview") for each in paper.ids):
        return "preprint"
    return "webpage" if paper.url and not paper.ids else "document"


def read_url(paper: Paper) -> str:
    """Where the paper itself is: the address of its DOI or another identifier, or the entry's own."""
    first = sorted(paper.ids, key=lambda each: (each.scheme == "isbn", each.scheme != "doi"))
    return next((url for url in (*map(id_url, first), paper.url) if is_web(url)), "")


def read_pdf(paper: Paper) -> str:
    """Where the paper's PDF is, as far as its identifiers or its address tell."""
    found = next((url for each in paper.ids if (url := pdf_url(each))), "")
    return found or (paper.url if paper.url.lower().endswith(".pdf") and is_web(paper.url) else "")


def is_web(url: str) -> bool:
    """Whether an address may stand in a link: of the web, and of no other scheme."""
    return url.lower().startswith(("https://", "http://"))


def pages_of(paper: Paper) -> tuple[str, str]:
    """The first and the last page; empty where the entry gives none."""
    pages = paper.fields.get("pages", "")
    found = _RANGE.fullmatch(pages)
    return (found["first"], found["last"]) if found else (pages, "")


def highwire(paper: Paper, lang: Lang) -> tuple[tuple[str, str], ...]:
    """The names and values of a paper's `meta` elements; none is empty.

    Args:
        paper: The paper.
        lang: The language of its title.
    """
    return tuple((name, " ".join(value.split())) for name, value in _highwire(paper, lang) if value.strip())


def _highwire(paper: Paper, lang: Lang) -> Iterator[tuple[str, str]]:
    kind, fields = item_type(paper), paper.fields
    yield "citation_title", paper.title
    for author in paper.authors:
        yield "citation_author", _inverted(author, is_sole=len(paper.authors) == 1)
    yield "citation_publication_date", _date(paper)
    if kind in _VENUE_NAME:
        yield _VENUE_NAME[kind], paper.venue
    publisher = fields.get("publisher", "")
    yield "citation_publisher", publisher or ("" if kind in _VENUE_NAME else paper.venue)
    yield "citation_volume", fields.get("volume", "")
    number = fields.get("number", "") or fields.get("issue", "")
    yield "citation_technical_report_number" if kind == "report" else "citation_issue", number
    first, last = pages_of(paper)
    yield "citation_firstpage", first
    yield "citation_lastpage", last
    for each in paper.ids:
        if each.scheme in _ID_NAMES:
            yield _ID_NAMES[each.scheme], each.value
    yield "citation_issn", fields.get("issn", "")
    yield "citation_pdf_url", read_pdf(paper)
    yield "citation_public_url", read_url(paper)
    yield "citation_abstract_html_url", read_url(paper)
    yield "citation_abstract", fields.get("abstract", "")
    yield "citation_language", fields.get("langid", "") or fields.get("language", "") or lang


_ID_NAMES = {
    "doi": "citation_doi",
    "arXiv": "citation_arxiv_id",
    "isbn": "citation_isbn",
    "pubmed": "citation_pmid",
}


def paper_data(paper: Paper, lang: Lang) -> dict[str, object]:
    """The paper in the words of schema.org; without context, for what puts it into a page's."""
    kind = item_type(paper)
    addresses = [*map(id_url, paper.ids), paper.url]
    first, last = pages_of(paper)
    data: dict[str, object] = {
        "@type": _SCHEMA_TYPES[kind],
        "name": paper.title,
        "headline": paper.title,
        "alternateName": list(paper.aliases),
        "author": [_person(author) for author in paper.authors],
        "datePublished": _date(paper).replace("/", "-"),
        "inLanguage": lang,
        "isPartOf": {"@type": _container(kind), "name": paper.venue}
        if paper.venue and kind in _PARTS
        else None,
        "publisher": _organisation(
            paper.fields.get("publisher", "") or ("" if kind in _PARTS else paper.venue)
        ),
        "pagination": f"{first}-{last}" if last else first,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": each.scheme, "value": each.value} for each in paper.ids
        ],
        "isbn": next((each.value for each in paper.ids if each.scheme == "isbn"), ""),
        "abstract": paper.fields.get("abstract", ""),
        "sameAs": list(dict.fromkeys(url for url in addresses if is_web(url))),
    }
    return {name: value for name, value in data.items() if value}


_PARTS = ("journalArticle", "conferencePaper", "bookSection")


def note_data(note: Note, description: str, papers: Iterable[tuple[Paper, Lang]]) -> dict[str, object]:
    """A note in the words of schema.org, with the papers it cites; the template adds what the site knows.

    Args:
        note: The note.
        description: In plain text.
        papers: What it mentions, with the languages of the titles.
    """
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": note.title,
        "description": description,
        "inLanguage": note.lang,
        "datePublished": note.front.date.isoformat() if note.front.date else "",
        "dateModified": note.front.updated.isoformat() if note.front.updated else "",
        "keywords": list(note.front.tags),
        "citation": [paper_data(paper, lang) for paper, lang in papers],
    }
    return {name: value for name, value in data.items() if value}


def _inverted(author: Author, *, is_sole: bool) -> str:
    """A name with the family's first, closed by a mark where Zotero would otherwise part it wrongly.

    It takes the last word of a name without a comma for the family's, and a sole name with spaces on both
    sides of its comma for two names. A comma after a group, and a semicolon after such a name, prevent that.
    """
    if not author.given:
        return f"{author.family}," if " " in author.family else author.family
    name = f"{author.family}, {author.given}"
    return f"{name};" if is_sole and " " in author.family and " " in author.given else name


def _person(author: Author) -> dict[str, str]:
    person = {"@type": "Person", "name": author.name}
    return person | {"familyName": author.family, "givenName": author.given} if author.given else person


def _date(paper: Paper) -> str:
    """The date with slashes, as Highwire writes it, as exactly as the entry has it."""
    if found := _DATE.fullmatch(paper.fields.get("date", "").strip()):
        return "/".join(part for part in found.groups() if part)
    return str(paper.year) if paper.year is not None else ""


def _container(kind: str) -> str:
    return "Periodical" if kind == "journalArticle" else "Book"


def _organisation(name: str) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None
