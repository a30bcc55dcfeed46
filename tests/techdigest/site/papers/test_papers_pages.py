"""The pages of papers: what they show of a paper, and which notes they say discuss it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.paper_library import DIGEST, FILTER, PAPERS, library
from support.papers import CUCKOO
from support.site_library import catalogue, note
from techdigest.notes.model import Lang
from techdigest.papers.export import to_bibtex, to_ris
from techdigest.papers.model import Mention
from techdigest.papers.registry import Registry
from techdigest.site.listings import listing_views
from techdigest.site.note_views import note_view
from techdigest.site.papers.discussions import cut, located
from techdigest.site.papers.pages import paper_files, paper_url, paper_views
from techdigest.site.papers.views import PaperPage


def page(source: str) -> PaperPage:
    shown = paper_views(library())[source].paper
    assert shown is not None
    return shown


def test_each_paper_has_a_page_in_each_language_beside_the_four_indexes() -> None:
    views = listing_views(library(), latest=1)
    for prefix in ("", "zh-Hant/", "en/"):
        for paper in PAPERS:
            assert views[f"{prefix}papers/{paper.slug}.md"].kind == "paper"
        for index in ("", "authors/", "venues/", "domains/"):
            assert views[f"{prefix}papers/{index}index.md"].kind == "papers"
    exact = views["en/papers/fan2014cuckoo.md"].alternates
    assert [(other.url, other.is_exact) for other in exact] == [
        ("papers/fan2014cuckoo/", True),
        ("zh-Hant/papers/fan2014cuckoo/", True),
        ("en/papers/fan2014cuckoo/", True),
    ]


def test_a_site_without_papers_is_as_it_was() -> None:
    bare = catalogue(note("a"))
    assert not any("papers" in source for source in listing_views(bare, latest=1))
    view = note_view(bare, bare.notes[0])
    assert (view.papers_url, view.graph_url, view.data) == ("", "", None)
    assert paper_files(bare) == {}


def test_a_note_is_shown_once_in_the_language_of_the_page_or_the_best_other() -> None:
    found = {
        lang: [
            (note.title, note.lang, note.url) for note in page(f"{prefix}papers/fan2014cuckoo.md").discussed
        ]
        for lang, prefix in (("zh-Hans", ""), ("zh-Hant", "zh-Hant/"), ("en", "en/"))
    }
    compared = ("Filters compared", "en", "en/english/")
    chinese = ("布谷鸟过滤器", "zh-Hans", "filter/")
    assert found == {
        "zh-Hans": [compared, chinese],
        "zh-Hant": [compared, chinese],
        "en": [compared, ("Cuckoo filter", "en", "en/filter/")],
    }


def test_what_a_digest_says_stands_under_its_item_and_leads_there() -> None:
    (digest,) = (note for note in page("papers/bloom1970space.md").discussed if note.path == DIGEST)
    (part,) = digest.parts
    assert (part.title, part.url) == ("借布隆", "digest/#bloom-item")
    assert [(said.before, said.heading) for said in part.passages] == [("布隆的论文。", "")]


def test_the_name_of_the_paper_is_marked_in_its_sentence_and_citations_are_readable() -> None:
    (_, chinese) = page("papers/fan2014cuckoo.md").discussed
    first, second = chinese.parts[0].passages
    assert (first.before, first.name, first.after) == ("《", "布谷鸟过滤器", "》用指纹代替键。")
    assert (second.before, second.name, second.after) == ("见 [", "Fan 2014", ", sec. 5; Bloom 1970]。")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("See [@fan2014cuckoo2].", ("See [@fan2014cuckoo2].", "", "")),
        ("So [-@fan2014cuckoo].", ("So [", "Fan 2014", "].")),
        ("Mail a@fan2014cuckoo.example", ("Mail a@fan2014cuckoo.example", "", "")),
        (
            "CUCKOO filter: practically better than bloom!",
            ("", "CUCKOO filter: practically better than bloom", "!"),
        ),
        ("", ("", "", "")),
        ("| lease | CUCKOO [@fan2014cuckoo] | |", ("lease · CUCKOO [", "Fan 2014", "]")),
        ("|", ("|", "", "")),
    ],
)
def test_what_is_not_the_name_is_not_marked(sentence: str, expected: tuple[str, str, str]) -> None:
    mention = Mention("a.md", 1, 1, "citation", "", key=CUCKOO.key, sentence=sentence)
    assert cut(mention, CUCKOO, Registry(PAPERS)) == expected


def test_at_most_three_sentences_of_a_note_are_shown_each_once() -> None:
    mentions = [
        Mention(FILTER, line, 1, "title", "", key=CUCKOO.key, sentence=f"Sentence {line // 2}.")
        for line in range(12)
    ]
    given = library()
    given = replace(
        given,
        literature=type(given.literature)(given.literature.registry, {FILTER: mentions}),
    )
    shown = paper_views(given)["papers/fan2014cuckoo.md"].paper
    assert shown is not None
    said = [passage.before for passage in shown.discussed[0].parts[0].passages]
    assert said == ["Sentence 0.", "Sentence 1.", "Sentence 2."]


def test_links_lead_to_the_very_place_once_pages_are_rendered() -> None:
    whole = page("papers/fan2014cuckoo.md")
    headings = {(FILTER, "原理"): "yuanli", (FILTER, "实验"): "shiyan"}

    def urls(given: PaperPage) -> list[str]:
        return [said.url for note in given.discussed for part in note.parts for said in part.passages]

    there = located(
        whole,
        lambda path, anchor: (path, anchor) == (FILTER, "paper-fan2014cuckoo"),
        lambda path, heading: headings.get((path, heading)),
    )
    assert urls(there) == ["filter/#paper-fan2014cuckoo", "filter/#shiyan"]
    sections = located(whole, lambda path, anchor: False, lambda path, heading: headings.get((path, heading)))
    assert urls(sections) == ["filter/#yuanli", "filter/#shiyan"]
    assert urls(located(whole, lambda path, anchor: False, lambda path, heading: None)) == [
        "filter/",
        "filter/",
    ]


def test_papers_cite_are_cited_and_are_related_by_notes() -> None:
    cuckoo, bloom = page("papers/fan2014cuckoo.md"), page("papers/bloom1970space.md")
    assert [row.url for row in cuckoo.cites] == ["papers/bloom1970space/"]
    assert [row.url for row in bloom.cited_by] == ["papers/fan2014cuckoo/"]
    assert [(row.url, row.shared) for row in cuckoo.related] == [("papers/bloom1970space/", 1)]
    assert not cuckoo.cited_by
    assert not page("papers/verma2015large.md").discussed


def test_authors_venue_and_year_lead_to_their_places_in_the_indexes_of_the_language() -> None:
    shown = page("en/papers/fan2014cuckoo.md")
    assert shown.authors[0].url == "en/papers/authors/#author-bin-fan"
    assert shown.venue is not None
    assert shown.venue.url == "en/papers/venues/#venue-conext"
    assert shown.year is not None
    assert shown.year.url == "en/papers/#year-2014"


@pytest.mark.parametrize(
    ("lang", "name"), [("zh-Hans", "会议论文"), ("zh-Hant", "會議論文"), ("en", "Conference paper")]
)
def test_the_kind_of_paper_is_said_in_the_language_of_the_page(lang: Lang, name: str) -> None:
    given = library()
    assert paper_views(given)[given.addresses.paper(lang, "fan2014cuckoo")].paper.type == name  # type: ignore[union-attr]  # pages of papers have one


def test_addresses_of_other_schemes_become_no_links() -> None:
    hostile = replace(CUCKOO, key="x", slug="x", ids=(), url="javascript:alert(1)", aliases=())
    shown = paper_views(library(hostile))["papers/x.md"].paper
    assert shown is not None
    assert shown.ids == ()
    assert shown.pdf_url == ""
    assert "javascript" not in str(shown.metadata) + str(shown.data)


def test_each_paper_can_be_downloaded_in_two_formats() -> None:
    files = paper_files(library())
    assert len(files) == 2 * len(PAPERS)
    assert files["papers/fan2014cuckoo.bib"] == to_bibtex(PAPERS[0])
    assert files["papers/fan2014cuckoo.ris"] == to_ris(PAPERS[0])


def test_the_address_of_a_paper_is_that_of_the_language() -> None:
    given = library()
    assert paper_url(given, CUCKOO, "zh-Hans") == "papers/fan2014cuckoo/"
    assert paper_url(given, CUCKOO, "en") == "en/papers/fan2014cuckoo/"
