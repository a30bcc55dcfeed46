"""The dialog on sites of other generators, indexed from their HTML, below a sub-path."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page, expect

from cjksearch.publish import publish
from support.html_site import write_site
from support.http import StaticHost

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., AbstractContextManager[StaticHost]]
) -> Iterator[StaticHost]:
    folder = write_site(tmp_path_factory.mktemp("any-site"))
    publish(folder)
    with serve(folder, "/docs/site/") as host:
        yield host


def _open(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")  # the script that listens to the button comes last
    expect(page.locator("link[href$='dialog.css']")).to_have_count(1)
    page.get_by_role("button", name="Find").click()


@pytest.mark.parametrize(
    ("start", "query", "title", "target"),
    [
        ("old.htm", "叢集聯邦 調度", "集群联邦", "posts/federation/#scheduling"),
        ("posts/federation/", "遮罩动作的梯度", "無效動作遮罩", "2026/**/#*"),
        ("2026/遮罩/", "bloom deletion", "Cuckoo filters", "guide/filters.html#deletion"),
        ("guide/filters.html", "patience", "Old page", "old.htm#install"),
    ],
)
def test_two_lines_of_html_give_a_search_whose_results_lead_to_the_section(
    page: Page, site: StaticHost, start: str, query: str, title: str, target: str
) -> None:
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    _open(page, site.url + start)
    page.get_by_role("combobox").fill(query)
    expect(page.locator(".cjksearch-name").first).to_have_text(title)
    page.locator(".cjksearch-option").first.locator(".cjksearch-heading").click()
    page.wait_for_url(f"**/docs/site/{target}")
    expect(page.locator("h1, h2").first).to_be_visible()
    assert [path for path, status, _ in site.requests if status != 200 and "favicon" not in path] == []
    assert wrong == []


def test_the_dialog_has_its_styles_and_no_second_button(page: Page, site: StaticHost) -> None:
    _open(page, site.url + "old.htm")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.locator(".cjksearch-button").count() == 0
    expect(
        page.locator("dialog.cjksearch .cjksearch-results, dialog.cjksearch .cjksearch-body").first
    ).not_to_have_css("overflow-y", "visible")
