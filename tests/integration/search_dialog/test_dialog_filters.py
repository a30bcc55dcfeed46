"""The filters: what they leave, and how much there is of each."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.http import StaticHost
from support.search_dialog import filter_by, names, search

pytestmark = pytest.mark.browser


def test_filters_narrow_the_results_and_can_be_taken_back(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "动作 action")
    expect(page.get_by_role("option").first).to_be_visible()
    page.get_by_role("button", name="筛选").click()
    english = page.get_by_role("button", name="English")
    expect(english).to_have_attribute("aria-pressed", "false")
    everything = set(names(page))
    assert {"無效動作遮罩", "Invalid action masking"} <= everything
    english.click()
    expect(english).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".cjksearch-name", has_text="無效動作遮罩")).to_have_count(0)
    expect(page.locator(".cjksearch-name", has_text="Invalid action masking")).to_have_count(1)
    page.get_by_role("combobox").fill("“梯度”")
    expect(page.locator(".cjksearch-status")).to_have_text("没有找到“梯度”。")
    page.get_by_role("button", name="取消筛选再试").click()
    expect(page.locator(".cjksearch-name", has_text="無效動作遮罩")).to_have_count(1)
    expect(english).to_have_attribute("aria-pressed", "false")


def test_without_a_query_filters_say_how_much_the_site_has_of_each(visit: Callable[..., Page]) -> None:
    page = visit()
    page.keyboard.press("/")
    page.get_by_role("button", name="筛选").click()
    group = page.get_by_role("group", name="领域")
    expect(group.get_by_role("button")).to_have_text(["云计算 6", "强化学习 5", "数据结构 2"])


def counts(page: Page) -> dict[str, int]:
    """Return the number on each filter by its name."""
    texts = page.locator(".cjksearch-filter button").all_inner_texts()
    return {name: int(count) for name, count in (text.rsplit(maxsplit=1) for text in texts)}


def total(page: Page) -> int:
    found = re.match(r"\d+", page.locator(".cjksearch-status").inner_text())
    return int(found[0]) if found else 0


def test_counts_are_of_the_query_and_what_a_click_leaves(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "动作 action")
    page.get_by_role("button", name="筛选").click()
    cloud = page.locator(".cjksearch-filter button", has_text="云计算")
    expect(cloud).not_to_have_text("云计算 6")
    promised = counts(page)
    everything = total(page)
    assert promised["简体中文"] + promised["English"] + promised["繁體中文"] == everything
    for name in ("English", "强化学习"):
        filter_by(page, name)
        expect(page.locator(".cjksearch-status")).to_have_text(f"{promised[name]} 条结果")
        filter_by(page, name)
        expect(page.locator(".cjksearch-status")).to_have_text(f"{everything} 条结果")


def test_what_has_no_hits_cannot_be_chosen_and_nothing_moves(visit: Callable[..., Page]) -> None:
    page = visit(reduced_motion="reduce")
    page.keyboard.press("/")
    page.get_by_role("button", name="筛选").click()
    buttons = "[...document.querySelectorAll('.cjksearch-filter button')]"
    lefts = f"{buttons}.map((button) => Math.round(button.getBoundingClientRect().left))"
    before = page.evaluate(lefts)
    page.get_by_role("combobox").fill("cuckoo")
    traditional = page.get_by_role("button", name="繁體中文")
    expect(traditional).to_be_disabled()
    expect(traditional).to_have_text("繁體中文 0")
    assert page.evaluate(lefts) == before
    filter_by(page, "English")
    expect(page.locator(".cjksearch-toggle")).to_have_text("筛选1")
    page.get_by_role("combobox").fill("“梯度”")
    expect(page.get_by_role("button", name="English")).to_have_text("English 0")
    expect(page.get_by_role("button", name="English")).to_be_enabled()  # to be taken back
    expect(traditional).to_be_enabled()  # the languages widen one another


def test_counts_are_fetched_only_while_the_filters_are_open(
    visit: Callable[..., Page], site: StaticHost
) -> None:
    before = len(site.requests)
    page = visit()
    search(page, "cuckoo")
    expect(page.locator(".cjksearch-excerpt mark").first).to_be_visible()

    def fetched() -> int:
        return sum(path.endswith("/f.bin") for path, _, _ in site.requests[before:])

    assert fetched() == 0
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_role("button", name="繁體中文")).to_be_disabled()
    assert fetched() == 1
    page.keyboard.press("Escape")
    page.goto(site.url + "en/masking/")
    page.keyboard.press("/")
    expect(page.locator(".cjksearch-toggle")).to_have_attribute("aria-expanded", "true")  # as it was left
