"""The list of results: filtered, grouped by page, longer on demand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.search_dialog import names, search

pytestmark = pytest.mark.browser


def test_filters_narrow_the_results_and_can_be_taken_back(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "动作 action")
    expect(page.get_by_role("option").first).to_be_visible()
    english = page.get_by_role("button", name="English")
    expect(english).to_have_attribute("aria-pressed", "false")
    everything = set(names(page))
    assert {"無效動作遮罩", "Invalid action masking"} <= everything
    english.click()
    expect(english).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".cjksearch-name", has_text="無效動作遮罩")).to_have_count(0)
    expect(page.locator(".cjksearch-name", has_text="Invalid action masking")).to_have_count(1)
    page.get_by_role("button", name="数据结构").click()
    expect(page.locator(".cjksearch-status")).to_have_text("没有找到“动作 action”。")
    page.get_by_role("button", name="取消筛选再试").click()
    expect(page.locator(".cjksearch-name", has_text="無效動作遮罩")).to_have_count(1)
    expect(english).to_have_attribute("aria-pressed", "false")


def test_a_page_with_many_hits_leaves_room_for_others(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "quorum")
    options = page.get_by_role("option")
    expect(page.get_by_role("status")).to_have_text("25 条结果")
    expect(options).to_have_count(5)
    expect(options.last).to_have_text("此页还有 6 条")
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(options).to_have_count(10)
    expect(options.nth(4)).to_have_attribute("aria-selected", "true")


def test_further_results_come_on_demand(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "quorum")
    for left in (16, 21):
        page.get_by_role("button", name="更多结果").click()
        expect(page.get_by_role("option", name=f"此页还有 {left} 条")).to_be_visible()
    expect(page.get_by_role("button", name="更多结果")).to_have_count(0)
    page.get_by_role("option", name="此页还有 21 条").click()
    expect(page.get_by_role("option")).to_have_count(25)


def test_excerpts_further_down_come_as_they_are_scrolled_to(visit: Callable[..., Page]) -> None:
    page = visit(viewport={"width": 1280, "height": 400})
    search(page, "quorum")
    options = page.get_by_role("option")
    expect(options.nth(3).locator("mark").last).to_be_visible()
    page.get_by_role("option", name="此页还有 6 条").click()
    last = options.nth(9).locator(".cjksearch-excerpt")
    expect(last).to_be_empty()
    last.scroll_into_view_if_needed()
    expect(last).to_contain_text("quorum of")
    expect(last.locator("mark")).to_have_text("quorum")
    expect(options).to_have_count(10)
    expect(options.nth(3).locator(".cjksearch-excerpt")).to_contain_text("quorum of")
