"""What the fields of a BibTeX entry say of a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.papers.authors import read_authors
from techdigest.papers.bibtex_blocks import RawEntry
from techdigest.papers.identifiers import parse_id
from techdigest.papers.model import Paper, PaperId
from techdigest.papers.tex import decode_tex

PROTECTED = "title in braces"
"""The field of ours, with spaces as no field of BibTeX, that keeps the words whose capital letters matter."""
_IN_BRACES = re.compile(r"(?<![\\{\w`'^~=.\"])\{(?P<words>[A-Za-z0-9][A-Za-z0-9 -]{0,60})\}")
_IGNORED = frozenset(("file", "urldate", "timestamp", "biburl", "bibsource", "bdsk-url-1", "owner"))
_VERBATIM = frozenset(("url", "doi", "eprint", "isbn", "issn", "pmid", "ids_other", "howpublished"))
_VENUES = {
    "article": ("journal", "journaltitle"),
    "inproceedings": ("booktitle", "eventtitle"),
    "conference": ("booktitle", "eventtitle"),
    "incollection": ("booktitle",),
    "techreport": ("institution",),
    "report": ("institution",),
    "phdthesis": ("school", "institution"),
    "mastersthesis": ("school", "institution"),
    "thesis": ("institution", "school"),
    "book": ("publisher",),
}
_ANY_VENUE = (
    "journal", "journaltitle", "booktitle", "eventtitle", "school", "institution", "organization",
    "publisher", "howpublished",
)  # fmt: skip
_SCHEME_OF = {
    "doi": "doi", "isbn": "isbn", "pmid": "pubmed", "pubmed": "pubmed", "acl": "acl", "aclanthology": "acl",
    "openreview": "openreview", "arxiv": "arXiv", "arxivid": "arXiv", "s2": "s2",
}  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_ARXIV_VENUE = re.compile(
    r"arXiv(?:\s+(?:e-?prints?|preprint))?,?\s*(?:(?:arXiv:|abs/)\s*)?(?P<id>\d{4}\.\d{4,5}|[a-z.-]+/\d{7})?.*",
    re.IGNORECASE,
)
_CORR = re.compile(r"abs/(?P<id>\S{7,30})")  # the volume, where the journal is CoRR
_URL = re.compile(r"https?://[^\s{}<>\"\\^`|]{3,2000}", re.IGNORECASE)
_TEX_IN_ADDRESS = re.compile(r"\\(?:url|nolinkurl|href)(?=[^A-Za-z])|\\(?=[%_#&~{}$])|[{}]")
_BETWEEN = re.compile(r"[;；]")
_NO = frozenset(("no", "false", "0"))


def paper_of(entry: RawEntry, slug: str, path: str, diagnostics: Diagnostics) -> Paper | None:
    """Return the paper of an entry; None, with a diagnostic, if it has no title."""
    fields = {
        name: _address(value) if name in _VERBATIM else decode_tex(value)
        for name, value in entry.fields.items()
        if name not in _IGNORED
    }
    if capitals := _IN_BRACES.findall(entry.fields.get("title", "")):
        fields[PROTECTED] = " ".join(word for words in capitals for word in re.split("[ -]+", words))
    title = ": ".join(part for part in (fields.get("title", ""), fields.get("subtitle", "")) if part)
    if not title:
        hint = "Write title = {…}."
        message = f"the entry {entry.key[:60]!r} has no title and is left out"
        diagnostics.add(Diagnostic(path, entry.line, "bibtex-title", message, hint))
        return None
    names = entry.fields.get("author") or entry.fields.get("editor") or ""
    authors, has_more = read_authors(names)
    ids: set[PaperId] = set()
    for name, value in _identifiers(fields):
        if found := parse_id(value):
            ids.add(found)
        elif name not in ("url", "journal", "howpublished", "note") and "://" not in value:
            line = entry.lines.get(name, entry.line)
            diagnostics.add(_bad_id(name, value, line, path))
    return Paper(
        key=entry.key,
        slug=slug,
        type=entry.type,
        title=title,
        authors=authors,
        has_more=has_more,
        venue=_venue(entry.type, fields),
        year=_year(entry, fields, path, diagnostics),
        ids=tuple(sorted(ids)),
        url=_url(fields),
        aliases=_aliases(fields, title),
        cites=_cites(fields, entry.key),
        is_checked=fields.get("checked", "").strip().lower() not in _NO,
        fields=MappingProxyType(fields),
        line=entry.line,
    )


def _identifiers(fields: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what may identify the paper, by the field it stands in, as `parse_id` reads it."""
    for name, scheme in _SCHEME_OF.items():
        if value := fields.get(name, "").strip():
            parts = re.split(r"[,;\s]+", value) if scheme == "isbn" else [value]
            for part in parts:
                is_whole = "://" in part or part.lower().startswith(f"{scheme.lower()}:")
                yield name, part if is_whole else f"{scheme}:{part}"
    kind = (fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv").strip().lower()
    eprint = fields.get("eprint", "").strip()
    if eprint and kind in ("arxiv", "pubmed", "pmid"):
        scheme = "arXiv" if kind == "arxiv" else "pubmed"
        is_whole = "://" in eprint or eprint.lower().startswith("arxiv:")
        yield "eprint", eprint if is_whole else f"{scheme}:{eprint}"
    for name in ("url", "howpublished", "note"):
        if found := _URL.search(fields.get(name, "")):
            yield name, found[0]
    if (venue := _ARXIV_VENUE.fullmatch(fields.get("journal", ""))) and venue["id"]:
        yield "journal", f"arXiv:{venue['id']}"
    if fields.get("journal") == "CoRR" and (volume := _CORR.fullmatch(fields.get("volume", ""))):
        yield "journal", f"arXiv:{volume['id']}"
    for value in _BETWEEN.split(fields.get("ids_other", "")):
        if value.strip():
            yield "ids_other", value.strip()


def _venue(kind: str, fields: dict[str, str]) -> str:
    for name in (*_VENUES.get(kind, ()), *_ANY_VENUE):
        value = fields.get(name, "")
        if value and not (name == "howpublished" and _URL.search(value)):
            return "arXiv" if value == "CoRR" or _ARXIV_VENUE.fullmatch(value) else value
    is_arxiv = (fields.get("archiveprefix") or fields.get("eprinttype") or "").lower() == "arxiv"
    return "arXiv" if is_arxiv else ""


def _year(entry: RawEntry, fields: dict[str, str], path: str, diagnostics: Diagnostics) -> int | None:
    for name in ("year", "date"):
        if value := fields.get(name, ""):
            if found := _YEAR.search(value):
                return int(found[0])
            message = f"{value[:60]!r} is no year"
            hint = "Write year = {2014}, or leave it out."
            line = entry.lines.get(name, entry.line)
            diagnostics.add(Diagnostic(path, line, "bibtex-year", message, hint, Severity.WARNING))
    return None


def _url(fields: dict[str, str]) -> str:
    for name in ("url", "howpublished", "note"):
        if found := _URL.search(fields.get(name, "")):
            return found[0].rstrip(".,;")
    return ""


def _aliases(fields: dict[str, str], title: str) -> tuple[str, ...]:
    given = [*_BETWEEN.split(fields.get("aliases", "")), fields.get("origtitle", "")]
    return tuple(dict.fromkeys(alias.strip() for alias in given if alias.strip() and alias.strip() != title))


def _cites(fields: dict[str, str], key: str) -> tuple[str, ...]:
    cited = re.split(r"[,;\s]+", fields.get("cites", ""))
    return tuple(name for name in dict.fromkeys(cited) if name and name != key)


def _address(value: str) -> str:
    r"""An address or identifier without the TeX around it: `\url{https://…/a\_b}`."""
    return " ".join(_TEX_IN_ADDRESS.sub("", value).split())


def _bad_id(name: str, value: str, line: int, path: str) -> Diagnostic:
    message = f"{name}: {value[:100]!r} is no identifier that is known"
    hint = "Correct it, or put the address in url."
    return Diagnostic(path, line, "paper-id", message, hint, Severity.WARNING)
