"""The templates, rendered on views made by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from support.theming import SITE_URL, Document, Site, site
from techdigest.markdown.snippet_marks import Mark
from techdigest.notes.model import LANGUAGES, Lang
from techdigest.site.views import (
    Alternate,
    Entry,
    Group,
    Kind,
    Link,
    SnippetGroup,
    SnippetRow,
    TermGroup,
    TermPlace,
    TermRow,
    View,
)
from techdigest.snippets.states import State

HOSTILE = """"'><script data-evil>alert(1)</script><img data-evil src=x onerror=alert(1)>&amp;"""
TEMPLATES = {kind: "main.html" if kind == "page" else f"{kind}.html" for kind in get_args(Kind)}
NAMES: dict[Lang, str] = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site(tmp_path_factory.mktemp("plain"))


def alternates(exact: set[Lang]) -> tuple[Alternate, ...]:
    prefixes: dict[Lang, str] = {"zh-Hans": "", "zh-Hant": "zh-Hant/", "en": "en/"}
    return tuple(
        Alternate(
            lang,
            NAMES[lang],
            f"{prefixes[lang]}a-note/" if lang in exact else prefixes[lang] or ".",
            lang in exact,
        )
        for lang in LANGUAGES
    )


def view(kind: Kind, lang: Lang = "zh-Hans", title: str = "标题", text: str = "说明", **more: object) -> View:
    """A view with everything filled in with `text`."""
    link = Link(text, "somewhere/", 3)
    entry = Entry(
        kind="digest",
        title=title,
        url="a-note/#part",
        lang=lang,
        date=date(2026, 11, 3),
        updated=date(2026, 11, 20),
        description=text,
        minutes=8,
        domains=(link,),
        tags=(link,),
        sources=(Link(text, "https://elsewhere.example/?a=1&b=2"),),
        languages=("zh-Hans", "en"),
        items=(link,),
    )
    item = Entry(kind="item", title=title, url="b-note/#item", lang="en", parent=link, description=text)
    row = SnippetRow(text, "a-note/#snippet-x", text, "en", (Mark(State.VERIFIED, text),))
    place = TermPlace(title, text, "a-note/#part", "en", "notes/a.md")
    term = TermRow(text, text, ((text, "zh-Hans"), (text, "zh-Hant")), (place,))
    fields: dict[str, object] = {
        "kind": kind,
        "lang": lang,
        "title": title,
        "description": text,
        "archive_url": "archive/",
        "domains_url": "domains/",
        "tags_url": "tags/",
        "snippets_url": "snippets/",
        "glossary_url": "glossary/",
        "feed_url": "feed.xml",
        "alternates": alternates({"zh-Hans", "en"}),
        "groups": (Group(text, (entry, item)),),
        "links": (link,),
        "snippets": (SnippetGroup(title, "a-note/", "en", (row,)),),
        "terms": (TermGroup(text, (term,)),),
        "entry": entry,
        "previous": link,
        "next": link,
        "series": text,
    }
    return View(**(fields | more))  # type: ignore[arg-type]  # a mapping of any fields


@pytest.mark.parametrize("kind", TEMPLATES)
def test_no_text_of_a_note_becomes_markup(plain: Site, kind: Kind) -> None:
    hostile = tuple(Alternate(lang, HOSTILE, HOSTILE, True) for lang in LANGUAGES)
    page = Document(
        plain.render(
            TEMPLATES[kind],
            view(kind, title=HOSTILE, text=HOSTILE, alternates=hostile),
            content="<h1>Own</h1>",
        )
    )
    assert not [element for element in page.elements if "data-evil" in element.attributes]
    assert not [element for element in page.elements if "onerror" in element.attributes]
    assert any("alert(1)" in element.text for element in page.elements if element.tag != "script")


