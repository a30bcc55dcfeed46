"""The indexes of papers: order, people, venues, domains."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.paper_library import library
from support.papers import BLOOM, BORG, CUCKOO
from techdigest.papers.model import Author, Paper
from techdigest.site.papers.pages import paper_views
from techdigest.site.papers.people import People, letter_of
from techdigest.site.papers.venues import Venues, series
from techdigest.site.papers.views import PaperIndex

CHINESE = replace(
    BLOOM,
    key="zhou2016ml",
    slug="zhou2016ml",
    title="机器学习",
    authors=(Author("周", "志华"),),
    venue="清华大学出版社",
    year=2016,
    ids=(),
)


def index(source: str, *more: Paper) -> PaperIndex:
    shown = paper_views(library(*more))[source].papers
    assert shown is not None
    return shown


def outline(given: PaperIndex) -> dict[str, list[tuple[str, list[str]]]]:
    return {
        section.title: [(group.title, [row.url for row in group.rows]) for group in section.groups]
        for section in given.sections
    }


def test_years_go_from_the_newest_to_what_is_undated() -> None:
    assert list(outline(index("papers/index.md"))) == ["2017", "2014", "1970", "年份不详"]


def test_the_ways_to_look_at_papers_lead_to_each_other() -> None:
    tabs = index("en/papers/venues/index.md").tabs
    assert [(tab.title, tab.url, tab.is_here) for tab in tabs] == [
        ("Years", "en/papers/", False),
        ("Authors", "en/papers/authors/", False),
        ("Venues", "en/papers/venues/", True),
        ("Domains", "en/papers/domains/", False),
        ("Graph", "en/papers/graph/", False),
    ]


def test_people_stand_by_family_name_and_han_names_in_their_own_group() -> None:
    given = outline(index("en/papers/authors/index.md", CHINESE))
    assert list(given) == ["A", "B", "F", "J", "K", "M", "P", "S", "U", "V", "Chinese names"]
    assert given["F"] == [("Fan, Bin", ["en/papers/fan2014cuckoo/"])]
    assert given["Chinese names"] == [("周志华", ["en/papers/zhou2016ml/"])]


def test_domains_are_those_of_items_where_items_discuss_a_paper() -> None:
    given = outline(index("en/papers/domains/index.md"))
    assert given == {
        "Cloud": [
            ("", ["en/papers/vaswani2017attention/", "en/papers/fan2014cuckoo/", "en/papers/bloom1970space/"])
        ],
        "Reinforcement learning": [("", ["en/papers/bloom1970space/"])],
        "In no domain yet": [("", ["en/papers/verma2015large/"])],
    }


def test_a_row_counts_notes_and_not_their_translations() -> None:
    rows = {row.url: row for section in index("papers/index.md").sections for row in section.groups[0].rows}
    assert rows["papers/fan2014cuckoo/"].notes == 2
    assert rows["papers/fan2014cuckoo/"].authors == "Fan、Andersen、Kaminsky 等"
    assert rows["papers/verma2015large/"].notes == 0


def written_by(*names: str) -> list[Paper]:
    authors = [Author(*name.split(", ")) for name in names]
    return [replace(BORG, key=f"k{n}", slug=f"k{n}", authors=(author,)) for n, author in enumerate(authors)]


@pytest.mark.parametrize(
    ("names", "persons"),
    [
        (("Mitzenmacher, Michael", "Mitzenmacher, Michael D."), 1),
        (("Ontañón, Santiago", "Ontanon, Santiago"), 1),
        (("Müller, Jo A.", "Müller, Jo Ann"), 1),
        (("Wang, W.", "Wang, Wei"), 2),
        (("Wang, Wei", "Wang, Weizhi"), 2),
        (("Lee, Ann", "Lee, Ann B.", "Lee, Ann C."), 3),
        (("周, 志华", "周, 志"), 2),
    ],
)
def test_the_same_person_stands_once_and_different_ones_apart(names: tuple[str, ...], persons: int) -> None:
    papers = written_by(*names)
    people = People(papers)
    assert len(people.persons) == persons
    assert {paper.key for person in people.persons for paper in person.papers} == {p.key for p in papers}
    assert len({person.anchor for person in people.persons}) == persons
    for paper in papers:
        assert paper in people.person(paper.authors[0]).papers


def test_whatever_papers_come_first_people_are_the_same() -> None:
    papers = written_by("Lee, Ann", "Lee, Ann B.", "Fan, Bin", "Öst, Åsa", "周, 志华")
    there, back = People(papers), People(papers[::-1])
    assert [(p.author, p.anchor) for p in there.persons] == [(p.author, p.anchor) for p in back.persons]


@pytest.mark.parametrize(
    ("name", "letter"), [("Öst", "O"), ("van Gogh", "V"), ("周", "汉"), ("3M", "#"), ("", "#"), ("Ω", "#")]
)
def test_names_stand_under_their_first_letter_without_its_accent(name: str, letter: str) -> None:
    assert letter_of(name) == letter


@pytest.mark.parametrize(
    ("venue", "short"),
    [
        ("10th USENIX Symposium on Networked Systems Design and Implementation (NSDI 13)", "NSDI"),
        (
            "2006 IEEE Computer Society Conference on Computer Vision and Pattern Recognition (CVPR'06)",
            "CVPR",
        ),
        ("Proceedings of the Twenty-Fourth ACM Symposium on Operating Systems Principles (SOSP)", "SOSP"),
        ("2014 USENIX Annual Technical Conference (USENIX ATC 14)", "USENIX ATC"),
        ("Advances in Neural Information Processing Systems 28 (NIPS 2015)", "NIPS"),
        ("Proceedings of the 2014 ACM Conference on SIGCOMM", "ACM Conference on SIGCOMM"),
        ("Proceedings of the VLDB Endowment", "Proceedings of the VLDB Endowment"),
        ("Journal of the Royal Statistical Society. Series A (General)", None),
        ("Nature", None),
        ("清华大学出版社", None),
        ("2020", None),
    ],
)
def test_proceedings_of_every_year_are_one_series(venue: str, short: str | None) -> None:
    assert series(venue)[0] == (short or venue)


def test_papers_of_one_series_stand_together_and_keep_their_own_venue() -> None:
    first = replace(CUCKOO, key="a", venue="7th Symposium on Systems (OSDI 06)")
    second = replace(CUCKOO, key="b", venue="13th Symposium on Systems (OSDI 18)")
    venues = Venues([first, second, replace(BORG, venue="")])
    assert [(venue.name, venue.full_name, len(venue.papers)) for venue in venues.venues] == [
        ("OSDI", "Symposium on Systems", 2)
    ]
    assert venues.venue(replace(BORG, venue="")) is None
