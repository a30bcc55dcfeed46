"""The graph of notes and papers in a real Chromium: by keyboard, pointer and touch, and without script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from support import axe
from support.graph_site import paper_url, served
from support.http import StaticHost
from support.literature import made_up
from support.watch import watched
from techdigest.site.graph.drawing import graph as graph_of

DRAWN = graph_of(made_up(25, 40), "en", paper_url)
assert DRAWN
NODES, PAPERS = len(DRAWN.nodes), DRAWN.papers_drawn

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
NAME = "document.activeElement.getAttribute('aria-label')"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticHost]:
    with served(tmp_path_factory.mktemp("graph"), 25, 40) as host:
        yield host


@pytest.fixture
def graph(page: Page, site: StaticHost) -> Page:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site.url}en/papers/graph/")
    expect(page.locator(".td-graph__tools")).to_be_visible()
    return page


def seen(page: Page) -> list[float]:
    return [
        float(part) for part in (page.locator(".td-graph__picture").get_attribute("viewBox") or "").split()
    ]


def middle(page: Page) -> tuple[float, float]:
    box = page.locator(".td-graph__picture").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("lang", ["", "zh-Hant/", "en/"])
def test_the_graph_can_be_read_by_everyone(
    browser: Browser, site: StaticHost, lang: str, viewport: dict[str, int], scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(
        viewport={"width": viewport["width"], "height": viewport["height"]},
        color_scheme=scheme,
        reduced_motion="reduce",
    ) as context:
        page = context.new_page()
        watch = watched(page, site.url)
        page.goto(f"{site.url}{lang}papers/graph/")
        expect(page.locator(".td-graph__node")).to_have_count(NODES)
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
        assert axe.serious(page) == []
        assert watch.complaints == []
        assert watch.foreign_requests == []


def test_tab_reaches_every_node_once_each_note_before_its_papers(graph: Page) -> None:
    graph.locator(".td-graph__skip").focus()
    names = []
    for _ in range(NODES):
        graph.keyboard.press("Tab")
        names.append(graph.evaluate(NAME))
    assert len(set(names)) == NODES
    assert all(name.startswith(("Note: ", "Paper: ")) for name in names)
    assert names[0].startswith("Note: ")
    assert names[1].startswith("Paper: ")
    graph.keyboard.press("Tab")
    expect(graph.locator(".td-graph__rows a").first).to_be_focused()


def test_arrow_keys_go_in_their_direction_and_to_joined_nodes_first(graph: Page) -> None:
    moved = 0
    for index in range(0, NODES, 7):
        node = graph.locator(".td-graph__node").nth(index)
        for key, axis, sign in (("ArrowRight", "x", 1), ("ArrowUp", "y", -1)):
            node.focus()
            before = int(node.get_attribute(f"data-{axis}") or 0)
            name = graph.evaluate(NAME)
            graph.keyboard.press(key)
            if graph.evaluate(NAME) != name:
                after = int(graph.evaluate(f"document.activeElement.dataset.{axis}"))
                assert (after - before) * sign > 0
                moved += 1
    assert moved > 10


def test_focus_lights_the_neighbourhood_and_escape_clears_it(graph: Page) -> None:
    node = graph.locator(".td-graph__node").first
    node.focus()
    lines = graph.locator(".td-graph__line.is-lit")
    lit = graph.locator(".td-graph__node.is-lit")
    assert lines.count() >= 1
    expect(lit).to_have_count(lines.count() + 1)  # a note's lines lead to papers, each but once
    expect(graph.locator(".td-graph__caption")).to_have_text(node.get_attribute("aria-label") or "")
    for label in lit.locator("text").all():
        expect(label).to_be_visible()
    graph.keyboard.press("Escape")
    expect(lit).to_have_count(0)
    expect(graph.locator(".td-graph__caption")).to_be_empty()


def test_enter_and_a_click_follow_the_link(graph: Page, site: StaticHost) -> None:
    node = graph.locator(".td-graph__node--paper").first
    href = f"{site.url}en/papers/{(node.get_attribute('href') or '').removeprefix('../')}"
    with graph.expect_request(href):
        node.press("Enter")
    graph.goto(f"{site.url}en/papers/graph/")
    with graph.expect_request(href):
        node.locator("circle").click()


def test_buttons_keys_and_wheel_zoom_and_a_drag_moves_without_opening_anything(graph: Page) -> None:
    whole = seen(graph)
    tools = graph.locator(".td-graph__tools")
    tools.get_by_role("button", name="Zoom in").click()
    assert seen(graph)[2] < whole[2]
    tools.get_by_role("button", name="Zoom out").click()
    assert seen(graph) == pytest.approx(whole)
    graph.locator(".td-graph__node").nth(5).focus()
    graph.keyboard.press("+")
    graph.keyboard.press("+")
    near = seen(graph)
    assert near[2] < whole[2] / 1.5
    graph.locator(".td-graph__bar").evaluate("bar => bar.scrollIntoView()")
    x, y = middle(graph)
    graph.mouse.move(x, y)
    graph.mouse.down()
    graph.mouse.move(x - 150, y - 90, steps=4)
    graph.mouse.up()
    assert seen(graph)[:2] != near[:2]
    assert graph.url.endswith("/papers/graph/")
    graph.keyboard.press("0")
    assert seen(graph) == pytest.approx(whole)
    graph.evaluate("scrollTo(0, 0)")
    graph.mouse.wheel(0, 100)
    graph.wait_for_function("scrollY > 0")
    assert seen(graph) == pytest.approx(whole), "the wheel alone scrolls the page"
    graph.locator(".td-graph__bar").evaluate("bar => bar.scrollIntoView()")
    graph.mouse.move(*middle(graph))
    graph.keyboard.down("Control")
    graph.mouse.wheel(0, -300)
    graph.keyboard.up("Control")
    graph.wait_for_function(
        f"document.querySelector('.td-graph__picture').viewBox.baseVal.width < {whole[2] / 2}"
    )


def test_more_labels_show_as_one_zooms_in(graph: Page) -> None:
    shown = "all => all.filter(label => getComputedStyle(label).display !== 'none').length"
    labels = graph.locator(".td-graph__label")
    before = labels.evaluate_all(shown)
    for _ in range(4):
        graph.locator("[data-zoom=in]").click()
    assert 10 < before < labels.evaluate_all(shown)


def test_the_filter_holds_for_the_picture_and_the_table_alike(graph: Page) -> None:
    graph.locator(".td-graph__filter select").select_option("rl")
    visible = "all => all.filter(element => getComputedStyle(element).display !== 'none')"
    papers = graph.locator(".td-graph__node--paper").evaluate_all(
        f"all => ({visible})(all).map(a => new URL(a.getAttribute('href'), document.baseURI).href).sort()"
    )
    rows = graph.locator(".td-graph__table tbody tr").evaluate_all(
        f"all => ({visible})(all).map(row => row.querySelector('th a').href).sort()"
    )
    assert 0 < len(papers) < PAPERS
    assert papers == rows
    notes = graph.locator(".td-graph__node--note:visible").count()
    expect(graph.locator(".td-graph__status")).to_have_text(f"{notes} notes, {len(papers)} papers")
    ends = graph.locator(".td-graph__picture .td-graph__line:not([hidden])").count()
    graph.locator(".td-graph__filter select").select_option("")
    assert ends < graph.locator(".td-graph__picture .td-graph__line:not([hidden])").count()


def test_two_fingers_zoom_on_a_phone(browser: Browser, site: StaticHost) -> None:
    with browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    ) as context:
        page = context.new_page()
        page.goto(f"{site.url}en/papers/graph/")
        expect(page.locator(".td-graph__tools")).to_be_visible()
        whole = seen(page)
        x, y = middle(page)
        touch = context.new_cdp_session(page)

        def fingers(kind: str, apart: float) -> None:
            points = [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}] if apart else []
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        fingers("touchStart", 20)
        for apart in (30, 45, 60):
            fingers("touchMove", apart)
        fingers("touchEnd", 0)
        page.wait_for_function(
            f"document.querySelector('.td-graph__picture').viewBox.baseVal.width < {whole[2] / 2}"
        )


def test_without_script_the_picture_is_there_and_its_links_lead_to_pages(
    browser: Browser, site: StaticHost
) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(f"{site.url}papers/graph/")
        expect(page.locator(".td-graph__tools")).not_to_be_visible()
        expect(page.locator(".td-graph__node")).to_have_count(NODES)
        expect(page.locator(".td-graph__label:visible").first).to_be_visible()
        href = page.locator(".td-graph__node--paper").first.get_attribute("href") or ""
        assert href.startswith("../paper")
        page.locator(".td-graph__node--paper").first.focus()
        with page.expect_request(f"{site.url}papers/{href.removeprefix('../')}"):
            page.keyboard.press("Enter")


def test_on_paper_there_are_the_picture_and_the_table_without_controls(graph: Page) -> None:
    graph.emulate_media(media="print")
    for control in (".td-graph__filter", ".td-graph__tools", ".td-graph__keys"):
        expect(graph.locator(control)).not_to_be_visible()
    expect(graph.locator(".td-graph__picture")).to_be_visible()
    expect(graph.locator(".td-graph__table")).to_be_visible()
