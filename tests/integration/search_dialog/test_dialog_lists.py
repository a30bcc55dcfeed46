"""The list of results: grouped by page, longer on demand, steady while one types."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from support.search_dialog import search

pytestmark = pytest.mark.browser

# Queries with a word reach the worker late.
SLOW_WORKER = """([word, delay]) => {
    window.held = [];
    window.sent = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message) {
        if (!message.query?.includes(word)) return post.call(this, message);
        held.push(message.query);
        setTimeout(() => (post.call(this, message), sent.push(message.query)), delay);
    };
}"""


def test_a_page_with_many_hits_leaves_room_for_others(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "quorum")
    options = page.get_by_role("option")
    expect(page.get_by_role("status")).to_have_text("25 条结果")
    expect(options).to_have_count(5)
    expect(options.last).to_have_text("此页还有 6 条")
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(options).to_have_count(10)
    expect(options.nth(4)).to_have_attribute("aria-selected", "true")


def test_further_results_come_on_demand(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "quorum")
    for left in (16, 21):
        page.get_by_role("button", name="更多结果").click()
        expect(page.get_by_role("option", name=f"此页还有 {left} 条")).to_be_visible()
    expect(page.get_by_role("button", name="更多结果")).to_have_count(0)
    page.get_by_role("option", name="此页还有 21 条").click()
    expect(page.get_by_role("option")).to_have_count(25)


def test_excerpts_further_down_come_as_they_are_scrolled_to(visit: Callable[..., Page]) -> None:
    page = visit(viewport={"width": 1280, "height": 400})
    search(page, "quorum")
    options = page.get_by_role("option")
    expect(options.nth(3).locator("mark").last).to_be_visible()
    page.get_by_role("option", name="此页还有 6 条").click()
    last = options.nth(9).locator(".cjksearch-excerpt")
    expect(last).to_be_empty()
    last.scroll_into_view_if_needed()
    expect(last).to_contain_text("quorum of")
    expect(last.locator("mark")).to_have_text("quorum")
    expect(options).to_have_count(10)
    expect(options.nth(3).locator(".cjksearch-excerpt")).to_contain_text("quorum of")


def test_between_two_answers_the_list_is_never_empty(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "a")
    expect(page.get_by_role("option").first).to_be_visible()
    page.evaluate("""() => {
        window.fewest = Infinity;
        const list = document.querySelector(".cjksearch-list");
        const look = () => (fewest = Math.min(fewest, list.querySelectorAll("[role=option]").length));
        new MutationObserver(look).observe(list, { childList: true, subtree: true });
    }""")
    page.evaluate(SLOW_WORKER, ["", 300])
    for letter in "ction masking":
        page.keyboard.press(letter if letter != " " else "Space")
        page.wait_for_timeout(90)
    expect(page.locator(".cjksearch-name").first).to_have_text("Invalid action masking")
    assert page.evaluate("fewest") > 0


def test_an_answer_to_what_is_no_longer_asked_is_dropped(visit: Callable[..., Page]) -> None:
    page = visit()
    page.evaluate(SLOW_WORKER, ["slow", 2000])
    search(page, "cuckoo")
    expect(page.locator(".cjksearch-name mark").first).to_have_text("Cuckoo")
    page.get_by_role("combobox").fill("cuckoo slow 集群")
    page.wait_for_function("held.length")
    page.get_by_role("combobox").fill("cuckoo")
    page.wait_for_function("sent.length")
    page.wait_for_timeout(500)
    assert page.evaluate("sent") == ["cuckoo slow 集群"]
    assert page.locator(".cjksearch-list mark", has_text="集群").count() == 0
    expect(page.locator(".cjksearch-status")).to_contain_text("条结果")


def test_excerpts_that_come_late_move_nothing(visit: Callable[..., Page]) -> None:
    page = visit()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.context.route("**/cjksearch/*/x/*.bin", hold)
    search(page, "集群 调度")
    tops = (
        "[...document.querySelectorAll('[role=option]')].map((option) => option.getBoundingClientRect().top)"
    )
    expect(page.get_by_role("option").first).to_be_visible()
    before = page.evaluate(tops)
    page.wait_for_timeout(300)
    assert held, "no excerpt was fetched"
    for route in held:
        route.continue_()
    expect(page.locator(".cjksearch-excerpt mark").first).to_be_visible()
    assert page.evaluate(tops) == before


def test_once_there_was_a_query_the_dialog_keeps_its_size(visit: Callable[..., Page]) -> None:
    page = visit(reduced_motion="reduce")
    search(page, "quorum")
    expect(page.get_by_role("option").first).to_be_visible()
    dialog = page.get_by_role("dialog")
    size = dialog.bounding_box()
    for query in ('"龘"', "cuckoo", "无效"):
        page.get_by_role("combobox").fill(query)
        page.wait_for_timeout(300)
        assert dialog.bounding_box() == size


def test_nothing_found_says_what_to_try_and_a_click_does_it(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "“filters cuckoo”")
    expect(page.locator(".cjksearch-status")).to_have_text("没有找到“filters cuckoo”。")
    expect(page.locator(".cjksearch-tips li")).to_have_count(3)
    page.get_by_role("button", name="去掉引号再试").click()
    expect(page.get_by_role("combobox")).to_have_value("filters cuckoo")
    expect(page.locator(".cjksearch-name").first).to_have_text("Cuckoo filters")


@pytest.mark.parametrize(
    ("lang", "typed", "label", "meant"),
    [
        ("zh-Hans", "联邦 cuckooo", "您要找的是“联邦 cuckoo”吗？", "联邦 cuckoo"),
        ("zh-Hant", "聯邦 cuckooo", "您要找的是「聯邦 cuckoo」嗎？", "聯邦 cuckoo"),
        ("en", "cuckooo filter", "Did you mean “cuckoo filter”?", "cuckoo filter"),
    ],
)
def test_a_suggestion_is_in_the_readers_script_and_a_click_asks_it(
    visit: Callable[..., Page], lang: str, typed: str, label: str, meant: str
) -> None:
    page = visit()
    page.evaluate("lang => { document.documentElement.lang = lang }", lang)
    search(page, typed)
    page.get_by_role("button", name=label).click()
    expect(page.get_by_role("combobox")).to_have_value(meant)
    expect(page.locator(".cjksearch-suggestion")).to_have_count(0)
    expect(page.locator(".cjksearch-list mark", has_text="uckoo").first).to_be_visible()
