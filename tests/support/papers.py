"""Papers to cite, and a short form of the HTML that cites them."""

from __future__ import annotations

import re

from techdigest.papers.model import Author, Paper, PaperId
from techdigest.papers.registry import Registry

CUCKOO = Paper(
    "fan2014cuckoo",
    "fan2014cuckoo",
    "inproceedings",
    "Cuckoo Filter: Practically Better Than Bloom",
    authors=(
        Author("Fan", "Bin"),
        Author("Andersen", "David G."),
        Author("Kaminsky", "Michael"),
        Author("Mitzenmacher", "Michael D."),
    ),
    venue="CoNEXT",
    year=2014,
    ids=(PaperId("doi", "10.1145/2674005.2674994"),),
    aliases=("布谷鸟过滤器：实际上优于布隆过滤器",),
)
BLOOM = Paper(
    "bloom1970space",
    "bloom1970space",
    "article",
    "Space/Time Trade-offs in Hash Coding with Allowable Errors",
    authors=(Author("Bloom", "Burton H."),),
    venue="Communications of the ACM",
    year=1970,
    ids=(PaperId("doi", "10.1145/362686.362692"),),
)
ATTENTION = Paper(
    "vaswani2017attention",
    "vaswani2017attention",
    "misc",
    "Attention Is All You Need",
    authors=tuple(Author(family) for family in ("Vaswani", "Shazeer", "Parmar", "Uszkoreit", "Jones")),
    year=2017,
    ids=(PaperId("arXiv", "1706.03762"),),
)
BORG = Paper(
    "verma2015large",
    "verma2015large",
    "inproceedings",
    "Large-scale cluster management at Google with <Borg>",
    authors=(Author("Verma", "Abhishek"),),
    has_more=True,
    url="https://research.example/pubs/43438?a=1&b=2",
)

_CITE = re.compile(r'<a class="td-cite"[^>]* href="#ref-(?P<key>[\w-]+)"[^>]*>(?P<text>[^<]*)</a>')
_PAPER = re.compile(r'<a class="td-paper" [^>]* href="/papers/(?P<key>[\w-]+)/"[^>]*>(?P<text>[^<]*)</a>')
_CITES = re.compile(r'<span class="td-cites" data-search-exclude="">((?:[^<]|<a [^>]*>[^<]*</a>)*)</span>')
_LIST = re.compile(r'\s*<section [^>]*class="td-references".*?</section>', re.DOTALL)
_PLACE = re.compile(r' id="(?:paper|cite)-[^"]*"')
_NO_PROSE = re.compile(r'<code[^>]*>(?P<code>.*?)</code>|data-tex="(?P<tex>[^"]*)"', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def registry() -> Registry:
    """The four papers."""
    return Registry((CUCKOO, BLOOM, ATTENTION, BORG))


def paper_url(paper: Paper) -> str:
    """Where the paper's page is."""
    return f"/papers/{paper.slug}/"


def brief(html: str) -> str:
    """The HTML without the list of references and the ids of places.

    A citation's link is shown as ⟨number→key⟩, the link to a paper's page as ⟨text⇒key⟩.
    """
    html = _CITES.sub(r"\1", _LIST.sub("", html))
    html = _PAPER.sub(r"⟨\g<text>⇒\g<key>⟩", _CITE.sub(r"⟨\g<text>→\g<key>⟩", html))
    return _PLACE.sub("", html)


def without_prose(html: str) -> list[str]:
    """The text of code and the TeX of formulas, in order."""
    found: list[str] = []
    for element in _NO_PROSE.finditer(html):
        found.append(element["tex"] or _TAG.sub("", element["code"] or ""))
    return found
