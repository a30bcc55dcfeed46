"""Search without a network, without a worker, with the wrong index."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support.http import StaticHost
from support.search_dialog import search

pytestmark = pytest.mark.browser


def test_search_goes_on_offline_with_what_was_fetched(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "集群")
    expect(page.locator(".cjksearch-name").first).to_be_visible()
    page.get_by_role("combobox").fill("调度")
    expect(page.locator(".cjksearch-option mark", has_text="调度").first).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("combobox").fill("联邦 调度")
    expect(page.locator(".cjksearch-name", has_text="集群联邦")).to_have_count(1)
    expect(page.locator(".cjksearch-heading", has_text="调度").first).to_be_visible()


@pytest.fixture
def instead(site: StaticHost) -> Iterator[dict[str, bytes | None]]:
    yield site.instead
    site.instead.clear()


def test_a_failed_fetch_says_so_and_a_retry_mends_it(
    browser: Browser, site: StaticHost, instead: dict[str, bytes | None]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.url)
    instead["/cjksearch/cjksearch.json"] = None
    search(page, "集群")
    expect(page.get_by_role("status")).to_have_text("无法加载搜索索引，请检查网络连接。")
    instead.clear()
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".cjksearch-name").first).to_be_visible()
    context.close()


def test_an_index_of_another_version_is_named_as_such(
    browser: Browser, site: StaticHost, instead: dict[str, bytes | None]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.url)
    other = {"format": "cjksearch", "version": 999, "folder": "x"}
    instead["/cjksearch/cjksearch.json"] = json.dumps(other).encode()
    search(page, "集群")
    expect(page.get_by_role("status")).to_have_text("搜索出错了。")
    expect(page.locator(".cjksearch-detail")).to_contain_text("999")
    context.close()


def test_where_no_worker_starts_the_page_itself_searches(browser: Browser, site: StaticHost) -> None:
    context = browser.new_context()
    context.add_init_script("window.Worker = class { constructor() { throw new Error('no workers here') } }")
    page = context.new_page()
    page.goto(site.url)
    search(page, "集群")
    expect(page.locator(".cjksearch-name").first).to_be_visible()
    context.close()
