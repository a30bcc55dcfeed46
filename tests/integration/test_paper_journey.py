"""From a note to a paper, to another note that discusses it, and back: our own site in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support.http import StaticHost
from support.watch import Watch, watched


@pytest.fixture
def reader(browser: Browser, host: StaticHost) -> Iterator[tuple[Page, Watch]]:
    """A page, with everything it complains about and asks for on record."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        yield page, watched(page, host.url)


@pytest.mark.parametrize("lang", ["", "en/", "zh-Hant/"])
def test_a_reader_goes_from_a_note_to_its_paper_to_another_note_and_back(
    reader: tuple[Page, Watch], host: StaticHost, lang: str
) -> None:
    page, watch = reader
    page.goto(f"{host.url}{lang}cuckoo-filter/")
    page.locator("article .td-cite").first.click()
    page.wait_for_url(re.compile(r"#ref-fan2014cuckoo$"))
    entry = page.locator("#ref-fan2014cuckoo")
    expect(entry).to_be_in_viewport()
    entry.get_by_role("link", name="Practically Better Than Bloom").click()
    page.wait_for_url(f"{host.url}{lang}papers/fan2014cuckoo/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Practically Better Than")
    other = page.locator("a[href*='counting-filter/#paper-fan2014cuckoo']").first
    other.click()
    page.wait_for_url(f"{host.url}{lang}counting-filter/#paper-fan2014cuckoo")
    expect(page.locator("#paper-fan2014cuckoo")).to_be_in_viewport()
    page.go_back()
    page.wait_for_url(f"{host.url}{lang}papers/fan2014cuckoo/")
    page.go_back()
    page.wait_for_url(re.compile(rf"/{lang}cuckoo-filter/"))
    assert watch.complaints == []
    assert watch.foreign_requests == []


@pytest.mark.parametrize("lang", ["", "en/", "zh-Hant/"])
def test_pages_of_papers_load_without_complaint_or_foreign_request(
    reader: tuple[Page, Watch], host: StaticHost, lang: str
) -> None:
    page, watch = reader
    for path in ("", "authors/", "venues/", "domains/", "graph/", "verma2015largescale/"):
        response = page.goto(f"{host.url}{lang}papers/{path}")
        assert response is not None
        assert response.status == 200, lang + path
        expect(page.locator("html")).to_have_attribute("lang", lang.rstrip("/") or "zh-Hans")
    assert watch.complaints == []
    assert watch.foreign_requests == []


@pytest.mark.parametrize(
    "query",
    [
        "2006.14171",
        "https://arxiv.org/pdf/2006.14171v3.pdf",
        "A Closer Look at Invalid Action Masking",
        "Ontañón masking",
    ],
)
def test_the_search_finds_a_paper_by_what_readers_know_of_it(
    reader: tuple[Page, Watch], host: StaticHost, query: str
) -> None:
    page, _ = reader
    page.goto(host.url)
    page.keyboard.press("/")
    expect(page.locator(".cjksearch-input")).to_be_focused()
    page.keyboard.insert_text(query)
    hits = page.locator(".cjksearch-option[href*='papers/huang2022closer/']")
    expect(hits).to_have_count(1)
