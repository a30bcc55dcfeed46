"""What stands around the text of a note."""

from __future__ import annotations

from datetime import date

from support.site_library import catalogue, note, page
from techdigest.notes.model import Note
from techdigest.site.note_views import bare_view, note_view, page_view
from techdigest.site.views import Link


def neighbours(notes: list[Note], current: Note) -> tuple[str, str]:
    """The addresses of the notes before and after."""
    view = note_view(catalogue(*notes), current)

    def url(link: Link | None) -> str:
        return link.url if link else ""

    return url(view.previous), url(view.next)


def test_notes_of_a_series_lead_to_each_other_by_date() -> None:
    first = note("first", date=date(2026, 1, 1), series="s")
    second = note("second", date=date(2026, 3, 1), series="s")
    between = note("between", date=date(2026, 2, 1))
    notes = [between, second, first]
    assert neighbours(notes, first) == ("", "second/")
    assert neighbours(notes, second) == ("first/", "")
    assert neighbours(notes, between) == ("", "")


def test_notes_without_series_lead_to_each_other_in_time_preferring_their_language() -> None:
    notes = [
        note("a", "zh-Hans", date=date(2026, 1, 1)),
        note("a", "en", date=date(2026, 1, 1)),
        note("b", "zh-Hans", date=date(2026, 2, 1)),
        note("c", "zh-Hans", date=date(2026, 3, 1)),
        note("c", "en", date=date(2026, 3, 1)),
    ]
    assert neighbours(notes, notes[4]) == ("b/", "")
    assert neighbours(notes, notes[2]) == ("a/", "c/")
    assert neighbours(notes, notes[1]) == ("", "b/")


def test_the_switcher_leads_to_the_same_note_or_else_home() -> None:
    notes = [note("a", "zh-Hans"), note("a", "en")]
    view = note_view(catalogue(*notes), notes[1])
    assert [(other.lang, other.name, other.url, other.is_exact) for other in view.alternates] == [
        ("zh-Hans", "简体中文", "a/", True),
        ("zh-Hant", "繁體中文", "zh-Hant/", False),
        ("en", "English", "en/a/", True),
    ]
    assert view.lang == "en"
    assert view.home_url == "en/"
    assert view.feed_url == "en/feed.xml"


def test_the_description_is_the_author_s_or_else_the_beginning_of_the_text() -> None:
    given = note("a", description="说明。", text="正文。")
    assert note_view(catalogue(given), given).description == "说明。"
    absent = note("b", text="第一句。第二句。")
    assert note_view(catalogue(absent), absent).description == "第一句。第二句。"


def test_a_plain_page_has_no_entry_but_its_languages() -> None:
    pages = (page("guide/index.md", "guide/index", "zh-Hans"), page("guide/index.en.md", "guide/index", "en"))
    view = page_view(catalogue(pages=pages), pages[1])
    assert view.kind == "page"
    assert view.entry is None
    assert not view.has_notes
    assert [other.is_exact for other in view.alternates] == [True, False, True]


def test_a_page_without_source_leads_home_in_every_language() -> None:
    view = bare_view(catalogue(note("a")), "404.html")
    assert [other.is_exact for other in view.alternates] == [False, False, False]
    assert view.lang == "zh-Hans"


def test_a_note_that_was_read_again_has_another_entry() -> None:
    then, now = note("a", title="甲"), note("a", title="乙", tags=("新",))
    site = catalogue(then)
    assert note_view(site, then).title == "甲"
    site.refresh(now)
    entry = note_view(site, now).entry
    assert entry is not None
    assert entry.title == "乙"
    assert [tag.title for tag in entry.tags] == ["新"]
