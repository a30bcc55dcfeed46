"""Search where the network is gone: what was fetched once goes on, and the dialog says so where it cannot."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from support.http import StaticHost
from support.search_dialog import search

pytestmark = pytest.mark.browser


def test_what_an_earlier_page_fetched_is_found_without_a_network(
    visit: Callable[..., Page], site: StaticHost
) -> None:
    page = visit(network_fails=True)
    search(page, "cuckoo deletion")
    expect(page.locator(".cjksearch-excerpt mark").first).to_be_visible()
    page.keyboard.press("Escape")
    page.goto(site.url + "en/masking/")  # another worker, which knows nothing yet
    page.evaluate("sessionStorage.clear()")
    page.get_by_role("button", name="搜索").hover()  # loads the dialog
    page.wait_for_load_state("networkidle")
    before = len(site.requests)
    page.context.set_offline(True)
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("cuckoo deletion")
    expect(page.locator(".cjksearch-name").first).to_have_text("Cuckoo filters")
    expect(page.locator(".cjksearch-excerpt mark").first).to_be_visible()
    assert site.requests[before:] == []


def test_blocks_are_asked_for_once_by_however_many_pages(
    visit: Callable[..., Page], site: StaticHost
) -> None:
    page = visit()
    search(page, "cuckoo deletion")
    expect(page.locator(".cjksearch-excerpt mark").first).to_be_visible()
    page.goto(site.url + "en/masking/")
    before = len(site.requests)
    search(page, "cuckoo deletion")
    expect(page.locator(".cjksearch-excerpt mark").first).to_be_visible()
    again = [
        path for path, _, _ in site.requests[before:] if "/cjksearch/" in path and "/assets/" not in path
    ]
    assert all(path.count("/") == site.requests[0][0].count("/") + 1 for path in again), (
        again
    )  # none of the folder


def test_an_offline_search_says_so_offers_recent_ones_and_goes_on_with_the_network(
    visit: Callable[..., Page], site: StaticHost
) -> None:
    page = visit(network_fails=True)
    page.evaluate("localStorage.setItem('cjksearch:/docs/site/', JSON.stringify(['quorum']))")
    page.get_by_role("button", name="搜索").hover()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    search(page, "集群")
    expect(page.locator(".cjksearch-status")).to_have_text("您已离线。最近搜索过的词仍可再搜。")
    expect(page.get_by_role("status")).to_have_text("您已离线。最近搜索过的词仍可再搜。")
    expect(page.get_by_role("option")).to_have_text(["quorum"])
    page.context.set_offline(False)
    expect(page.locator(".cjksearch-name").first).to_be_visible()
    expect(page.locator(".cjksearch-status")).to_contain_text("条结果")


def test_titles_stay_where_their_excerpts_cannot_be_fetched(visit: Callable[..., Page]) -> None:
    page = visit(network_fails=True)
    page.context.route("**/cjksearch/*/x/*.bin", lambda route: route.abort())
    search(page, "cuckoo deletion")
    expect(page.locator(".cjksearch-name").first).to_have_text("Cuckoo filters")
    expect(page.locator(".cjksearch-status")).to_contain_text("条结果")
    page.context.unroute("**/cjksearch/*/x/*.bin")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator(".cjksearch-excerpt mark").first).to_be_visible()


def test_where_the_dialog_cannot_be_loaded_the_page_says_so_and_the_next_try_loads_it(
    visit: Callable[..., Page], wrong: list[str]
) -> None:
    page = visit(network_fails=True)

    def refuse(route: Route) -> None:
        route.abort()

    page.context.route("**/cjksearch/panel.js", refuse)
    page.keyboard.press("/")
    expect(page.get_by_role("alert")).to_have_text("无法加载搜索，请检查网络连接。")
    page.context.unroute("**/cjksearch/panel.js", refuse)
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()
    assert [
        message for message in wrong if "Failed to fetch dynamically imported module" not in message
    ] == []
    wrong.clear()
