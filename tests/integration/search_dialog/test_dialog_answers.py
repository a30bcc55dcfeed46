"""What the search dialog answers to what is typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.http import StaticHost
from support.search_dialog import names, search

pytestmark = pytest.mark.browser


def dialog_scripts(site: StaticHost, since: int) -> list[str]:
    return [path.rsplit("/", 1)[-1] for path, _, _ in site.requests[since:] if "cjksearch/" in path]


def test_simplified_finds_traditional_and_the_keyboard_leads_there(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "无效动作")
    expect(page.locator(".cjksearch-name").first).to_have_text("無效動作遮罩")
    assert page.locator(".cjksearch-name mark").first.inner_text() == "無效動作"
    page.keyboard.press("ArrowDown")
    option = page.get_by_role("option").first
    expect(option).to_have_attribute("aria-selected", "true")
    chosen = page.get_by_role("combobox").get_attribute("aria-activedescendant")
    assert chosen == option.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/docs/site/hant/masking/**")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("h1")).to_contain_text("無效動作遮罩")


def test_a_result_leads_to_its_section(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "cuckoo deletion")
    heading = page.locator(".cjksearch-heading", has_text="Deletion").first
    heading.click()
    page.wait_for_url("**/en/cuckoo/#deletion")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_enter_right_after_typing_waits_for_the_first_result(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "bloom")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/cuckoo/**")


def test_after_instant_navigation_search_works_and_is_not_loaded_again(
    visit: Callable[..., Page], site: StaticHost
) -> None:
    page = visit()
    page.wait_for_load_state("networkidle")
    page.evaluate("window.sameDocument = true")
    search(page, "梯度")
    page.keyboard.press("Enter")
    page.wait_for_url("**/hant/masking/**")
    expect(page.locator("h1")).to_contain_text("無效動作遮罩")
    assert page.evaluate("window.sameDocument") is True
    before = len(site.requests)
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_have_value("梯度")  # kept for the session
    page.keyboard.type("fingerprints")  # replaces the selected query
    expect(page.locator(".cjksearch-name").first).to_have_text("Cuckoo filters")
    page.keyboard.press("Escape")
    assert page.locator("[data-cjksearch-open]").count() == 1
    assert page.locator("dialog").count() == 1
    assert [path for path in dialog_scripts(site, before) if path.endswith((".js", ".css"))] == []


def test_the_last_query_outlives_a_new_page(visit: Callable[..., Page], site: StaticHost) -> None:
    page = visit()
    search(page, "cuckoo")
    expect(page.get_by_role("option").first).to_be_visible()
    page.goto(site.url + "en/masking/")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_have_value("cuckoo")
    expect(page.locator(".cjksearch-name").first).to_have_text("Cuckoo filters")


def test_the_query_can_be_cleared(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "cuckoo")
    expect(page.get_by_role("option").first).to_be_visible()
    page.get_by_role("button", name="清空").click()
    expect(page.get_by_role("combobox")).to_have_value("")
    expect(page.get_by_role("combobox")).to_be_focused()
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.get_by_role("button", name="清空")).to_be_hidden()


def test_results_show_language_domain_and_marked_words(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "softmax")
    group = page.get_by_role("group", name="Invalid action masking")
    expect(group.locator(".cjksearch-badge")).to_have_text("EN")
    expect(group.locator(".cjksearch-chip")).to_have_text("强化学习")
    expect(group.locator(".cjksearch-excerpt mark").first).to_have_text("softmax")
    expect(page.get_by_role("status")).to_contain_text("条结果")


def test_markup_in_texts_is_shown_and_never_runs(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "alert")
    expect(page.locator(".cjksearch-excerpt").first).to_contain_text("<script>alert(1)</script>")
    assert page.locator(".cjksearch script, .cjksearch [onclick]").count() == 0


def test_an_excluded_page_is_not_found(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "天机")
    expect(page.get_by_role("status")).to_contain_text("结果")  # of its characters, elsewhere
    assert "保密" not in names(page)


def test_no_search_runs_while_an_input_method_composes(visit: Callable[..., Page]) -> None:
    page = visit()
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "wuxiao", "selectionStart": 6, "selectionEnd": 6})
    expect(field).to_have_value("wuxiao")
    page.wait_for_timeout(400)
    expect(page.locator(".cjksearch-status")).to_contain_text("输入词语开始搜索")
    session.send("Input.insertText", {"text": "无效"})
    expect(field).to_have_value("无效")
    expect(page.locator(".cjksearch-name").first).to_have_text("無效動作遮罩")


def test_the_page_behind_hears_no_keys(visit: Callable[..., Page], site: StaticHost) -> None:
    page = visit("federation/")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()
    expect(page.get_by_role("button", name="筛选")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("n")  # Material: the next page
    page.wait_for_timeout(300)
    assert page.url == site.url + "federation/"
