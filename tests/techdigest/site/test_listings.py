"""What the listing pages of each language show."""

from __future__ import annotations

from datetime import date

from support.site_library import catalogue, note
from techdigest.notes.model import DigestItem, Lang, Source
from techdigest.site.listings import listing_views
from techdigest.site.views import View

ITEMS = (
    DigestItem(
        "Operator 的 tracing", "tracing", 1, (Source(url="https://e.org/a"),), ("cloud",), text="摘要一。"
    ),
    DigestItem("无效动作 mask", "无效动作-mask", 9, domains=("rl",)),
)


def titles(view: View) -> list[list[str]]:
    """The titles of a view's entries, group by group."""
    return [[entry.title for entry in group.entries] for group in view.groups]


def test_a_site_without_notes_has_no_listings() -> None:
    assert listing_views(catalogue(), latest=5) == {}


def test_every_language_has_every_listing() -> None:
    views = listing_views(catalogue(note("a", date=date(2026, 1, 1), tags=("x",), domains=("rl",))), latest=5)
    for prefix in ("", "zh-Hant/", "en/"):
        for name in ("index", "archive/index", "domains/index", "tags/index", "domains/rl", "tags/x"):
            assert f"{prefix}{name}.md" in views
    assert len(views) == 18


def test_a_note_is_listed_in_the_page_language_or_else_in_the_default_or_else_as_it_is() -> None:
    notes = [
        note("both", "zh-Hans", date=date(2026, 3, 1)),
        note("both", "en", date=date(2026, 3, 1)),
        note("zh", "zh-Hans", date=date(2026, 2, 1)),
        note("hant", "zh-Hant", date=date(2026, 1, 1)),
    ]
    views = listing_views(catalogue(*notes), latest=5)
    shown = [(entry.url, entry.lang) for entry in views["en/index.md"].groups[0].entries]
    assert shown == [("en/both/", "en"), ("zh/", "zh-Hans"), ("zh-Hant/hant/", "zh-Hant")]
    assert views["en/index.md"].groups[0].entries[0].languages == ("zh-Hans", "en")
    assert views["zh-Hant/index.md"].groups[0].entries[0].url == "both/"


def test_notes_are_sorted_newest_first_then_by_path_and_undated_last() -> None:
    day = date(2026, 5, 5)
    notes = [note("b", date=day), note("undated"), note("a", date=day), note("new", date=date(2026, 6, 1))]
    for order in (notes, notes[::-1]):
        view = listing_views(catalogue(*order), latest=9)["index.md"]
        assert [entry.url for entry in view.groups[0].entries] == ["new/", "a/", "b/", "undated/"]


def test_home_shows_the_latest_notes_and_the_latest_items_and_the_domains() -> None:
    notes = [note(f"n{i}", date=date(2026, 1, i)) for i in range(1, 6)]
    digest = note("digest", date=date(2025, 1, 1), items=ITEMS, domains=("cloud", "rl"))
    home = listing_views(catalogue(*notes, digest), latest=3)["en/index.md"]
    assert [group.title for group in home.groups] == ["Notes", "Digest items"]
    assert [len(group.entries) for group in home.groups] == [3, 2]
    assert [(link.title, link.count) for link in home.links] == [("Cloud", 1), ("Reinforcement learning", 1)]


def test_an_item_is_an_entry_of_its_own_that_leads_to_its_section() -> None:
    digest = note("digest", date=date(2025, 1, 1), items=ITEMS)
    item = listing_views(catalogue(digest), latest=5)["index.md"].groups[1].entries[1]
    assert item.kind == "item"
    assert item.url == "digest/#%E6%97%A0%E6%95%88%E5%8A%A8%E4%BD%9C-mask"
    assert item.parent is not None
    assert (item.parent.title, item.parent.url) == ("digest (zh-Hans)", "digest/")
    assert item.date == date(2025, 1, 1)


def test_a_digest_stands_in_a_domain_by_its_items() -> None:
    digest = note("digest", date=date(2026, 1, 1), items=ITEMS, domains=("cloud", "rl"))
    other = note("other", date=date(2026, 2, 1), domains=("rl",))
    views = listing_views(catalogue(digest, other), latest=5)
    assert titles(views["domains/rl.md"]) == [["other (zh-Hans)"], ["无效动作 mask"]]
    assert titles(views["domains/cloud.md"]) == [["Operator 的 tracing"]]
    assert [link.count for link in views["domains/index.md"].links] == [1, 2]


def test_a_domain_the_taxonomy_does_not_know_is_neither_listed_nor_linked() -> None:
    views = listing_views(catalogue(note("a", domains=("nonsense", "rl"))), latest=5)
    assert "domains/nonsense.md" not in views
    assert [link.title for link in views["index.md"].groups[0].entries[0].domains] == ["强化学习"]


def test_the_archive_groups_by_year_and_puts_undated_notes_last() -> None:
    notes = [
        note("a", date=date(2024, 5, 1)),
        note("b", date=date(2026, 1, 1)),
        note("c"),
        note("d", date=date(2024, 7, 1)),
    ]
    archive = listing_views(catalogue(*notes), latest=1)["en/archive/index.md"]
    assert [(group.title, len(group.entries)) for group in archive.groups] == [
        ("2026", 1),
        ("2024", 2),
        ("Undated", 1),
    ]


def test_spellings_of_a_tag_share_a_page_and_the_most_used_tag_comes_first() -> None:
    notes = [
        note("a", date=date(2026, 3, 1), tags=("K8s", "k8s")),
        note("b", date=date(2026, 2, 1), tags=("k8s", "gpu")),
    ]
    views = listing_views(catalogue(*notes), latest=5)
    assert [(link.title, link.count) for link in views["tags/index.md"].links] == [("K8s", 2), ("gpu", 1)]
    assert [entry.url for entry in views["tags/k8s.md"].groups[0].entries] == ["a/", "b/"]


def test_alternates_lead_to_the_same_listing_or_else_home() -> None:
    notes = [
        note("a", "zh-Hans", tags=("过滤器", "x")),
        note("a", "en", tags=("filters", "x")),
    ]
    views = listing_views(catalogue(*notes), latest=5)
    assert [(other.lang, other.url, other.is_exact) for other in views["tags/x.md"].alternates] == [
        ("zh-Hans", "tags/x/", True),
        ("zh-Hant", "zh-Hant/tags/x/", True),
        ("en", "en/tags/x/", True),
    ]
    assert [(other.url, other.is_exact) for other in views["en/tags/filters.md"].alternates] == [
        ("./", False),
        ("zh-Hant/", False),
        ("en/tags/filters/", True),
    ]


def test_the_order_of_notes_given_does_not_matter() -> None:
    langs: tuple[Lang, ...] = ("en", "zh-Hans")
    notes = [note(slug, lang, tags=(slug,), date=date(2026, 1, 1)) for slug in "abc" for lang in langs]
    assert listing_views(catalogue(*notes), latest=5) == listing_views(catalogue(*notes[::-1]), latest=5)


def test_sources_that_are_no_web_addresses_are_not_linked() -> None:
    sources = ({"url": "javascript:alert(1)"}, {"url": "https://example.org/"})
    entry = listing_views(catalogue(note("a", sources=sources)), latest=5)["index.md"].groups[0].entries[0]
    assert [link.url for link in entry.sources] == ["https://example.org/"]
