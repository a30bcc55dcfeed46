"""What is wrong with the site shows in the page, and goes when it is mended."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.tiny_preview import TinySite, html

PANEL, BADGE, CLOSE = (
    ".panel.errors",
    "button.badge",
    "button.close",
)  # in an open shadow root, which locators enter


@pytest.fixture
def site(tmp_path: Path) -> Iterator[TinySite]:
    with ExitStack() as stack:
        yield TinySite(tmp_path, stack)


def test_an_error_shows_over_the_last_good_page_and_goes_when_it_is_mended(
    site: TinySite, page: Page
) -> None:
    page.goto(site.url)
    site.write("other.html", html("fail"))
    panel = page.locator(PANEL)
    expect(panel).to_contain_text("ValueError: other.html has <b>fail</b> in it")
    expect(panel).to_contain_text("1 error")
    expect(panel).to_contain_text("last good version")
    assert panel.locator("b").count() == 0
    expect(page.locator("h1")).to_have_text("home")
    other = page.context.new_page()
    other.goto(site.url + "other/")
    expect(other.locator("h1")).to_have_text("other")
    expect(other.locator(PANEL)).to_be_visible()
    site.write("other.html", html("mended"))
    expect(other.locator("h1")).to_have_text("mended")
    for tab in (page, other):
        expect(tab.locator(PANEL)).to_have_count(0)


def test_an_error_is_announced_takes_the_focus_and_gives_it_back(site: TinySite, page: Page) -> None:
    site.write("index.html", html("home", "<button id=before>b</button>"))
    page.goto(site.url)
    page.locator("#before").focus()
    site.write("other.html", html("fail"))
    panel = page.get_by_role("alert", name="1 error")
    expect(panel).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(page.locator("#before")).to_be_focused()


def test_what_was_closed_stays_closed_until_something_else_is_wrong(site: TinySite, page: Page) -> None:
    page.goto(site.url)
    site.write("other.html", html("fail"))
    page.locator(CLOSE).click()
    expect(page.locator(PANEL)).to_have_count(0)
    with page.expect_response("**/livereload/check"):
        page.reload()
    expect(page.locator("#livereload-problems")).to_have_count(1)  # it has been told
    expect(page.locator(PANEL)).to_have_count(0)
    site.write("another.html", html("fail"))
    expect(page.locator(PANEL)).to_contain_text("another.html")


def test_warnings_are_counted_in_a_corner_and_listed_on_demand(site: TinySite, page: Page) -> None:
    page.goto(site.url)
    site.write("other.html", html("warn"))
    badge = page.locator(BADGE)
    expect(badge).to_have_text("⚠ 1 warning")
    expect(page.locator(".panel")).to_have_count(0)
    badge.click()
    expect(page.locator(".panel")).to_contain_text("other.html:1: warning[tiny] has <b>warn</b> in it")
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_have_count(0)
    site.write("other.html", html("mended"))
    expect(badge).to_have_count(0)


def test_the_words_are_of_the_pages_language(site: TinySite, page: Page) -> None:
    site.write("other.html", html("fail"))
    page.goto(site.url)
    for lang, title, close in (
        ("zh-Hans", "1 个错误", "关闭"),
        ("zh", "1 个错误", "关闭"),
        ("zh-TW", "1 個錯誤", "關閉"),
        ("de", "1 error", "Close"),
    ):
        site.write("index.html", html("home", lang=lang))
        expect(page.locator("html")).to_have_attribute("lang", lang)
        expect(page.locator(".panel h2")).to_have_text(title)
        expect(page.locator(CLOSE)).to_have_text(close)


def test_nothing_of_it_is_written_into_the_site(site: TinySite, page: Page) -> None:
    page.goto(site.url)
    site.write("other.html", html("fail"))
    expect(page.locator(PANEL)).to_be_visible()
    for file in site.preview.root.rglob("*.html"):
        assert "livereload" not in file.read_text(encoding="utf-8")


def test_the_panel_is_readable_in_every_window_and_scheme(site: TinySite, page: Page) -> None:
    site.write("other.html", html("fail " + "long" * 100))
    page.goto(site.url)
    panel = page.locator(PANEL)
    for scheme, width in itertools.product(("light", "dark", "slate"), (360, 1280)):
        page.set_viewport_size({"width": width, "height": 640})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        attributes = ' data-md-color-scheme="slate"' if scheme == "slate" else ""
        site.write("index.html", html(f"{scheme} {width}", attributes=attributes))
        expect(page.locator("h1")).to_have_text(f"{scheme} {width}")
        expect(panel).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for part in ("h2", "p", "pre", "button"):
            assert panel.locator(part).first.evaluate(CONTRAST) >= 4.5, (scheme, width, part)
        box = panel.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] <= 640 * 0.7 + 1


# WCAG's contrast of an element's text with the panel's background, both opaque.
CONTRAST = """node => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[0-9.]+/g).map(Number).map(
      (v) => v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const text = light(getComputedStyle(node).color);
  const paper = light(getComputedStyle(node.closest(".panel")).backgroundColor);
  return Math.max(text, paper) / Math.min(text, paper);
}"""
