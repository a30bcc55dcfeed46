"""A paper as a record of RIS, the format that every reference manager imports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.papers.identifiers import id_url
from techdigest.papers.model import Paper

_TYPES = {
    "article": "JOUR",
    "inproceedings": "CPAPER",
    "conference": "CPAPER",
    "proceedings": "CONF",
    "incollection": "CHAP",
    "inbook": "CHAP",
    "book": "BOOK",
    "phdthesis": "THES",
    "mastersthesis": "THES",
    "thesis": "THES",
    "techreport": "RPRT",
    "report": "RPRT",
    "online": "ELEC",
}
_NUMBERS = (("VL", "volume"), ("IS", "number"), ("PB", "publisher"), ("CY", "address"))
_RANGE = re.compile(r"\s*(?P<first>[\w.:]+)\s*[-\u2010-\u2015]+\s*(?P<last>[\w.:]+)\s*")


def to_ris(paper: Paper) -> str:
    """Return the record: one tag a line, two spaces behind each tag, CRLF, as the format has it."""
    tags = [("TY", _type(paper)), *_tags(paper), ("ER", "")]
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in tags)


def _type(paper: Paper) -> str:
    is_preprint = paper.type in ("misc", "unpublished") and any(each.scheme == "arXiv" for each in paper.ids)
    return "UNPB" if is_preprint else _TYPES.get(paper.type, "GEN")


def _tags(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "ID", paper.key
    yield "TI", paper.title
    for author in paper.authors:
        yield "AU", f"{author.family}, {author.given}" if author.given else author.family
    if paper.venue:
        yield "PB" if paper.type == "book" else "T2", paper.venue
    if paper.year is not None:
        yield "PY", str(paper.year)
    for tag, name in _NUMBERS:
        value = paper.fields.get(name, "")
        if value and value != paper.venue:
            yield tag, value
    if pages := paper.fields.get("pages", ""):
        found = _RANGE.fullmatch(pages)
        yield "SP", found["first"] if found else pages
        if found:
            yield "EP", found["last"]
    for paper_id in paper.ids:
        if paper_id.scheme == "doi":
            yield "DO", paper_id.value
        elif paper_id.scheme == "isbn":
            yield "SN", paper_id.value
        else:
            yield "AN", str(paper_id)
    for url in dict.fromkeys(filter(None, (paper.url, *map(id_url, paper.ids)))):
        yield "UR", url


def _one_line(value: str) -> str:
    return " ".join(value.split())
