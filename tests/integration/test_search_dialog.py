"""The search dialog on a plain Material site, below a sub-path, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import axe_core_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from support.http import StaticHost
from support.search_site import SITE_URL, build_site

pytestmark = pytest.mark.browser

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text("utf-8")
Serve = Callable[..., AbstractContextManager[StaticHost]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Iterator[StaticHost]:
    folder = build_site(tmp_path_factory.mktemp("search"))
    with serve(folder, "/docs/site/") as host:
        # Material's instant navigation follows addresses of the sitemap, and the port is known only now.
        sitemap = folder / "sitemap.xml"
        sitemap.write_text(sitemap.read_text("utf-8").replace(SITE_URL, host.url), "utf-8")
        yield host


@pytest.fixture
def visit(browser: Browser, site: StaticHost) -> Iterator[Callable[..., Page]]:
    """Open a page of the site; at the end nothing may have gone wrong in it, nor left the site."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(path: str = "", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on(
            "console",
            lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith((site.url, "data:")) else wrong.append(request.url)
            ),
        )
        page.goto(site.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def search(page: Page, query: str) -> None:
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.insert_text(query)


def names(page: Page) -> list[str]:
    return page.locator(".cjksearch-name").all_inner_texts()


def dialog_scripts(site: StaticHost, since: int) -> list[str]:
    return [path.rsplit("/", 1)[-1] for path, _, _ in site.requests[since:] if "cjksearch/" in path]


def test_a_page_loads_nothing_but_the_small_script_and_its_style(
    visit: Callable[..., Page], site: StaticHost
) -> None:
    before = len(site.requests)
    page = visit()
    page.wait_for_load_state("networkidle")
    assert sorted(dialog_scripts(site, before)) == ["dialog.css", "dialog.js"]


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


def test_simplified_finds_traditional_and_the_keyboard_leads_there(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "无效动作")
    expect(page.locator(".cjksearch-name").first).to_have_text("無效動作遮罩")
    assert page.locator(".cjksearch-name mark").first.inner_text() == "無效動作"
    page.keyboard.press("ArrowDown")
    option = page.get_by_role("option").first
    expect(option).to_have_attribute("aria-selected", "true")
    chosen = page.get_by_role("combobox").get_attribute("aria-activedescendant")
    assert chosen == option.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/docs/site/hant/masking/**")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("h1")).to_contain_text("無效動作遮罩")


def test_a_result_leads_to_its_section(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "cuckoo deletion")
    heading = page.locator(".cjksearch-heading", has_text="Deletion").first
    heading.click()
    page.wait_for_url("**/en/cuckoo/#deletion")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_what_is_typed_while_the_dialog_loads_is_not_lost(visit: Callable[..., Page]) -> None:
    page = visit()
    page.keyboard.type("/cuckoo")
    expect(page.get_by_role("combobox")).to_have_value("cuckoo")
    expect(page.locator(".cjksearch-name").first).to_have_text("Cuckoo filters")


def test_enter_right_after_typing_waits_for_the_first_result(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "bloom")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/cuckoo/**")


def test_after_instant_navigation_search_works_and_is_not_loaded_again(
    visit: Callable[..., Page], site: StaticHost
) -> None:
    page = visit()
    page.wait_for_load_state("networkidle")
    page.evaluate("window.sameDocument = true")
    search(page, "梯度")
    page.keyboard.press("Enter")
    page.wait_for_url("**/hant/masking/**")
    expect(page.locator("h1")).to_contain_text("無效動作遮罩")
    assert page.evaluate("window.sameDocument") is True
    before = len(site.requests)
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_have_value("梯度")  # kept for the session
    page.keyboard.type("fingerprints")  # replaces the selected query
    expect(page.locator(".cjksearch-name").first).to_have_text("Cuckoo filters")
    page.keyboard.press("Escape")
    assert page.locator("[data-cjksearch-open]").count() == 1
    assert page.locator("dialog").count() == 1
    assert [path for path in dialog_scripts(site, before) if path.endswith((".js", ".css"))] == []


def test_the_last_query_outlives_a_new_page(visit: Callable[..., Page], site: StaticHost) -> None:
    page = visit()
    search(page, "cuckoo")
    expect(page.get_by_role("option").first).to_be_visible()
    page.goto(site.url + "en/masking/")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_have_value("cuckoo")
    expect(page.locator(".cjksearch-name").first).to_have_text("Cuckoo filters")


def test_filters_narrow_the_results_and_can_be_taken_back(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "动作 action")
    expect(page.get_by_role("option").first).to_be_visible()
    english = page.get_by_role("button", name="English")
    expect(english).to_have_attribute("aria-pressed", "false")
    everything = set(names(page))
    assert {"無效動作遮罩", "Invalid action masking"} <= everything
    english.click()
    expect(english).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".cjksearch-name", has_text="無效動作遮罩")).to_have_count(0)
    expect(page.locator(".cjksearch-name", has_text="Invalid action masking")).to_have_count(1)
    page.get_by_role("button", name="数据结构").click()
    expect(page.locator(".cjksearch-status")).to_have_text("没有找到“动作 action”。")
    page.get_by_role("button", name="取消筛选再试").click()
    expect(page.locator(".cjksearch-name", has_text="無效動作遮罩")).to_have_count(1)
    expect(english).to_have_attribute("aria-pressed", "false")


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


def test_the_query_can_be_cleared(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "cuckoo")
    expect(page.get_by_role("option").first).to_be_visible()
    page.get_by_role("button", name="清空").click()
    expect(page.get_by_role("combobox")).to_have_value("")
    expect(page.get_by_role("combobox")).to_be_focused()
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.get_by_role("button", name="清空")).to_be_hidden()


def test_results_show_language_domain_and_marked_words(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "softmax")
    group = page.get_by_role("group", name="Invalid action masking")
    expect(group.locator(".cjksearch-badge")).to_have_text("EN")
    expect(group.locator(".cjksearch-chip")).to_have_text("强化学习")
    expect(group.locator(".cjksearch-excerpt mark").first).to_have_text("softmax")
    expect(page.get_by_role("status")).to_contain_text("条结果")


def test_markup_in_texts_is_shown_and_never_runs(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "alert")
    expect(page.locator(".cjksearch-excerpt").first).to_contain_text("<script>alert(1)</script>")
    assert page.locator(".cjksearch script, .cjksearch [onclick]").count() == 0


def test_an_excluded_page_is_not_found(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "天机")
    expect(page.locator(".cjksearch-status")).to_have_text("没有找到“天机”。")
    assert page.get_by_role("option").count() == 0


def test_no_search_runs_while_an_input_method_composes(visit: Callable[..., Page]) -> None:
    page = visit()
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "wuxiao", "selectionStart": 6, "selectionEnd": 6})
    expect(field).to_have_value("wuxiao")
    page.wait_for_timeout(400)
    expect(page.locator(".cjksearch-status")).to_contain_text("输入词语开始搜索")
    session.send("Input.insertText", {"text": "无效"})
    expect(field).to_have_value("无效")
    expect(page.locator(".cjksearch-name").first).to_have_text("無效動作遮罩")


def test_the_page_behind_hears_no_keys(visit: Callable[..., Page], site: StaticHost) -> None:
    page = visit("federation/")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()
    expect(page.get_by_role("button", name="English")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("n")  # Material: the next page
    page.wait_for_timeout(300)
    assert page.url == site.url + "federation/"


def test_search_goes_on_offline_with_what_was_fetched(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "集群")
    expect(page.locator(".cjksearch-name").first).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("combobox").fill("联邦 调度")
    expect(page.locator(".cjksearch-name", has_text="集群联邦")).to_have_count(1)
    expect(page.locator(".cjksearch-heading", has_text="调度").first).to_be_visible()


def test_a_failed_fetch_says_so_and_a_retry_mends_it(browser: Browser, site: StaticHost) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.url)
    blocked = True

    def answer(route: Route) -> None:
        route.abort() if blocked else route.continue_()

    context.route("**/cjksearch/cjksearch.json", answer)
    search(page, "集群")
    expect(page.get_by_role("status")).to_have_text("无法加载搜索索引，请检查网络连接。")
    blocked = False
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".cjksearch-name").first).to_be_visible()
    context.close()


