"""Identifiers against tables of what real texts hold: addresses, bare forms, and what names no paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from techdigest.papers.identifiers import find_ids, id_url, parse_id, pdf_url
from techdigest.papers.identifiers.families import FAMILIES
from techdigest.papers.model import PaperId


def lines(name: str) -> list[str]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


ADDRESSES = [tuple(line.rsplit(" ", 1)) for line in lines("addresses.txt")]
BARE = [tuple(line.split(" => ")) for line in lines("bare.txt")]
NONE = lines("none.txt")


def shown(text: str) -> str:
    return " ".join(f"{found.id} [{text[found.start : found.end]}]" for found in find_ids(text))


@pytest.mark.parametrize(("address", "expected"), ADDRESSES)
def test_an_address_names_a_paper(address: str, expected: str) -> None:
    assert str(parse_id(address)) == expected


@pytest.mark.parametrize(
    "around", ["{}", "见 {}。", "（{}）", "(see {}).", "论文：{}，2020", '"{}"', "<{}>", "{}, and"]
)
def test_an_address_is_found_whole_in_a_sentence(around: str) -> None:
    wrong = []
    for address, expected in ADDRESSES:
        text = around.format(address)
        if shown(text) != f"{expected} [{address}]":
            wrong.append((text, shown(text)))
    assert wrong == []


@pytest.mark.parametrize(("text", "expected"), BARE)
def test_a_text_names_papers(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_paper_gives_nothing(text: str) -> None:
    assert shown(text) == ""
    assert parse_id(text) is None


@pytest.mark.parametrize("text", ["10.2019/3", "10.1234/5", "PMID: 12"])
def test_short_numbers_are_identifiers_only_where_nothing_else_is_meant(text: str) -> None:
    assert shown(f"see {text} there") == ""
    assert parse_id(text) is not None


def test_the_tables_are_as_large_as_promised() -> None:
    assert len(ADDRESSES) + len(BARE) >= 250
    assert len(NONE) >= 80


def test_every_family_is_in_the_tables() -> None:
    named = {expected.partition(":")[0] for _, expected in ADDRESSES}
    assert named == {family.scheme for family in FAMILIES}


@pytest.mark.parametrize("expected", sorted({expected for _, expected in ADDRESSES}))
def test_an_identifier_survives_its_own_spellings(expected: str) -> None:
    paper_id = parse_id(expected)
    assert paper_id is not None
    assert str(paper_id) == expected
    assert parse_id(id_url(paper_id)) == paper_id
    pdf = pdf_url(paper_id)
    assert pdf is None or parse_id(pdf) == paper_id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  arXiv:2006.14171v2 ", PaperId("arXiv", "2006.14171")),
        ("<https://arxiv.org/abs/2006.14171>", PaperId("arXiv", "2006.14171")),
        ("pmid:21613379", PaperId("pubmed", "21613379")),
        ("ISBN:0-262-03384-4", PaperId("isbn", "9780262033848")),
        ("10.1137/0201010", PaperId("doi", "10.1137/0201010")),
        ("acl:p18-1001", PaperId("acl", "P18-1001")),
        ("see arXiv:2006.14171", None),
        ("arXiv:2006.14171 and more", None),
        ("", None),
        ("fan2014cuckoo", None),
        ("notes/cuckoo.md", None),
        ("mailto:ada@example.com", None),
    ],
)
def test_a_reference_is_read_as_a_whole(text: str, expected: PaperId | None) -> None:
    assert parse_id(text) == expected


@pytest.mark.parametrize(
    ("identifier", "page", "pdf"),
    [
        ("arXiv:2006.14171", "https://arxiv.org/abs/2006.14171", "https://arxiv.org/pdf/2006.14171"),
        (
            "doi:10.1002/(sici)1<2::aid>3.0.co;2-2",
            "https://doi.org/10.1002/(sici)1%3C2::aid%3E3.0.co;2-2",
            None,
        ),
        ("acl:P18-1001", "https://aclanthology.org/P18-1001/", "https://aclanthology.org/P18-1001.pdf"),
        (
            "usenix:legacy/osdi04/dean",
            "https://www.usenix.org/legacy/event/osdi04/tech/full_papers/dean/dean.pdf",
            None,
        ),
        (
            "neurips:2022/9d5609613524ecf4f15af0f7b31abca4",
            "https://proceedings.neurips.cc/paper_files/paper/2022/hash/"
            "9d5609613524ecf4f15af0f7b31abca4-Abstract-Conference.html",
            "https://proceedings.neurips.cc/paper_files/paper/2022/file/"
            "9d5609613524ecf4f15af0f7b31abca4-Paper-Conference.pdf",
        ),
    ],
)
def test_papers_have_an_address(identifier: str, page: str, pdf: str | None) -> None:
    paper_id = parse_id(identifier)
    assert paper_id is not None
    assert (id_url(paper_id), pdf_url(paper_id)) == (page, pdf)
