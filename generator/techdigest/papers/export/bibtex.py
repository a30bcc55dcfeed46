"""A paper as an entry of BibTeX that LaTeX prints and that Zotero and JabRef import."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.papers.authors import write_authors
from techdigest.papers.bibtex_fields import PROTECTED
from techdigest.papers.bibtex_values import MONTHS
from techdigest.papers.model import Paper
from techdigest.papers.tex import encode_tex, encode_title

_VENUE_FIELD = {
    "article": "journal",
    "inproceedings": "booktitle",
    "conference": "booktitle",
    "incollection": "booktitle",
    "techreport": "institution",
    "phdthesis": "school",
    "mastersthesis": "school",
    "book": "publisher",
}
_PLAIN = (
    "journal", "journaltitle", "booktitle", "eventtitle", "school", "institution", "organization", "editor",
    "edition", "series", "volume", "number", "pages", "month", "publisher", "address", "location",
    "howpublished", "issn", "note",
)  # fmt: skip
_OWN_FIELD = {"doi": "doi", "arXiv": "eprint", "isbn": "isbn", "pubmed": "pmid"}


def to_bibtex(paper: Paper) -> str:
    """Return the entry, with a line feed at the end: read again, it is the same paper.

    What only this knowledge base knows (aliases, what it cites) and what only the author's own library needs
    (files, keywords, abstract) is left out.
    """
    fields = list(_fields(paper))
    width = max(len(name) for name, _ in fields)
    lines = [f"  {name:<{width}} = {_enclosed(name, value)}," for name, value in fields]
    return "\n".join((f"@{paper.type}{{{paper.key},", *lines, "}")) + "\n"


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "title", encode_title(paper.title, paper.fields.get(PROTECTED, "").split())
    if paper.authors:
        yield "author", write_authors(paper.authors, has_more=paper.has_more)
    has_venue = False
    for name in _PLAIN:
        if value := paper.fields.get(name, ""):
            has_venue = has_venue or value == paper.venue
            yield name, encode_tex(value)
    is_preprint = paper.venue == "arXiv" and any(each.scheme == "arXiv" for each in paper.ids)
    if paper.venue and not has_venue and not is_preprint:
        yield _VENUE_FIELD.get(paper.type, "howpublished"), encode_tex(paper.venue)
    if paper.year is not None:
        yield "year", str(paper.year)
    yield from _ids(paper)
    if paper.url:
        yield "url", _address(paper.url)


def _ids(paper: Paper) -> Iterator[tuple[str, str]]:
    others: list[str] = []
    given: set[str] = set()
    for paper_id in paper.ids:
        name = _OWN_FIELD.get(paper_id.scheme)
        if name is None or name in given:
            others.append(str(paper_id))
            continue
        given.add(name)
        if name == "eprint":
            yield "archiveprefix", "arXiv"
        yield name, _address(paper_id.value)
    if "doi" not in given and (doi := paper.fields.get("doi")):
        yield "doi", _address(doi)  # one that holds another identifier
    if others:
        yield "ids_other", "; ".join(_address(other) for other in others)


def _enclosed(name: str, value: str) -> str:
    return value if name == "month" and value in MONTHS else f"{{{value}}}"


def _address(value: str) -> str:
    """An address or identifier: LaTeX takes most characters of these as they are."""
    return re.sub(r"[\s{}\\]", "", value)
