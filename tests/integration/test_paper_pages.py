"""The pages of papers on our own site, in a real Chromium: read by everyone, copied, and followed."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from support import axe
from support.http import StaticHost
from support.watch import watched
from techdigest.diagnostics import Diagnostics
from techdigest.papers.bibtex import read_bib

PAPER = "papers/fan2014cuckoo/"
PAGES = {"paper": PAPER, "years": "papers/", "authors": "papers/authors/", "venues": "papers/venues/"}
PHONE, DESKTOP = 390, 1280


# Of the indexes, which are long, each looks the same in both schemes as the first.
SEEN = [
    *(("", "paper", width, scheme) for width in (PHONE, DESKTOP) for scheme in ("light", "dark")),
    *(("en/", "years", width, scheme) for width in (PHONE, DESKTOP) for scheme in ("light", "dark")),
    ("zh-Hant/", "authors", PHONE, "light"),
    ("", "venues", DESKTOP, "dark"),
]


@pytest.mark.parametrize(("lang", "name", "width", "scheme"), SEEN)
def test_pages_of_papers_can_be_read_by_everyone(
    browser: Browser, host: StaticHost, lang: str, name: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        watch = watched(page, host.url)
        page.goto(host.url + lang + PAGES[name])
        for export in page.locator("details.td-export__format").all():
            export.evaluate("details => (details.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert axe.serious(page) == []
        assert watch.complaints == []
        assert watch.foreign_requests == []


@pytest.mark.parametrize("width", [960, 1040, 1100, 1280])
@pytest.mark.parametrize("lang", ["", "zh-Hant/", "en/"])
def test_all_places_fit_into_the_header(browser: Browser, host: StaticHost, lang: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 600}) as context:
        page = context.new_page()
        page.goto(host.url + lang + PAPER)
        ends, starts = page.evaluate(
            """() => {
                const box = selector => document.querySelector(selector).getBoundingClientRect()
                return [box(".td-places li:last-child").right, box(".td-search").left]
            }"""
        )
        assert ends <= starts


def test_what_is_copied_is_bibtex_of_the_paper(browser: Browser, host: StaticHost) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(host.url + "en/" + PAPER)
        page.get_by_text("BibTeX", exact=True).press("Enter")
        button = page.get_by_role("button", name="Copy")
        button.press("Enter")
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        diagnostics = Diagnostics()
        (paper,) = read_bib(page.evaluate("navigator.clipboard.readText()"), "copied.bib", diagnostics)
        assert (paper.key, paper.year) == ("fan2014cuckoo", 2014)
        assert paper.title == page.locator("h1").inner_text()
        expect(button).to_be_visible()  # it says "Copy" again


def test_without_a_clipboard_the_text_is_copied_all_the_same(browser: Browser, host: StaticHost) -> None:
    with browser.new_context(permissions=["clipboard-read"]) as context:
        page = context.new_page()
        page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('insecure'))")
        page.goto(host.url + "en/" + PAPER)
        page.get_by_text("RIS", exact=True).click()
        page.get_by_role("button", name="Copy").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()").startswith("TY  - CPAPER")


def test_downloads_are_what_is_shown(browser: Browser, host: StaticHost) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(host.url + "en/" + PAPER)
        page.get_by_text("BibTeX", exact=True).click()
        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile("Download")).click()
        assert download.value.suggested_filename == "fan2014cuckoo.bib"
        assert download.value.path().read_text() == page.locator("#td-export-1").text_content()


def test_without_scripts_papers_and_their_texts_are_there(browser: Browser, host: StaticHost) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(host.url + "en/papers/")
        page.get_by_role("link", name="Cuckoo Filter: Practically Better Than Bloom").click()
        page.get_by_text("BibTeX", exact=True).click()
        expect(page.locator("#td-export-1")).to_contain_text("@inproceedings{fan2014cuckoo")
        expect(page.get_by_role("button", name="Copy")).to_have_count(0)


def test_every_sentence_leads_to_a_place_that_is_there(browser: Browser, host: StaticHost) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(host.url + "en/" + PAPER)
        links = page.locator(".td-said__passage footer a").evaluate_all(
            "links => links.map(link => link.href)"
        )
        assert links
        for link in links:
            page.goto(link)
            anchor = link.partition("#")[2]
            assert anchor == "paper-fan2014cuckoo"  # each of these notes says it in one place
            expect(page.locator(f"[id='{anchor}']")).to_have_count(1)


def test_an_author_leads_to_all_of_their_papers(browser: Browser, host: StaticHost) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(host.url + "en/" + PAPER)
        page.get_by_role("link", name="Bin Fan").click()
        page.wait_for_url("**/papers/authors/#author-bin-fan")
        expect(page.locator("#author-bin-fan")).to_be_in_viewport()
        expect(page.locator("#author-bin-fan")).to_contain_text("Cuckoo Filter")