@pytest.mark.parametrize("kind", TEMPLATES)
def test_the_site_s_own_name_is_text_too(plain: Site, kind: Kind) -> None:
    page = Document(plain.render(TEMPLATES[kind], view(kind), content="<h1>Own</h1>"))
    assert not list(page.find("digests"))
    assert next(page.find("title")).text.endswith("Notes & <Digests>")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_page_says_its_language(plain: Site, kind: Kind, lang: Lang) -> None:
    page = Document(plain.render(TEMPLATES[kind], view(kind, lang)))
    assert next(page.find("html")).attributes["lang"] == lang


@pytest.mark.parametrize(
    ("lang", "archive", "minutes", "day", "contents"),
    [
        ("zh-Hans", "归档", "约 8 分钟", "2026 年 11 月 3 日", "目录"),
        ("zh-Hant", "歸檔", "約 8 分鐘", "2026 年 11 月 3 日", "目錄"),
        ("en", "Archive", "8 min read", "3 Nov 2026", "Table of contents"),
    ],
)
def test_the_interface_speaks_the_language_of_the_page(
    plain: Site, lang: Lang, archive: str, minutes: str, day: str, contents: str
) -> None:
    td = view("note", lang)
    page = Document(plain.render("note.html", td))
    assert archive in [link.text for link in page.find("a", class_="td-places__link")]
    (line,) = page.find("p", class_="td-note-meta__line")
    assert minutes in line.text
    assert next(page.find("time", datetime="2026-11-03")).text == day
    words: Any = plain.env.get_template("partials/language.html").make_module({"td": td})
    assert words.t("toc") == contents


def test_alternates_are_the_exact_versions_by_their_whole_address(plain: Site) -> None:
    page = Document(plain.render("note.html", view("note")))
    links = {
        e.attributes["hreflang"]: e.attributes["href"]
        for e in page.find("link", rel="alternate")
        if "hreflang" in e.attributes
    }
    assert links == {
        "zh-Hans": SITE_URL + "a-note/",
        "en": SITE_URL + "en/a-note/",
        "x-default": SITE_URL + "a-note/",
    }


def test_a_note_in_one_language_has_no_alternates(plain: Site) -> None:
    page = Document(plain.render("note.html", view("note", alternates=alternates({"zh-Hans"}))))
    assert not [e for e in page.find("link", rel="alternate") if "hreflang" in e.attributes]


def test_the_language_menu_leads_to_the_note_and_says_where_it_leads_home(plain: Site) -> None:
    page = Document(plain.render("note.html", view("note")))
    english, traditional = (
        page.find("a", class_="td-menu__item", hreflang="en"),
        page.find("a", class_="td-menu__item", hreflang="zh-Hant"),
    )
    assert [(e.attributes["href"], e.text.split()) for e in english] == [("../en/a-note/", ["English"])]
    assert [(e.attributes["href"], "首页" in e.text) for e in traditional] == [("../zh-Hant/", True)]


def test_a_site_without_notes_leads_to_no_home_that_is_not_there(plain: Site) -> None:
    lost = Document(plain.render("404.html", view("page", has_notes=False)))
    assert {
        e.attributes["href"]
        for e in lost.find("a")
        if e.text in ("回到首页", "回到首頁", "Back to the home page")
    } == {".."}
    page = plain.render("main.html", view("page", has_notes=False, alternates=alternates({"zh-Hans"})))
    assert "data-td-menu" not in page


def test_a_page_tells_feed_readers_and_chat_windows_about_itself(plain: Site) -> None:
    page = Document(plain.render("note.html", view("note", "en", title="A title", text="What it says")))
    properties = {
        e.attributes["property"]: e.attributes["content"]
        for e in page.find("meta")
        if "property" in e.attributes
    }
    assert properties["og:type"] == "article"
    assert properties["og:title"] == "A title"
    assert properties["og:description"] == "What it says"
    assert (
        properties["og:url"]
        == next(page.find("link", rel="canonical")).attributes["href"]
        == SITE_URL + "a-note/"
    )
    assert properties["og:locale"] == "en_US"
    assert properties["article:published_time"] == "2026-11-03"
    assert properties["article:modified_time"] == "2026-11-20"
    assert next(page.find("link", type="application/atom+xml")).attributes["href"] == "../feed.xml"
    assert next(page.find("meta", name="description")).attributes["content"] == "What it says"


