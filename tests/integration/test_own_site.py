"""Our own site, as a reader meets it: found, read and browsed in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from support.http import StaticHost
from support.watch import Watch, watched

FINDS = {
    "集群联邦": "digest-0",
    "叢集聯邦": "digest-0",
    "無效動作": "invalid-action-masking",
    "action masking": "invalid-action-masking",
    "cuckoo": "cuckoo-filter",
    "k8s": "gpu-device-plugin|finalizers|gang-scheduling|borg|ray-on-kubernetes|digest-0",
    "掩": "invalid-action-masking",
}


@pytest.fixture
def reader(browser: Browser, host: StaticHost) -> Iterator[tuple[Page, Watch]]:
    """A page on the site's home, with everything it complains about and asks for on record."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    watch = watched(page, host.url)
    page.goto(host.url)
    yield page, watch
    context.close()


@pytest.mark.parametrize(("query", "slug"), FINDS.items())
def test_a_query_finds_the_right_note_first_by_keyboard_alone(
    reader: tuple[Page, Watch], query: str, slug: str
) -> None:
    page, watch = reader
    page.keyboard.press("/")
    expect(page.locator(".cjksearch-input")).to_be_focused()
    page.keyboard.insert_text(query)
    first = page.locator(".cjksearch-option").first
    expect(first).to_be_visible()
    address = urlsplit(unquote(first.get_attribute("href") or "")).path
    assert re.search(rf"/({slug})/$", address), address
    expect(page.locator(".cjksearch-option mark").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/({slug})/"))
    expect(page.locator("dialog.cjksearch")).not_to_be_visible()
    expect(page.locator("article")).to_be_visible()
    assert watch.complaints == []
    assert watch.foreign_requests == []


@pytest.mark.parametrize("lang", ["", "en/", "zh-Hant/"])
def test_pages_of_every_kind_load_without_complaint_or_foreign_request(
    browser: Browser, host: StaticHost, lang: str
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        watch = watched(page, host.url)
        for path in (
            "",
            "archive/",
            "domains/",
            "domains/cloud/",
            "tags/",
            "snippets/",
            "digest-0/",
            "cuckoo-filter/",
        ):
            response = page.goto(host.url + lang + path)
            assert response is not None
            assert response.status == 200, lang + path
            expect(page.locator("html")).to_have_attribute("lang", lang.rstrip("/") or "zh-Hans")
        assert watch.complaints == []
        assert watch.foreign_requests == []


def test_formulas_are_visible_with_scripts_off(browser: Browser, host: StaticHost) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(host.url + "invalid-action-masking/")
        formula = page.locator(".td-math svg").first
        expect(formula).to_be_visible()
        box = formula.bounding_box()
        assert box is not None
        assert box["width"] > 4
        assert box["height"] > 4
        page.emulate_media(color_scheme="dark")
        expect(formula).to_be_visible()


def test_the_language_switcher_leads_to_the_same_note(browser: Browser, host: StaticHost) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(host.url + "cuckoo-filter/")
        for lang in ("en", "zh-Hant"):
            alternate = page.locator(f'link[hreflang="{lang}"]')
            assert (alternate.get_attribute("href") or "").endswith(f"/{lang}/cuckoo-filter/")
            link = page.locator(f'a[hreflang="{lang}"]').first
            assert urlsplit(link.evaluate("a => a.href")).path.endswith(f"/{lang}/cuckoo-filter/")
