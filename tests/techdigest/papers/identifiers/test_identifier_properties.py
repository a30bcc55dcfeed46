"""Identifiers in arbitrary and in hostile text."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techdigest.papers.identifiers import find_ids, id_url, parse_id, pdf_url
from techdigest.papers.identifiers.families import FAMILIES
from techdigest.papers.model import PaperId, Scheme

PIECES = [
    *(
        "https://",
        "http://",
        "arxiv.org/abs/",
        "arXiv:",
        "2006.14171",
        "v2",
        ".pdf",
        "cs/0112017",
        "hep-th/9901001",
    ),
    *(
        "doi:",
        "doi.org/",
        "10.1145/",
        "2674005.2674994",
        "(92)",
        "<1::A>3.0.CO;2-2",
        "%2F",
        "%",
        "10.",
        "?id=",
        "&",
    ),
    *(
        "aclanthology.org/",
        "P18-1001",
        "openreview.net/forum?id=",
        "usenix.org/conference/osdi20/presentation/",
    ),
    *(
        "PMID: ",
        "21613379",
        "ISBN ",
        "978-0-262-03384-8",
        "CorpusID:",
        "[",
        "]",
        "(",
        ")",
        "，",
        "。",
        " ",
        "\n",
        "\0",
    ),
    *("semanticscholar.org/paper/", "0" * 40, "/", "#", ";", "İ", "\ud800", "ſ", "１", "K"),
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


@given(TEXTS)
def test_any_text_is_read_and_what_is_found_lies_in_it_in_order(text: str) -> None:
    covered = 0
    for found in find_ids(text):
        assert covered <= found.start < found.end <= len(text)
        covered = found.end
        assert parse_id(str(found.id)) == found.id
        assert parse_id(id_url(found.id)) == found.id


@given(TEXTS)
def test_any_reference_is_read(text: str) -> None:
    paper_id = parse_id(text)
    if paper_id:
        assert parse_id(str(paper_id)) == paper_id


def matching(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True)


def isbn(first_twelve: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(first_twelve, [1, 3] * 6, strict=True))
    return f"{first_twelve}{-total % 10}"


HASHES = matching(r"[0-9a-f]{40}")
VALUES: dict[Scheme, st.SearchStrategy[str]] = {
    "arXiv": st.one_of(
        matching(r"(0[89]|1[0-4])(0[1-9]|1[0-2])\.\d{3}[1-9]"),
        matching(r"(1[5-9]|[2-8]\d)(0[1-9]|1[0-2])\.\d{4}[1-9]"),
        matching(r"(cs|math|hep-th|cond-mat|q-bio|math-ph)/(9[2-9]|0[0-6])(0[1-9]|1[0-2])\d\d[1-9]"),
    ),
    "doi": matching(r"10\.[1-9]\d{3,4}/[a-z0-9][a-z0-9._()/<>;:+-]{0,30}[0-9]"),
    "acl": matching(r"(20[2-9]\d\.[a-z]{2,8}-[a-z]{3,8}\.[1-9]\d?|[A-Z]\d\d-[1-9]\d\d[1-9])"),
    "openreview": matching(r"[A-Za-z0-9_-]{10}"),
    "usenix": matching(r"(legacy/)?(osdi|nsdi|atc|usenixsecurity)(0\d|1\d|2\d)/[a-z]{3,12}(-[a-z]{2,6})?"),
    "pmlr": matching(r"v[1-9]\d{0,2}/[a-z]{3,12}(0\d|1\d|2\d)[a-z]?"),
    "neurips": st.one_of(matching(r"(199\d|20[012]\d)/[0-9a-f]{32}"), matching(r"[1-9]\d{0,3}")),
    "cvf": matching(
        r"([A-Za-z]{3,8}/)?[A-Z][a-z]{2,8}(_[A-Z][a-z-]{2,8}){1,4}_(CVPR|ICCV|WACV|CVPRW)_20(1[3-9]|2\d)"
    ),
    "s2": st.one_of(HASHES, matching(r"CorpusID:[1-9]\d{3,9}")),
    "pubmed": matching(r"[1-9]\d{0,7}"),
    "isbn": matching(r"97[89]\d{9}").map(isbn),
}
IDS = st.sampled_from(sorted(VALUES)).flatmap(
    lambda scheme: VALUES[scheme].map(lambda value: PaperId(scheme, value))
)


def test_every_scheme_is_generated() -> None:
    assert set(VALUES) == {family.scheme for family in FAMILIES}


@given(IDS)
def test_identifiers_survive_being_written(generated: PaperId) -> None:
    paper_id = parse_id(str(generated))
    assert paper_id is not None
    if generated.scheme != "doi":  # views such as /pdf at the end of a generated DOI are dropped
        assert paper_id == generated
    assert parse_id(str(paper_id)) == paper_id
    assert parse_id(id_url(paper_id)) == paper_id
    pdf = pdf_url(paper_id)
    assert pdf is None or parse_id(pdf) == paper_id


@given(IDS)
def test_identifiers_survive_a_redirect(generated: PaperId) -> None:
    paper_id = parse_id(str(generated))
    assert paper_id is not None
    redirect = f"https://link.example.com/?target={quote(id_url(paper_id), safe='')}"
    assert parse_id(redirect) == paper_id


HOSTILE = [
    *(
        "10.1/",
        "10.1145/",
        "10.1145/a",
        "doi:",
        "doi:10.1145/1(",
        "doi.org/",
        "arXiv:",
        "arXiv: ",
        "arXiv.",
        "a/",
        "a-b/",
    ),
    *(
        "%2F",
        "%",
        "https://",
        "https://a.b/",
        "https:/a.b/",
        "http://arxiv.org/",
        ",https://",
        "arxiv.org/",
        "a.",
    ),
    *(
        "ISBN ",
        "ISBN 978",
        "9 7",
        "1-",
        "PMID: ",
        "PubMed ",
        "CorpusID:",
        "[2001.07450]",
        "[",
        "(",
        ")",
        "<1>",
        ";2",
    ),
    *(
        "/abs",
        "https://arxiv.org" + "/abs" * 5,
        "https://dl.acm.org/doi/10.1145/1",
        "hep-th/",
        "2006.14171 ",
        "字",
        " ",
    ),
    *(
        "https://openaccess.thecvf.com/content_A_",
        "https://usenix.org/conference/a-b-0",
        ".pdf/full",
        "=10.1145/",
    ),
]


def calls(work: Callable[[], object]) -> int:
    """Count the calls of functions, of Python and of C, that some work makes."""
    count = 0

    def on_event(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(on_event)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("token", HOSTILE)
@pytest.mark.parametrize(
    "start", ["", "https://arxiv.org/", "https://doi.org/10.1145/1", "https://usenix.org/"]
)
def test_calls_grow_no_faster_than_hostile_text(start: str, token: str) -> None:
    def work(characters: int) -> int:
        text = start + (token * characters)[:characters]
        return calls(lambda: list(find_ids(text)))

    # What is constant for one address, however long, may come or go at the end
    assert work(8_000) <= 2.2 * work(4_000) + 500
