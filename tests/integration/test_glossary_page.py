"""The glossary of our own notes in a real Chromium: read by everyone, and every link leads to its section."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from support import axe
from support.http import StaticHost
from support.watch import watched

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("lang", ["", "zh-Hant/", "en/"])
def test_the_glossary_can_be_read_by_everyone(
    browser: Browser, host: StaticHost, lang: str, viewport: dict[str, int], scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(
        viewport={"width": viewport["width"], "height": viewport["height"]},
        color_scheme=scheme,
        reduced_motion="reduce",
    ) as context:
        page = context.new_page()
        watch = watched(page, host.url)
        page.goto(f"{host.url}{lang}glossary/")
        term = page.locator("#term-invalid-action-masking")
        expect(term).to_contain_text("无效动作掩码")
        expect(term).to_contain_text("無效動作遮罩")
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
        assert axe.serious(page) == []
        assert watch.complaints == []
        assert watch.foreign_requests == []


def test_without_scripts_every_link_leads_to_a_section_that_is_there(
    browser: Browser, host: StaticHost
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{host.url}en/")
        page.locator(".td-places").get_by_role("link", name="Glossary").click()
        page.locator(".td-letters").get_by_role("link", name="M", exact=True).click()
        expect(page.locator("#term-metric-learning")).to_be_in_viewport()
        links = page.locator(".td-term dd a").evaluate_all("all => all.map(link => link.href)")
        sections = sorted({link for link in links if "#" in link})
        assert len(links) > 30
        assert len(sections) > 10
        for link in sections:
            address, _, anchor = link.partition("#")
            if page.url.partition("#")[0] != address:
                page.goto(address)
            expect(page.locator(f"[id='{anchor}']")).to_have_count(1)


@pytest.mark.parametrize("width", [960, 1100, 1280])
@pytest.mark.parametrize("lang", ["", "zh-Hant/", "en/"])
def test_the_places_of_the_header_do_not_meet_the_search_box(
    browser: Browser, host: StaticHost, lang: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 400}) as context:
        page = context.new_page()
        page.goto(f"{host.url}{lang}glossary/")
        last = page.locator(".td-places a").last.bounding_box()
        search = page.locator(".td-search").bounding_box()
        assert last is not None
        assert search is not None
        assert last["x"] + last["width"] <= search["x"]
