"""The search dialog for everyone: assistive technology, small screens, both colour schemes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from support import axe
from support.search_dialog import filter_by, search

pytestmark = pytest.mark.browser


def bring_about(page: Page, state: str) -> None:
    """Bring the open dialog into a state."""
    field = page.get_by_role("combobox")
    if state == "trouble":
        page.context.route("**/*.bin", lambda route: route.abort())
        field.fill("quorum")
        expect(page.locator(".cjksearch-retry")).to_be_visible()
        expect(page.locator(".cjksearch-recent")).to_have_count(2)
        page.context.unroute("**/*.bin")
    elif state == "idle":
        field.fill("")
        expect(page.locator(".cjksearch-forget")).to_be_visible()
    elif state == "results":
        field.fill("集群 acton")
        expect(page.locator(".cjksearch-suggestion")).to_be_visible()
        field.press("ArrowDown")
    elif state == "filters":
        filter_by(page, "English")
        expect(page.locator(".cjksearch-filter button:disabled").first).to_be_visible()
    else:
        field.fill('"龘"')
        expect(page.locator(".cjksearch-tips")).to_be_visible()


@pytest.mark.parametrize(
    ("lang", "scheme", "width"),
    [
        ("zh-Hans", "default", 1280),
        ("zh-Hans", "slate", 390),
        ("zh-Hant", "default", 390),
        ("zh-Hant", "slate", 1280),
        ("en", "default", 390),
        ("en", "slate", 1280),
    ],
)
def test_the_dialog_has_no_accessibility_fault_in_any_state(
    visit: Callable[..., Page], lang: str, scheme: str, width: int
) -> None:
    page = visit(viewport={"width": width, "height": 844}, reduced_motion="reduce", network_fails=True)
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    page.evaluate("lang => { document.documentElement.lang = lang }", lang)
    page.evaluate("localStorage.setItem('cjksearch:/docs/site/', JSON.stringify(['quorum', '集群']))")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()
    for state in ("trouble", "idle", "results", "filters", "nothing"):
        bring_about(page, state)
        assert axe.faults(page, "dialog") == [], state


def test_the_keyboard_reaches_everything_in_the_order_it_is_seen_in(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "quorum acton")
    expect(page.get_by_role("option").first).to_be_visible()
    filter_by(page, "English")
    expect(page.locator(".cjksearch-filter button[aria-pressed=true]")).to_have_count(1)
    page.get_by_role("combobox").focus()
    places = []
    for _ in range(30):
        page.keyboard.press("Tab")
        place = page.evaluate("""() => {
            const { top, left, bottom } = document.activeElement.getBoundingClientRect();
            return document.activeElement.closest("dialog") ? [top, bottom, left] : null;
        }""")
        if place is None or place in places:
            break
        places.append(place)
    assert len(places) >= 6  # clear, link, close, the filters' opener, filters, suggestion
    for (top, _, left), (below, bottom, right) in pairwise(places):
        assert below >= top - 12 or bottom > top, places  # a row's buttons need not be equally high
        assert right > left or below > top, places


def test_home_and_end_choose_once_an_option_is_chosen_and_are_the_texts_before(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    search(page, "cuckoo")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    caret = "document.activeElement.selectionStart"
    page.keyboard.press("Home")
    assert page.evaluate(caret) == 0
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    assert page.evaluate(caret) == 1


def test_a_screen_reader_is_told_the_number_of_results_at_most_once_a_second(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    search(page, "cuckoo")
    expect(page.locator(".cjksearch-status")).to_contain_text("条结果")
    page.evaluate("""() => {
        window.told = [];
        const live = document.querySelector(".cjksearch-live");
        const tell = () => told.push([performance.now(), live.textContent]);
        new MutationObserver(tell).observe(live, { childList: true });
    }""")
    for query in ("quorum", "集群", "action", "mask", "filter", "zygote", "quorum"):
        page.get_by_role("combobox").fill(query)
        page.wait_for_timeout(250)
    expect(page.locator(".cjksearch-status")).to_have_text("25 条结果")
    expect(page.get_by_role("status")).to_have_text("25 条结果")
    times = [time for time, _ in page.evaluate("told")]
    assert len(times) < 6
    assert all(later - earlier > 990 for earlier, later in pairwise(times)), times


def test_on_a_phone_the_dialog_fills_the_screen_and_a_tap_opens_a_result(visit: Callable[..., Page]) -> None:
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.get_by_role("button", name="搜索").tap()
    page.get_by_role("combobox").fill("cuckoo")
    page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")
    box = page.get_by_role("dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert page.evaluate("document.querySelector('.cjksearch-body').scrollWidth <= 390")
    page.get_by_role("option").first.tap()
    page.wait_for_url("**/en/cuckoo/**")
