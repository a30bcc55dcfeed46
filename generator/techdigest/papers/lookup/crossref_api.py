"""Ask Crossref, through the client library `habanero`."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from techdigest.papers.identifiers import parse_id
from techdigest.papers.lookup.clean import MAX_AUTHORS, text_of, texts_of, year_of
from techdigest.papers.lookup.errors import LookupFailedError, NotAvailableError, NotFoundError
from techdigest.papers.model import Author, Paper, PaperId

try:
    import httpx2
    from habanero import Crossref
    from habanero.exceptions import RequestError
except ImportError as error:
    raise NotAvailableError("papers add needs client libraries: pip install 'techdigest[papers]'") from error

if TYPE_CHECKING:
    from techdigest.papers.lookup.service import Service

_NOT_FOUND = 404
_BUSY = frozenset((429, 500, 502, 503, 504))
_TYPES = {
    "journal-article": "article",
    "proceedings-article": "inproceedings",
    "book-chapter": "incollection",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "dissertation": "phdthesis",
    "report": "techreport",
}
_VENUE_FIELD = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}
_FIELDS = (("volume", "volume"), ("issue", "number"), ("page", "pages"), ("publisher", "publisher"))
_DATES = ("published-print", "published", "issued", "published-online")


def ask_crossref(paper_id: PaperId, service: Service) -> Paper:
    """Return what Crossref says of a DOI. Raises NotFoundError and LookupFailedError."""
    client = Crossref(
        base_url=service.crossref.rstrip("/"),
        mailto=service.contact or None,
        ua_string=f"techdigest/{version('techdigest')}",
        timeout=service.timeout,
    )
    for attempt in range(service.retries + 1):
        if attempt:
            time.sleep(service.delay)
        try:
            answer = client.works(ids=quote(paper_id.value, safe="/"))
        except (httpx2.HTTPError, RequestError, RuntimeError, ValueError, KeyError) as error:
            status = _status(error)
            if status == _NOT_FOUND:
                raise NotFoundError(f"Crossref knows no {paper_id}") from error
            is_last = attempt == service.retries
            if is_last or not (status in _BUSY or isinstance(error, httpx2.TransportError)):
                message = f"Crossref cannot be asked: {_reason(error, status, service)}"
                raise LookupFailedError(message) from error
        else:
            return _paper(answer, paper_id)
    raise AssertionError("the last attempt returns or raises")


def _reason(error: Exception, status: int, service: Service) -> str:
    if isinstance(error, httpx2.TransportError):
        return f"no answer from {urlsplit(service.crossref).netloc}. Is there a network?"
    return (f"status {status}" if status else text_of(str(error))[:200]) + ". Try again later."


def _status(error: Exception) -> int:
    if isinstance(error, httpx2.HTTPStatusError):
        return error.response.status_code
    return int(error.status_code) if isinstance(error, RequestError) else 0


def _paper(answer: Any, paper_id: PaperId) -> Paper:
    work = answer.get("message") if isinstance(answer, dict) else None
    if not isinstance(work, dict) or text_of(work.get("DOI")).lower() != paper_id.value:
        raise LookupFailedError(f"Crossref gives an answer that is not on {paper_id}")
    parts = [text_of(work.get("title")), text_of(work.get("subtitle"))]
    title = ": ".join(part for part in parts if part)
    if not title:
        raise LookupFailedError(f"Crossref gives no title for {paper_id}")
    kind = _TYPES.get(text_of(work.get("type")), "misc")
    container = text_of(work.get("container-title"))
    fields = {name: text_of(work.get(theirs)) for theirs, name in _FIELDS}
    fields["doi"] = text_of(work.get("DOI"))
    fields["pages"] = re.sub(r"\s*[-\u2010-\u2015]+\s*", "\u2013", fields["pages"])
    venue = container or fields["publisher"]
    if container:
        fields[_VENUE_FIELD.get(kind, "howpublished")] = container
    authors = tuple(_authors(work.get("author")))
    return Paper(
        key="",
        slug="",
        type=kind,
        title=title,
        authors=authors[:MAX_AUTHORS],
        has_more=len(authors) > MAX_AUTHORS,
        venue=venue,
        year=_year(work),
        ids=tuple(sorted({parse_id(f"doi:{paper_id.value}") or paper_id, *_isbns(work, kind)})),
        fields=MappingProxyType({name: value for name, value in fields.items() if value}),
    )


def _authors(given: object) -> Iterator[Author]:
    for person in given[: MAX_AUTHORS + 1] if isinstance(given, list) else ():
        if not isinstance(person, dict):
            continue
        family = " ".join(filter(None, (text_of(person.get("family")), text_of(person.get("suffix")))))
        first = text_of(person.get("given"))
        if name := family or text_of(person.get("name")) or first:
            yield Author(name, first if family else "")


def _year(work: Mapping[str, Any]) -> int | None:
    for name in _DATES:
        date = work.get(name)
        parts = date.get("date-parts") if isinstance(date, dict) else None
        first = parts[0] if isinstance(parts, list) and parts else None
        if isinstance(first, list) and first and (year := year_of(first[0])):
            return year
    return None


def _isbns(work: Mapping[str, Any], kind: str) -> Iterator[PaperId]:
    """The numbers of a book; those of proceedings are not the paper's."""
    if kind == "book":
        for value in texts_of(work.get("ISBN")):
            if found := parse_id(f"isbn:{value}"):
                yield found
