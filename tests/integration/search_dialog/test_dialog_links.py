"""Searches that are shared as links, and those that the browser remembers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from support.http import StaticHost
from support.search_dialog import filter_by, search

pytestmark = pytest.mark.browser

NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("refused", "SecurityError") } });
}"""


def test_a_link_with_a_query_opens_the_dialog_on_any_page(
    visit: Callable[..., Page], site: StaticHost
) -> None:
    page = visit("en/quorum/?q=无效动作&f=lang:zh-Hant#rule-1")
    expect(page.get_by_role("combobox")).to_have_value("无效动作")
    expect(page.locator(".cjksearch-name")).to_have_text(["無效動作遮罩"])
    expect(page.get_by_role("button", name="繁體中文")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.wait_for_url(site.url + "en/quorum/#rule-1")  # a reload does not ask again


def test_a_query_in_a_link_is_text_and_never_markup(visit: Callable[..., Page]) -> None:
    page = visit("?q=%3Cimg src=x onerror=alert(1)%3E天&f=__proto__:x&f=nothing")
    expect(page.get_by_role("status")).to_have_text("没有找到“<img src=x onerror=alert(1)>天”。")
    assert page.locator(".cjksearch img").count() == 0
    page.get_by_role("button", name="取消筛选再试").click()
    expect(page.get_by_role("option").first).to_be_visible()


def test_the_link_to_a_search_is_copied_and_finds_the_same(
    visit: Callable[..., Page], site: StaticHost
) -> None:
    page = visit("en/masking/", permissions=["clipboard-read", "clipboard-write"])
    link = page.get_by_role("link", name="复制此次搜索的链接")
    search(page, "动作 & action")
    expect(page.get_by_role("option").first).to_be_visible()
    filter_by(page, "English")
    expect(page.locator(".cjksearch-name", has_text="無效動作遮罩")).to_have_count(0)
    found = page.locator(".cjksearch-status").inner_text()
    link.click()
    expect(page.locator(".cjksearch-status")).to_have_text("已复制链接")
    expect(page.get_by_role("status")).to_have_text("已复制链接")
    expect(page.locator(".cjksearch-status")).to_have_text(found)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(site.url + "en/masking/?q=")
    page.goto(copied)
    expect(page.get_by_role("combobox")).to_have_value("动作 & action")
    expect(page.locator(".cjksearch-status")).to_have_text(found)


def test_queries_that_led_somewhere_are_offered_again_until_cleared(visit: Callable[..., Page]) -> None:
    page = visit()
    for query in ("cuckoo", "quorum"):
        search(page, query)
        expect(page.locator(".cjksearch-name mark").first).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_hidden()
        page.wait_for_url("**/en/**")
    page.keyboard.press("/")
    page.get_by_role("button", name="清空").click()
    expect(page.get_by_role("option")).to_have_text(["quorum", "cuckoo"])
    page.keyboard.press("Enter")  # nothing is chosen: nothing happens
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox")).to_have_value("cuckoo")
    expect(page.locator(".cjksearch-name").first).to_have_text("Cuckoo filters")
    page.get_by_role("button", name="清空").click()
    page.get_by_role("button", name="清除记录").click()
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.get_by_role("combobox")).to_be_focused()
    assert page.evaluate("localStorage.getItem('cjksearch:/docs/site/')") == "[]"


def test_where_storage_is_refused_search_works_and_nothing_is_remembered(
    browser: Browser, site: StaticHost
) -> None:
    context = browser.new_context()
    context.add_init_script(NO_STORAGE)
    page = context.new_page()  # Material's own scripts fail here; ours must not
    page.on("pageerror", lambda error: wrong.append(error.stack or ""))
    wrong: list[str] = []
    page.goto(site.url)
    search(page, "cuckoo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/cuckoo/**")
    page.keyboard.press("/")
    page.get_by_role("button", name="清空").click()
    expect(page.get_by_role("status")).to_contain_text("输入词语开始搜索")
    expect(page.get_by_role("option")).to_have_count(0)
    assert [stack for stack in wrong if "cjksearch" in stack] == []
    context.close()
