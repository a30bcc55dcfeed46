"""What is shown beside a citation, in a real Chromium: by keyboard and pointer, on any window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import material
import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize, expect

import techdigest_theme
from support import axe, papers
from support.http import StaticHost, static_host
from support.rendering import Renderer
from support.theming import site
from support.watch import watched
from techdigest.math.typesetter import Typesetter
from techdigest.papers.registry import Registry

TEXT = (
    """# Filters

Filters [@fan2014cuckoo] beat others [see @bloom1970space, p. 7; @verma2015large], says
[this paper](https://arxiv.org/abs/1706.03762).

"""
    + "A paragraph among others, with one more citation at its very end [@fan2014cuckoo].\n\n" * 20
)
HOSTILE = "<img src=x onerror=alert(1)> & co"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def cited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticHost]:
    """A page that cites papers (one with a hostile title) at a/, and one that cites none at b/."""
    folder = tmp_path_factory.mktemp("cited")
    typesetter = Typesetter()
    renderer = Renderer(typesetter, folder)
    borg = replace(papers.BORG, title=HOSTILE)
    renderer.context.registry = Registry((papers.CUCKOO, papers.BLOOM, papers.ATTENTION, borg))
    renderer.page = replace(renderer.page, paper_url=papers.paper_url)
    theme = site(folder)
    for name, text in {"a": TEXT, "b": "# Nothing"}.items():
        (folder / name).mkdir()
        html = theme.render("main.html", None, source=f"{name}.md", content=renderer.html(text))
        (folder / name / "index.html").write_text(html, encoding="utf-8")
    for package in (material, techdigest_theme):
        source = Path(str(package.__file__)).parent
        source = source / "templates" if package is material else source
        shutil.copytree(source / "assets", folder / "assets", dirs_exist_ok=True)
    typesetter.close()
    with static_host(folder) as host:
        yield host


@pytest.fixture
def note(page: Page, cited: StaticHost) -> Page:
    """The page that cites, on a wide window."""
    page.goto(cited.url + "a/")
    return page


def tooltip_of(page: Page) -> Locator:
    """The tooltip, shown or not."""
    return page.get_by_role("tooltip", include_hidden=True)


def box_of(locator: Locator) -> FloatRect:
    """Where an element stands in the window."""
    box = locator.bounding_box()
    assert box is not None
    return box


def tab_to(page: Page, link: Locator) -> None:
    """Press Tab until the link has the focus."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            return
    raise AssertionError("the link cannot be reached by keyboard")


def test_the_keyboard_opens_it_and_esc_closes_it_without_moving_the_focus(note: Page) -> None:
    link, tooltip = note.locator(".td-cite").first, tooltip_of(note)
    tab_to(note, link)
    expect(tooltip).to_be_visible()
    expect(tooltip.locator("span")).to_have_text(
        [
            "Cuckoo Filter: Practically Better Than Bloom",
            "Bin Fan, David G. Andersen, Michael Kaminsky, Michael D. Mitzenmacher",
            "CoNEXT",
            "2014",
            "doi:10.1145/2674005.2674994",
        ]
    )
    expect(link).to_have_accessible_description(tooltip.inner_text().replace("\n", " "))
    note.keyboard.press("Escape")
    expect(tooltip).to_be_hidden()
    expect(link).to_be_focused()
    expect(link).not_to_have_attribute("aria-describedby", "td-tooltip")


def test_the_next_link_shows_its_own_and_leaving_the_last_closes_it(note: Page) -> None:
    tooltip = tooltip_of(note)
    tab_to(note, note.locator(".td-cite").first)
    note.keyboard.press("Tab")
    expect(tooltip).to_contain_text("Burton H. Bloom")
    note.keyboard.press("Tab")
    note.keyboard.press("Tab")  # the author's own link
    expect(tooltip).to_be_hidden()


def test_a_pointer_opens_it_and_may_move_onto_it(note: Page) -> None:
    link, tooltip = note.locator(".td-cite").first, tooltip_of(note)
    link.hover()
    expect(tooltip).to_be_visible()
    box = box_of(tooltip)
    note.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
    note.wait_for_timeout(600)  # longer than it stays when the pointer is elsewhere
    expect(tooltip).to_be_visible()
    note.mouse.move(1200, 780)
    expect(tooltip).to_be_hidden()
    link.hover()
    expect(tooltip).to_be_visible()
    note.keyboard.press("Escape")
    expect(tooltip).to_be_hidden()


def test_a_title_is_text_whatever_it_holds(note: Page, cited: StaticHost) -> None:
    watch = watched(note, cited.url)
    note.locator(".td-cite").nth(2).hover()
    expect(tooltip_of(note).locator("span").first).to_have_text(HOSTILE)
    expect(note.locator(".td-tooltip img")).to_have_count(0)
    assert watch.complaints == []
    assert watch.foreign_requests == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_it_stays_within_the_window_and_clear_of_its_link(
    browser: Browser, cited: StaticHost, viewport: ViewportSize
) -> None:
    with browser.new_context(viewport=viewport) as context:
        page = context.new_page()
        page.goto(cited.url + "a/")
        for number in range(8):
            link, tooltip = page.locator(".td-cite").nth(number), tooltip_of(page)
            link.evaluate("link => link.scrollIntoView({block: 'center'})")
            page.mouse.move(1, 1)
            link.hover()
            expect(link).to_have_attribute("aria-describedby", "td-tooltip")
            box, beside = box_of(tooltip), box_of(link)
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= viewport["width"]
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= viewport["height"]
            assert box["y"] + box["height"] <= beside["y"] or box["y"] >= beside["y"] + beside["height"]
            assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]


def test_a_tap_follows_the_link_and_opens_nothing(browser: Browser, cited: StaticHost) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(cited.url + "a/")
        page.locator(".td-cite").first.tap()
        page.wait_for_url("**/a/#ref-fan2014cuckoo")
        expect(page.locator("#ref-fan2014cuckoo")).to_be_in_viewport()
        page.wait_for_timeout(300)  # longer than a pointer waits for it
        expect(page.locator(".td-tooltip:not([hidden])")).to_have_count(0)
        page.get_by_label("Back to mention 1 of reference 1", exact=True).tap()
        page.wait_for_url("**/a/#paper-fan2014cuckoo")
        expect(page.locator("#paper-fan2014cuckoo")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_while_it_is_open(
    browser: Browser, cited: StaticHost, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(viewport=DESKTOP, color_scheme=scheme, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(cited.url + "a/")
        page.locator(".td-cite").first.hover()
        tooltip = tooltip_of(page)
        expect(tooltip).to_be_visible()
        assert tooltip.evaluate("tooltip => getComputedStyle(tooltip).animationName") == "none"
        assert axe.serious(page, ".md-content", ".td-tooltip") == []


def test_paper_has_the_numbers_and_the_list_without_ways_back(note: Page) -> None:
    note.locator(".td-cite").first.hover()
    expect(tooltip_of(note)).to_be_visible()
    note.emulate_media(media="print")
    expect(tooltip_of(note)).to_be_hidden()
    expect(note.locator(".td-cite").first).to_be_visible()
    expect(note.locator("#ref-fan2014cuckoo")).to_be_visible()
    expect(note.locator(".td-reference__back").first).to_be_hidden()


def test_a_page_without_papers_loads_nothing_for_them(page: Page, cited: StaticHost) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(cited.url + "b/")
    assert any("menus.js" in url for url in asked)
    assert [url for url in asked if "papers.js" in url or "citations.css" in url] == []
