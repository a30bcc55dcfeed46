"""How the search dialog comes and goes: keys, buttons, themes, languages."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from support.http import StaticHost
from support.search_dialog import search
from support.search_site import build_site

pytestmark = pytest.mark.browser
Serve = Callable[..., AbstractContextManager[StaticHost]]


def dialog_scripts(site: StaticHost, since: int) -> list[str]:
    return [path.rsplit("/", 1)[-1] for path, _, _ in site.requests[since:] if "cjksearch/" in path]


def test_a_page_loads_nothing_but_the_small_script_and_its_style(
    visit: Callable[..., Page], site: StaticHost
) -> None:
    before = len(site.requests)
    page = visit()
    page.wait_for_load_state("networkidle")
    assert sorted(dialog_scripts(site, before)) == ["dialog.css", "dialog.js"]


def test_dialog_worker_and_index_are_asked_for_side_by_side(visit: Callable[..., Page]) -> None:
    page = visit()
    held: dict[str, Route] = {}
    first = {"panel.js", "worker.js", "cjksearch.json"}

    def hold(route: Route) -> None:
        held[route.request.url.rsplit("/", 1)[-1]] = route
        if first <= set(held):  # none of them waits for another
            for waiting in held.values():
                waiting.continue_()
            held.clear()

    for name in first:
        page.context.route(f"**/cjksearch/{name}", hold)
    search(page, "cuckoo")
    expect(page.locator(".cjksearch-name").first).to_have_text("Cuckoo filters")


def test_who_points_at_the_button_finds_the_dialog_and_the_index_loaded(
    visit: Callable[..., Page], site: StaticHost
) -> None:
    page = visit()
    before = len(site.requests)
    page.get_by_role("button", name="搜索").hover()
    page.wait_for_load_state("networkidle")
    page.wait_for_function(
        "performance.getEntriesByType('resource').some(({name}) => name.endsWith('panel.js'))"
    )
    page.wait_for_timeout(500)
    loaded = dialog_scripts(site, before)
    assert len(loaded) == len(set(loaded))
    assert {"panel.js", "worker.js", "cjksearch.json"} <= set(loaded)
    page.get_by_role("button", name="搜索").click()
    expect(page.get_by_role("combobox")).to_be_focused()
    assert dialog_scripts(site, before) == loaded


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_the_dialog_and_escape_gives_the_focus_back(visit: Callable[..., Page], key: str) -> None:
    page = visit()
    page.locator("a.md-nav__link").first.focus()
    page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("a.md-nav__link").first).to_be_focused()


def test_the_header_has_a_button_and_a_click_beside_the_dialog_closes_it(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_role("button", name="搜索").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.mouse.click(20, 400)
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_slash_typed_into_a_field_is_a_slash(visit: Callable[..., Page]) -> None:
    page = visit()
    page.evaluate("document.querySelector('.md-content').innerHTML = '<input id=field>'")
    page.locator("#field").press("/")
    expect(page.locator("#field")).to_have_value("/")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_what_is_typed_while_the_dialog_loads_is_not_lost(visit: Callable[..., Page]) -> None:
    page = visit()
    page.keyboard.type("/cuckoo")
    expect(page.get_by_role("combobox")).to_have_value("cuckoo")
    expect(page.locator(".cjksearch-name").first).to_have_text("Cuckoo filters")


def test_the_key_reopens_a_dialog_that_keeps_the_focus_while_it_closes(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "x")
    page.evaluate("""() => {
        const input = document.querySelector(".cjksearch-input");
        document.querySelector("dialog.cjksearch").close();
        input.dispatchEvent(new KeyboardEvent("keydown", {key: "/", bubbles: true, cancelable: true}));
    }""")
    expect(page.get_by_role("combobox")).to_be_focused()


@pytest.mark.parametrize(
    ("tag", "placeholder"),
    [
        ("zh-Hant-TW", "搜尋：繁體、简体或 English"),
        ("en", "Search 简体, 繁體 or English"),
        ("zh", "搜索：简体、繁體或 English"),
    ],
)
def test_the_dialog_speaks_the_pages_language(visit: Callable[..., Page], tag: str, placeholder: str) -> None:
    page = visit()
    search(page, "x")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.evaluate("tag => { document.documentElement.lang = tag }", tag)
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_have_attribute("placeholder", placeholder)


def test_a_missing_page_can_search_too(
    visit: Callable[..., Page], browser: Browser, site: StaticHost
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.url + "no/such/page/")
    search(page, "cuckoo")
    expect(page.locator(".cjksearch-name").first).to_have_text("Cuckoo filters")
    context.close()


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_get_a_button_too(browser: Browser, serve: Serve, tmp_path: Path, theme: str) -> None:
    folder = build_site(tmp_path, theme={"name": theme, "highlightjs": False})
    context = browser.new_context()
    page = context.new_page()
    with serve(folder, "/docs/site/") as host:
        page.goto(host.url + "en/masking/")
        page.get_by_role("button", name="Search", exact=True).click()
        page.get_by_role("combobox").fill("无效动作")
        expect(page.locator(".cjksearch-name").first).to_have_text("無效動作遮罩")
        page.keyboard.press("Enter")
        page.wait_for_url("**/hant/masking/**")
    context.close()


def test_beside_materials_own_search_the_slash_is_that_ones(
    browser: Browser, serve: Serve, tmp_path: Path
) -> None:
    folder = build_site(tmp_path, plugins=("search",), options={"replace_search": False})
    context = browser.new_context()
    page = context.new_page()
    with serve(folder, "/docs/site/") as host:
        page.goto(host.url)
        page.keyboard.press("/")
        expect(page.locator(".md-search__input")).to_be_focused()
        page.keyboard.press("Control+k")
        expect(page.get_by_role("combobox")).to_be_focused()
    context.close()


def test_a_replaced_search_box_is_out_of_sight(browser: Browser, serve: Serve, tmp_path: Path) -> None:
    folder = build_site(tmp_path, plugins=("search",))
    context = browser.new_context()
    page = context.new_page()
    with serve(folder, "/docs/site/") as host:
        page.goto(host.url)
        expect(page.locator(".md-search")).to_be_hidden()
        page.keyboard.press("/")
        expect(page.get_by_role("combobox")).to_be_focused()
    context.close()