def test_an_index_of_another_version_is_named_as_such(browser: Browser, site: StaticHost) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.url)
    context.route(
        "**/cjksearch/cjksearch.json",
        lambda route: route.fulfill(json={"format": "cjksearch", "version": 999, "folder": "x"}),
    )
    search(page, "集群")
    expect(page.get_by_role("status")).to_have_text("搜索出错了。")
    expect(page.locator(".cjksearch-detail")).to_contain_text("999")
    context.close()


def test_where_no_worker_starts_the_page_itself_searches(browser: Browser, site: StaticHost) -> None:
    context = browser.new_context()
    context.add_init_script("window.Worker = class { constructor() { throw new Error('no workers here') } }")
    page = context.new_page()
    page.goto(site.url)
    search(page, "集群")
    expect(page.locator(".cjksearch-name").first).to_be_visible()
    context.close()


def test_a_missing_page_can_search_too(
    visit: Callable[..., Page], browser: Browser, site: StaticHost
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.url + "no/such/page/")
    search(page, "cuckoo")
    expect(page.locator(".cjksearch-name").first).to_have_text("Cuckoo filters")
    context.close()


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


def test_the_key_reopens_a_dialog_that_keeps_the_focus_while_it_closes(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "x")
    page.evaluate("""() => {
        const input = document.querySelector(".cjksearch-input");
        document.querySelector("dialog.cjksearch").close();
        input.dispatchEvent(new KeyboardEvent("keydown", {key: "/", bubbles: true, cancelable: true}));
    }""")
    expect(page.get_by_role("combobox")).to_be_focused()


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_dialog_has_no_serious_accessibility_fault(
    visit: Callable[..., Page], scheme: str, width: int
) -> None:
    page = visit(viewport={"width": width, "height": 844}, reduced_motion="reduce")
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    search(page, "集群 action")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.get_by_role("button", name="English")).to_be_visible()
    page.get_by_role("button", name="English").click()
    page.get_by_role("combobox").press("ArrowDown")
    page.evaluate(AXE)
    found = page.evaluate("axe.run('dialog').then(({violations}) => violations)")
    serious = [
        (fault["id"], fault["nodes"][0]["html"])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
    assert serious == []


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
