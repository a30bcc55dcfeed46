"""What reference managers and search engines read of a paper: Highwire's names, and schema.org's."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from support.paper_library import FILTER, library
from support.papers import ATTENTION, BLOOM, BORG, CUCKOO
from techdigest.papers.model import Author, PaperId
from techdigest.site.note_views import note_view
from techdigest.site.papers.metadata import highwire, item_type, paper_data, read_pdf, read_url


def test_a_conference_paper_has_its_conference_pages_and_doi() -> None:
    paper = replace(
        CUCKOO, fields=MappingProxyType({"pages": "75--88", "publisher": "ACM", "date": "2014-12-02"})
    )
    assert highwire(paper, "en") == (
        ("citation_title", "Cuckoo Filter: Practically Better Than Bloom"),
        ("citation_author", "Fan, Bin"),
        ("citation_author", "Andersen, David G."),
        ("citation_author", "Kaminsky, Michael"),
        ("citation_author", "Mitzenmacher, Michael D."),
        ("citation_publication_date", "2014/12/02"),
        ("citation_conference_title", "CoNEXT"),
        ("citation_publisher", "ACM"),
        ("citation_firstpage", "75"),
        ("citation_lastpage", "88"),
        ("citation_doi", "10.1145/2674005.2674994"),
        ("citation_public_url", "https://doi.org/10.1145/2674005.2674994"),
        ("citation_abstract_html_url", "https://doi.org/10.1145/2674005.2674994"),
        ("citation_language", "en"),
    )


def test_an_article_has_its_journal_volume_and_issue() -> None:
    found = dict(highwire(replace(BLOOM, fields=MappingProxyType({"volume": "13", "number": "7"})), "en"))
    assert found["citation_journal_title"] == "Communications of the ACM"
    assert (found["citation_volume"], found["citation_issue"]) == ("13", "7")
    assert found["citation_publication_date"] == "1970"


def test_a_preprint_has_its_arxiv_id_and_pdf() -> None:
    found = dict(highwire(ATTENTION, "en"))
    assert found["citation_arxiv_id"] == "1706.03762"
    assert found["citation_pdf_url"] == read_pdf(ATTENTION)
    assert read_pdf(ATTENTION).startswith("https://arxiv.org/pdf/1706.03762")


def test_a_report_names_its_institution_and_number() -> None:
    report = replace(
        BORG, type="techreport", venue="Google", ids=(), fields=MappingProxyType({"number": "TR-7"})
    )
    found = dict(highwire(report, "en"))
    assert found["citation_technical_report_institution"] == "Google"
    assert found["citation_technical_report_number"] == "TR-7"
    assert "citation_issue" not in found


def test_a_book_names_its_publisher_once_and_its_isbn() -> None:
    book = replace(
        BLOOM,
        type="book",
        venue="MIT Press",
        ids=(PaperId("isbn", "9780262035613"),),
        url="https://books.example/x",
        fields=MappingProxyType({"publisher": "MIT Press"}),
    )
    found = [pair for pair in highwire(book, "en") if pair[1] in ("MIT Press", "9780262035613")]
    assert found == [("citation_publisher", "MIT Press"), ("citation_isbn", "9780262035613")]
    assert paper_data(book, "en")["isbn"] == "9780262035613"


@pytest.mark.parametrize(
    ("type_", "ids", "url", "expected"),
    [
        ("article", (), "", "journalArticle"),
        ("inproceedings", (), "", "conferencePaper"),
        ("misc", (PaperId("arXiv", "1706.03762"),), "", "preprint"),
        ("misc", (), "https://a.example", "webpage"),
        ("misc", (), "", "document"),
        ("mastersthesis", (), "", "thesis"),
        ("incollection", (), "", "bookSection"),
        ("whatever", (PaperId("doi", "10.1/x"),), "", "document"),
    ],
)
def test_each_entry_has_a_kind_that_zotero_knows(
    type_: str, ids: tuple[PaperId, ...], url: str, expected: str
) -> None:
    paper = replace(BLOOM, type=type_, ids=ids, url=url)
    assert item_type(paper) == expected
    assert paper_data(paper, "en")["@type"]


def test_a_paper_is_the_same_as_what_its_addresses_show() -> None:
    paper = replace(ATTENTION, ids=(PaperId("arXiv", "1706.03762"), PaperId("doi", "10.1/x")), url="ftp://no")
    data = paper_data(paper, "en")
    assert data["sameAs"] == ["https://arxiv.org/abs/1706.03762", "https://doi.org/10.1/x"]
    assert read_url(paper) == "https://doi.org/10.1/x"
    assert read_url(replace(paper, ids=())) == ""


def test_people_have_given_and_family_names_and_groups_one() -> None:
    paper = replace(BLOOM, authors=(Author("周", "志华"), Author("Gemini Team")))
    assert paper_data(paper, "zh-Hans")["author"] == [
        {"@type": "Person", "name": "周志华", "familyName": "周", "givenName": "志华"},
        {"@type": "Person", "name": "Gemini Team"},
    ]
    assert ("citation_author", "Gemini Team,") in highwire(paper, "zh-Hans")


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ([Author("van der Berg", "Jan Willem")], ["van der Berg, Jan Willem;"]),
        (
            [Author("van der Berg", "Jan Willem"), Author("Fan", "Bin")],
            ["van der Berg, Jan Willem", "Fan, Bin"],
        ),
        ([Author("Mitzenmacher", "Michael D.")], ["Mitzenmacher, Michael D."]),
        ([Author("Microsoft Azure", "")], ["Microsoft Azure,"]),
        ([Author("Google", "")], ["Google"]),
    ],
)
def test_names_are_closed_where_zotero_would_part_them_wrongly(
    authors: list[Author], expected: list[str]
) -> None:
    found = highwire(replace(CUCKOO, authors=tuple(authors)), "en")
    assert [value for name, value in found if name == "citation_author"] == expected


def test_a_note_cites_the_papers_it_mentions() -> None:
    given = library()
    note = next(note for note in given.notes if note.path == FILTER)
    data = note_view(given, note).data
    assert data is not None
    assert (data["@type"], data["headline"], data["inLanguage"]) == ("BlogPosting", note.title, "zh-Hans")
    assert data["datePublished"] == "2026-03-04"
    cited = data["citation"]
    assert isinstance(cited, list)
    assert [each["name"] for each in cited] == [CUCKOO.title, BLOOM.title]
