"""The theme on our own site, in a real Chromium: what it asks for, how it fits, who can use it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support import axe
from support.http import StaticHost, static_host
from support.watch import watched

NOTE = "cuckoo-filter/"  # formulas, figures, code and a table
PAGES = {
    "home": "",
    "archive": "en/archive/",
    "domain": "zh-Hant/domains/deep-learning/",
    "tags": "tags/",
    "digest": "digest-0/",
    "note": NOTE,
    "guide": "guide/",
}
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


def context_of(browser: Browser, **options: Any) -> BrowserContext:
    return browser.new_context(reduced_motion="reduce", **options)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_phone_shows_the_page_without_scrolling_sideways(
    browser: Browser, host: StaticHost, path: str
) -> None:
    with context_of(browser, viewport=PHONE) as context:
        page = context.new_page()
        watch = watched(page, host.url)
        page.goto(host.url + path)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")  # what is lazy is loaded, too
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        assert watch.complaints == []
        assert watch.foreign_requests == []


def test_a_long_name_of_a_site_is_cut_where_a_phone_ends(browser: Browser, host: StaticHost) -> None:
    with context_of(browser, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(host.url)
        page.locator(".td-brand__name").evaluate("name => { name.textContent = 'long_name_'.repeat(9); }")
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_formula_wider_than_a_phone_scrolls_in_its_own_box(browser: Browser, host: StaticHost) -> None:
    with context_of(browser, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(host.url + NOTE)
        block = page.locator(".td-math--block").first
        widths = block.evaluate(
            """block => {
                block.querySelector("svg").style.width = "60rem"
                block.scrollLeft = 100
                return [block.clientWidth, block.scrollLeft, document.documentElement.scrollWidth]
            }"""
        )
        assert widths[0] <= PHONE["width"]
        assert widths[1:] == [100, PHONE["width"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", ["home", "domain", "digest", "note"])
def test_axe_finds_nothing_serious(
    browser: Browser, host: StaticHost, name: str, viewport: dict[str, int], scheme: str
) -> None:
    with context_of(browser, viewport=viewport, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(host.url + PAGES[name])
        expect(page.locator("body")).to_have_attribute(
            "data-md-color-scheme", "default" if scheme == "light" else "slate"
        )
        assert axe.serious(page) == []


def test_the_language_menu_opens_by_keyboard_and_leads_to_the_same_note(
    browser: Browser, host: StaticHost
) -> None:
    with context_of(browser, viewport=DESKTOP) as context:
        page = context.new_page()
        page.goto(host.url + NOTE)
        menu = page.locator("details[data-td-menu]")
        summary = menu.locator("summary")
        summary.focus()
        page.keyboard.press("Enter")
        expect(menu.locator("a")).to_have_count(2)
        page.keyboard.press("Escape")
        expect(menu.locator("a").first).not_to_be_visible()
        expect(summary).to_be_focused()
        page.keyboard.press("Enter")
        menu.get_by_text("English").click()
        page.wait_for_url(f"{host.url}en/{NOTE}")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator(".td-places__link", has_text="Archive")).to_be_visible()


def test_the_drawer_leads_everywhere_on_a_phone(browser: Browser, host: StaticHost) -> None:
    with context_of(browser, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(host.url + "en/" + NOTE)
        page.locator('label.md-header__button[for="__drawer"]').click()
        drawer = page.locator(".md-nav--primary")
        for place in ("Home", "Archive", "Domains", "Tags", "Guide"):
            expect(drawer.get_by_text(place, exact=True).first).to_be_in_viewport()
        drawer.get_by_text("Archive", exact=True).click()
        page.wait_for_url(host.url + "en/archive/")


def test_colours_follow_the_system_until_the_reader_chooses(browser: Browser, host: StaticHost) -> None:
    with context_of(browser, viewport=DESKTOP, color_scheme="dark") as context:
        page = context.new_page()
        page.goto(host.url)
        body = page.locator("body")
        expect(body).to_have_attribute("data-md-color-scheme", "slate")
        page.emulate_media(color_scheme="light")
        expect(body).to_have_attribute("data-md-color-scheme", "default")
        page.get_by_title("浅色模式").click()  # the toggle is named by what it leads to
        page.get_by_title("深色模式").click()
        expect(body).to_have_attribute("data-md-color-scheme", "slate")
        page.goto(host.url + NOTE)
        expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_404_puts_the_language_of_the_reader_first(browser: Browser, built_site: Path) -> None:
    with static_host(built_site, "/") as root:
        for locale, lang in (("zh-TW", "zh-Hant"), ("zh-CN", "zh-Hans"), ("en-GB", "en"), ("fr", "zh-Hans")):
            with context_of(browser, locale=locale) as context:
                page = context.new_page()
                page.goto(root.url + "no/such/page/")
                expect(page.locator(".td-lost__version").first).to_have_attribute("lang", lang)
                expect(page.locator(".td-lost__version")).to_have_count(3)


def test_on_paper_there_is_the_text_alone(browser: Browser, host: StaticHost) -> None:
    with context_of(browser, viewport=DESKTOP, color_scheme="dark") as context:
        page: Page = context.new_page()
        page.goto(host.url + NOTE)
        page.emulate_media(media="print")
        for chrome in (".md-header", ".md-sidebar--secondary", ".md-footer", ".td-series"):
            expect(page.locator(chrome).first).not_to_be_visible()
        for selector in ("article p:not([class])", "article a:not([class])", ".td-math", ".highlight .n"):
            colour = page.locator(selector).first.evaluate("e => getComputedStyle(e).color")
            assert max(map(int, re.findall(r"\d+", colour))) < 100, (selector, colour)
        ground = page.locator(".highlight code").first.evaluate("e => getComputedStyle(e).backgroundColor")
        assert min(map(int, re.findall(r"\d+", ground))) > 230, ground
