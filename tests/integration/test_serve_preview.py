"""What a change does to the pages that are open in a browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from support.tiny_preview import TinySite, html

LONG = "<p>line</p>" * 300


@pytest.fixture
def site(tmp_path: Path) -> Iterator[TinySite]:
    with ExitStack() as stack:
        yield TinySite(tmp_path, stack)


def mark(page: Page) -> None:
    """Leave a mark on a page that a reload takes away."""
    page.evaluate("window.mark = true")


def is_marked(page: Page) -> bool:
    return bool(page.evaluate("window.mark === true"))


def test_an_edit_reaches_its_page_and_leaves_others_alone(site: TinySite, page: Page) -> None:
    other = page.context.new_page()
    other.goto(site.url + "other/")
    mark(other)
    page.goto(site.url)
    site.write("index.html", html("home, edited"))
    expect(page.locator("h1")).to_have_text("home, edited")
    assert is_marked(other)
    site.write("other.html", html("other, edited"))
    expect(other.locator("h1")).to_have_text("other, edited")


def test_an_edit_is_shown_while_the_rest_is_being_built_and_requests_are_answered(
    site: TinySite, page: Page
) -> None:
    page.goto(site.url)
    site.preview.gate.clear()
    site.write("index.html", html("home, edited"))
    expect(page.locator("h1")).to_have_text("home, edited")
    with urlopen(site.url + "other/", timeout=5) as answer:
        assert b"other" in answer.read()
    site.preview.gate.set()


def test_a_style_sheet_is_exchanged_without_a_reload(site: TinySite, page: Page) -> None:
    page.goto(site.url)
    mark(page)
    for blue in (4, 5):
        site.write("site.css", f"h1 {{ color: rgb(1, 2, {blue}) }}")
        expect(page.locator("h1")).to_have_css("color", f"rgb(1, 2, {blue})")
    for _ in range(3):  # faster than they are loaded
        site.server.versions.publish(["site.css"])
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    assert is_marked(page)


def test_a_file_that_a_page_uses_reloads_it(site: TinySite, page: Page) -> None:
    uses = {
        "img": "<img src='/used.svg' width=10 height=10>",
        "script": "<script src='/used.svg'></script>",
        "import": "<style>@import '/used.svg'</style>",
        "background": "<p style='background: url(/used.svg)'>x</p>",
        "other": "<a href='/used.svg'>used elsewhere</a><script>fetch('/used.svg')</script>",
    }
    site.write("used.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    tabs = {}
    for name, use in uses.items():
        site.write(f"by-{name}.html", html(name, use))
        site.expect_built(f"by-{name}/")
        tabs[name] = page.context.new_page()
        tabs[name].goto(f"{site.url}by-{name}/")
        mark(tabs[name])
    site.write("used.svg", "<svg xmlns='http://www.w3.org/2000/svg'><g/></svg>")
    for name in set(uses) - {"other"}:
        tabs[name].wait_for_function("window.mark !== true")
    assert is_marked(tabs["other"])


def test_a_page_that_was_missing_is_shown_once_it_is_written(site: TinySite, page: Page) -> None:
    page.goto(site.url + "late/")
    expect(page.locator("body")).to_contain_text("404")
    site.write("late.html", html("not too late"))
    expect(page.locator("h1")).to_have_text("not too late")


def test_when_any_file_may_have_changed_every_page_reloads(site: TinySite, page: Page) -> None:
    page.goto(site.url)
    mark(page)
    site.server.versions.publish(None)
    page.wait_for_function("window.mark !== true")


@pytest.mark.parametrize("manual", [False, True], ids=["browser", "scripts"])
def test_a_reload_keeps_the_scroll_position(site: TinySite, page: Page, manual: bool) -> None:
    # Scripts that load pages by themselves tell the browser to leave scrolling to them.
    script = "<script>history.scrollRestoration = 'manual'</script>" if manual else ""
    image = "<img src='/wide.svg' width=600 height=3000 loading=lazy>"
    site.write("wide.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    site.write("long.html", html("long", script + image + LONG))
    site.expect_built("long/")
    page.goto(site.url + "long/")
    for step in (1, 2):
        page.evaluate("scrollTo(0, 4321)")
        site.write("long.html", html("long", script + image + LONG + f"<p id=end>{step}</p>"))
        expect(page.locator("#end")).to_have_text(f"{step}")
        page.wait_for_function("document.readyState === 'complete'")
        page.wait_for_function("Math.abs(scrollY - 4321) < 1")
        page.evaluate("new Promise(done => setTimeout(done, 100))")
        assert page.evaluate("scrollY") == pytest.approx(4321, abs=1)


def test_a_later_visit_begins_at_the_top(site: TinySite, page: Page) -> None:
    site.write("long.html", html("long", LONG))
    site.expect_built("long/")
    page.goto(site.url + "long/")
    page.evaluate("scrollTo(0, 2000)")
    mark(page)
    site.write("long.html", html("long", LONG + "<p>more</p>"))
    page.wait_for_function("window.mark !== true && document.readyState === 'complete'")
    page.goto(site.url)
    page.goto(site.url + "long/")
    assert page.evaluate("scrollY") == 0


def test_ten_tabs_all_show_an_edit(site: TinySite, page: Page) -> None:
    tabs = [page, *(page.context.new_page() for _ in range(9))]
    for tab in tabs:
        tab.goto(site.url)
    site.write("index.html", html("edited"))
    for tab in tabs:
        expect(tab.locator("h1")).to_have_text("edited")
    fresh = page.context.new_page()
    fresh.goto(site.url + "other/", timeout=5_000)
    expect(fresh.locator("h1")).to_have_text("other")


def test_a_browser_without_shared_workers_is_told_too(site: TinySite, page: Page) -> None:
    page.add_init_script("delete window.SharedWorker")
    page.goto(site.url)
    site.write("index.html", html("home, edited"))
    expect(page.locator("h1")).to_have_text("home, edited")


def test_a_page_that_was_open_before_the_server_began_anew_is_shown_anew(site: TinySite, page: Page) -> None:
    page.goto(site.url)
    mark(page)
    site.server.versions.run = "another"
    site.write("other.html", html("other, edited"))
    page.wait_for_function("window.mark !== true")


def test_nonsense_is_refused_and_nothing_breaks(site: TinySite, page: Page) -> None:
    page.goto(site.url)
    for body in ("", "[]", "{", '{"run": 1}', '{"run": "x", "version": "y", "paths": []}'):
        status = page.evaluate(
            "body => fetch('/livereload/check', {method: 'POST', body}).then(answer => answer.status)", body
        )
        assert status == 400
    assert page.evaluate("fetch('/livereload/nothing').then(answer => answer.status)") == 404


def test_an_edit_during_a_build_is_shown_after_it(site: TinySite, page: Page) -> None:
    page.goto(site.url)
    site.preview.gate.clear()
    site.write("other.html", html("other, edited"))
    threading.Timer(0.3, site.preview.gate.set).start()
    site.write("index.html", html("home, edited"))
    expect(page.locator("h1")).to_have_text("home, edited")
