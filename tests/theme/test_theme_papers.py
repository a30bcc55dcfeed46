"""The templates of papers, rendered on hostile papers, and what parsers of metadata read of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from extruct.jsonld import JsonLdExtractor

from support.paper_library import FILTER, library
from support.papers import CUCKOO
from support.theming import SITE_URL, Document, Site, site
from techdigest.notes.model import LANGUAGES, Lang
from techdigest.papers.model import Author
from techdigest.site.listings import listing_views
from techdigest.site.note_views import note_view

EVIL = """</script></pre>"'><script data-evil>alert(1)</script><img data-evil src=x onerror=alert(1)>&amp;"""
HOSTILE = replace(
    CUCKOO,
    key=EVIL,
    slug="hostile",
    title=EVIL,
    authors=(Author(EVIL, EVIL), Author("Fan")),
    venue=EVIL,
    aliases=(EVIL + "2",),
    url="https://a.example/" + EVIL,
    is_checked=False,
)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site(tmp_path_factory.mktemp("papers"), site_author="A. Writer")


def rendered(plain: Site, source: str) -> str:
    view = listing_views(library(HOSTILE), latest=1)[source]
    return plain.render(f"{view.kind}.html", view, source=source)


def json_ld(html: str) -> dict[str, Any]:
    (found,) = JsonLdExtractor().extract(html)
    assert isinstance(found, dict)
    return found


def metas(html: str, name: str) -> list[str]:
    return [element.attributes["content"] for element in Document(html).find("meta", name=name)]


@pytest.mark.parametrize("page", ["hostile", "index", "authors/index", "venues/index", "domains/index"])
@pytest.mark.parametrize("lang", ["", "en/"])
def test_no_text_of_a_paper_becomes_markup(plain: Site, lang: str, page: str) -> None:
    html = rendered(plain, f"{lang}papers/{page}.md")
    document = Document(html)
    assert not [e for e in document.elements if "data-evil" in e.attributes or "onerror" in e.attributes]
    assert any("alert(1)" in e.text for e in document.elements if e.tag in ("h1", "a", "h3"))


def test_a_title_that_ends_scripts_is_data_in_the_metadata(plain: Site) -> None:
    html = rendered(plain, "papers/hostile.md")
    assert json_ld(html)["headline"] == EVIL
    assert metas(html, "citation_title") == [EVIL]
    assert EVIL in next(Document(html).find("pre", id="td-export-2")).text


def test_a_paper_is_read_back_from_its_page(plain: Site) -> None:
    html = rendered(plain, "en/papers/fan2014cuckoo.md")
    data = json_ld(html)
    assert (data["@type"], data["name"], data["datePublished"]) == ("ScholarlyArticle", CUCKOO.title, "2014")
    assert [author["familyName"] for author in data["author"]] == [a.family for a in CUCKOO.authors]
    assert data["sameAs"] == ["https://doi.org/10.1145/2674005.2674994"]
    assert data["mainEntityOfPage"] == SITE_URL + "en/papers/fan2014cuckoo/"
    assert metas(html, "citation_author")[0] == "Fan, Bin"
    assert metas(html, "z:itemType") == ["conferencePaper"]
    assert metas(html, "description") == []  # it would be taken for an abstract


def test_a_note_is_a_blog_post_with_its_author_and_what_it_cites(plain: Site) -> None:
    given = library()
    view = note_view(given, next(note for note in given.notes if note.path == FILTER))
    html = plain.render("note.html", view, source="filter.md")
    data = json_ld(html)
    assert (data["@type"], data["headline"], data["author"]["name"]) == (
        "BlogPosting",
        view.title,
        "A. Writer",
    )
    assert data["citation"][0]["name"] == CUCKOO.title
    assert metas(html, "z:itemType") == ["blogPost"]
    assert metas(html, "citation_title") == [view.title]
    assert metas(html, "citation_author") == ["A. Writer"]
    assert metas(html, "citation_publication_date") == ["2026/03/04"]
    assert metas(html, "citation_journal_title") == []


def test_without_papers_a_note_has_no_such_metadata(plain: Site) -> None:
    given = library()
    view = note_view(given, given.notes[0])
    html = plain.render("note.html", replace(view, data=None, papers_url=""), source="filter.md")
    assert "citation_" not in html
    assert "ld+json" not in html
    assert "papers.css" not in html


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh-Hans", ("谈到它的笔记", "还没有笔记谈到这篇论文。", "元数据尚未核对。")),
        ("zh-Hant", ("談到它的筆記", "還沒有筆記談到這篇論文。", "中繼資料尚未核對。")),
        ("en", ("Discussed in", "No note discusses this paper yet.", "Its metadata has not been checked.")),
    ],
)
def test_a_paper_nobody_discusses_says_so_and_shows_no_empty_sections(
    plain: Site, lang: Lang, words: tuple[str, ...]
) -> None:
    html = rendered(plain, library().addresses.paper(lang, "hostile"))
    text = next(Document(html).find("article", class_="td-paperpage")).text
    for word in words:
        assert word in text
    assert len(list(Document(html).find("section", class_="td-paperpage__part"))) == 1


def test_titles_in_another_language_say_so(plain: Site) -> None:
    document = Document(rendered(plain, "papers/fan2014cuckoo.md"))
    assert next(document.find("h1")).attributes["lang"] == "en"
    assert "lang" not in next(document.find("p", class_="td-paperpage__alias")).attributes
    english = Document(rendered(plain, "en/papers/fan2014cuckoo.md"))
    assert "lang" not in next(english.find("h1")).attributes
    assert next(english.find("p", class_="td-paperpage__alias")).attributes["lang"] == "zh-Hans"


def test_the_header_leads_to_papers_in_the_language_of_the_page(plain: Site) -> None:
    for lang in LANGUAGES:
        source = library().addresses.paper(lang, "fan2014cuckoo")
        (here,) = [
            e
            for e in Document(rendered(plain, source)).find("a", class_="td-places__link")
            if e.attributes.get("aria-current")
        ]
        assert here.text in ("论文", "論文", "Papers")
