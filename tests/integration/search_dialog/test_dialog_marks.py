"""The words that led to a page are marked on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support import axe
from support.http import StaticHost
from support.search_dialog import search

pytestmark = pytest.mark.browser

MARKED = """() => [...(CSS.highlights.get("cjksearch") ?? [])].map(
    ({startContainer, startOffset, endOffset}) => startContainer.data.slice(startOffset, endOffset)
)"""


def follow(page: Page, query: str) -> None:
    search(page, query)
    expect(page.locator(".cjksearch-option mark").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_page_reached_shows_the_words_in_its_own_spelling_until_cleared(
    visit: Callable[..., Page], site: StaticHost
) -> None:
    page = visit()
    follow(page, "无效动作")
    page.wait_for_url("**/hant/masking/**")
    clear = page.get_by_role("button", name="取消标记")
    expect(clear).to_be_visible()
    assert "無效動作" in page.evaluate(MARKED)
    assert page.locator("article mark").count() == 0  # the page itself stays as it is
    page.reload()
    expect(clear).to_be_visible()
    clear.click()
    expect(clear).to_have_count(0)
    assert page.evaluate(MARKED) == []
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate(MARKED) == []
    assert "?" not in page.url


def test_marks_come_on_the_page_that_is_open_and_go_with_the_next(visit: Callable[..., Page]) -> None:
    page = visit("en/cuckoo/")
    follow(page, "fingerprints")
    expect(page.locator(".cjksearch-marks")).to_contain_text("标出了")
    assert page.evaluate(MARKED) == ["fingerprints"]
    page.locator("a.md-nav__link", has_text="Quorum").first.click()
    page.wait_for_url("**/en/quorum/**")
    expect(page.locator(".cjksearch-marks")).to_have_count(0)


def test_a_new_tab_marks_the_words_too(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "fingerprints")
    option = page.get_by_role("option").first
    expect(option.locator("mark").first).to_be_visible()
    with page.context.expect_page() as opened:
        option.click(modifiers=["Control"])
    expect(opened.value.locator(".cjksearch-marks")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_identifiers_are_marked_whole(visit: Callable[..., Page]) -> None:
    page = visit()
    follow(page, "kube-apiserver")
    expect(page.locator(".cjksearch-marks")).to_be_visible()
    assert "kube-apiserver" in page.evaluate(MARKED)


def test_markup_in_a_query_is_never_run_on_the_page_reached(visit: Callable[..., Page]) -> None:
    page = visit()
    follow(page, "<script>alert(1)</script> [(*+ fingerprints")
    page.wait_for_url("**/en/cuckoo/**")
    expect(page.locator(".cjksearch-marks")).to_be_visible()
    assert "<script>alert(1)</script>" in page.evaluate(MARKED)
    assert page.locator("article script").count() == 0


def test_without_highlights_of_the_browser_elements_mark_and_are_taken_back(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    page.context.add_init_script("delete globalThis.Highlight")
    page.reload()
    follow(page, "fingerprints buckets")
    page.wait_for_url("**/en/cuckoo/**")
    expect(page.locator("article mark")).to_have_text(["fingerprints", "buckets", "buckets"])
    page.get_by_role("button", name="取消标记").click()
    expect(page.locator("article mark")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_bar_is_accessible_and_moves_nothing(visit: Callable[..., Page], scheme: str, width: int) -> None:
    page = visit(viewport={"width": width, "height": 844})
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    heading = "document.querySelector('h1').getBoundingClientRect().top + scrollY"
    follow(page, "fingerprints")
    expect(page.locator(".cjksearch-marks")).to_be_visible()
    top = page.evaluate(heading)
    assert axe.faults(page, ".cjksearch-marks") == []
    page.get_by_role("button", name="取消标记").click()
    assert page.evaluate(heading) == top
