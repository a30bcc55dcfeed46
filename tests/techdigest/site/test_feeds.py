"""Atom feeds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from support.site_library import catalogue, note
from techdigest.notes.model import Note
from techdigest.site.feeds import feed

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITE: Any = {"site_url": "https://example.org/sub/", "site_name": "站名 & Co", "limit": 3}


def parsed(*notes: Note, lang: Any = "zh-Hans") -> ElementTree.Element:
    """The feed of some notes, parsed."""
    text = feed(catalogue(*notes), lang, **SITE)
    assert text is not None
    return ElementTree.fromstring(text)


def texts(root: ElementTree.Element, path: str) -> list[str | None]:
    """The texts of all elements at a path."""
    return [node.text for node in root.findall(path, ATOM)]


def test_a_feed_has_what_atom_asks_for() -> None:
    root = parsed(
        note("a", date=date(2026, 1, 2)), note("b", date=date(2026, 3, 4), updated=date(2026, 5, 6))
    )
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert texts(root, "a:title") == ["站名 & Co"]
    assert texts(root, "a:id") == ["https://example.org/sub/"]
    assert texts(root, "a:updated") == ["2026-05-06T00:00:00Z"]
    assert texts(root, "a:author/a:name") == ["站名 & Co"]
    links = {node.get("rel"): node.get("href") for node in root.findall("a:link", ATOM)}
    assert links == {"alternate": "https://example.org/sub/", "self": "https://example.org/sub/feed.xml"}
    assert texts(root, "a:entry/a:id") == ["https://example.org/sub/b/", "https://example.org/sub/a/"]
    assert texts(root, "a:entry/a:updated") == ["2026-05-06T00:00:00Z", "2026-01-02T00:00:00Z"]
    assert texts(root, "a:entry/a:published") == ["2026-03-04T00:00:00Z", "2026-01-02T00:00:00Z"]


def test_an_entry_says_everything_the_note_says() -> None:
    source = {"url": "https://e.org/p", "title": "原文"}
    one = note(
        "a", date=date(2026, 1, 1), tags=("K8s", "云"), domains=("rl",), sources=(source,), description="说明"
    )
    entry = parsed(one).find("a:entry", ATOM)
    assert entry is not None
    assert texts(entry, "a:summary") == ["说明"]
    assert [node.get("term") for node in entry.findall("a:category", ATOM)] == ["强化学习", "K8s", "云"]
    via = [node for node in entry.findall("a:link", ATOM) if node.get("rel") == "via"]
    assert [(node.get("href"), node.get("title")) for node in via] == [("https://e.org/p", "原文")]


def test_a_feed_holds_the_newest_notes_each_in_its_language() -> None:
    notes = [note(f"n{i}", date=date(2026, 1, i)) for i in range(1, 6)]
    root = parsed(*notes, note("n5", "en", date=date(2026, 1, 5)), lang="en")
    assert texts(root, "a:entry/a:id") == [
        "https://example.org/sub/en/n5/",
        "https://example.org/sub/n4/",
        "https://example.org/sub/n3/",
    ]
    xml_lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [node.get(xml_lang) for node in root.findall("a:entry", ATOM)] == ["en", "zh-Hans", "zh-Hans"]


def test_times_keep_their_zone_and_are_compared_as_times() -> None:
    east = datetime(2026, 1, 2, 0, 30, tzinfo=timezone(timedelta(hours=8)))
    root = parsed(note("east", date=east), note("utc", date=datetime(2026, 1, 1, 20, 0, tzinfo=UTC)))
    assert texts(root, "a:updated") == ["2026-01-01T20:00:00Z"]
    assert "2026-01-02T00:30:00+08:00" in texts(root, "a:entry/a:updated")


def test_undated_notes_stay_out_and_nothing_left_means_no_feed() -> None:
    assert feed(catalogue(note("a")), "en", **SITE) is None
    assert len(parsed(note("a"), note("b", date=date(2026, 1, 1))).findall("a:entry", ATOM)) == 1


@settings(deadline=None)  # machines are shared
@given(st.text(), st.text())
def test_whatever_the_title_says_the_feed_is_well_formed(title: str, description: str) -> None:
    title = title.encode("utf-8", "replace").decode()
    root = parsed(note("a", title=title, description=description, date=date(2026, 1, 1)))
    assert len(texts(root, "a:entry/a:title")) == 1