def test_a_note_in_another_language_is_listed_with_its_language(plain: Site) -> None:
    page = Document(plain.render("domain.html", view("domain")))
    foreign = [e for e in page.find("a", lang="en") if e.attributes["href"] == "../b-note/#item"]
    assert foreign
    assert [e.text for e in page.find("span", class_="td-badge", lang="en")] == ["English"]


def test_an_empty_listing_says_so(plain: Site) -> None:
    page = Document(plain.render("archive.html", view("archive", "en", groups=())))
    assert [e.text for e in page.find("p", class_="td-empty")] == ["There are no notes here yet."]


def test_the_facts_of_a_note_stand_below_its_own_heading(plain: Site) -> None:
    html = plain.render("note.html", view("note"), content="<h1 id=x>Own</h1>\n<p>Body</p>")
    assert html.count("<h1") == 1
    assert html.index("</h1>") < html.index("td-note-meta") < html.index("<p>Body</p>")


def test_a_note_without_heading_gets_its_title(plain: Site) -> None:
    page = Document(plain.render("note.html", view("note", title="A & B"), content="<p>Body</p>"))
    assert [e.text for e in page.find("h1")] == ["A & B"]


@pytest.mark.parametrize("template", ["main.html", "404.html"])
def test_without_the_plugin_pages_are_plain_pages(plain: Site, template: str) -> None:
    html = plain.render(template, None, content="<h1>Plain</h1>")
    assert Document(html).elements[0].attributes["lang"] == "zh-Hans"
    assert "td-menu" not in html


def test_404_speaks_all_languages(plain: Site) -> None:
    page = Document(plain.render("404.html", view("page")))
    assert [e.attributes["lang"] for e in page.find("section", class_="td-lost__version")] == list(LANGUAGES)
    assert len(list(page.find("h1"))) == 1


@pytest.mark.parametrize(("plugins", "buttons"), [((), 0), (("cjksearch",), 1)])
def test_the_search_button_is_there_where_search_is(
    tmp_path: Path, plugins: tuple[str, ...], buttons: int
) -> None:
    page = Document(site(tmp_path, plugins=plugins).render("note.html", view("note", "en")))
    found = [e for e in page.find("button") if "data-cjksearch-open" in e.attributes]
    assert [e.attributes["aria-label"] for e in found] == ["Search"] * buttons


def test_the_link_to_the_repository_asks_its_host_nothing(tmp_path: Path) -> None:
    html = site(tmp_path, repo_url="https://code.example/x").render("note.html", view("note"))
    assert 'href="https://code.example/x"' in html
    assert 'data-md-component="source"' not in html


def test_the_line_about_the_site_is_in_the_language_of_the_page(tmp_path: Path) -> None:
    own = site(tmp_path, theme={"taglines": {"en": "Notes on systems", "zh-Hans": "系统笔记"}})
    html = own.render("home.html", view("home", "en", text=""))
    assert [e.text for e in Document(html).find("p", class_="td-listing__lead")] == ["Notes on systems"]
    assert "系统笔记" not in html


def test_the_colour_toggle_says_in_the_language_of_the_page_where_it_leads(plain: Site) -> None:
    page = Document(plain.render("note.html", view("note", "en")))
    options = [e.attributes["aria-label"] for e in page.find("input", name="__palette")]
    toggles = [
        e.attributes["title"] for e in page.find("label") if e.attributes["for"].startswith("__palette_")
    ]
    assert options == ["Follow the system’s colours", "Light colours", "Dark colours"]
    assert toggles == [*options[1:], options[0]]
