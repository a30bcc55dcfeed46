"""Snippets as a reader meets them in a real Chromium: in every state, on a phone and on a desktop."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support import axe
from support.http import StaticHost, static_host
from support.small_site import SmallSite
from support.snippets import record_of
from support.watch import watched
from techdigest.diagnostics import Diagnostics
from techdigest.markdown.collect import collect_library
from techdigest.notes.library import read_library
from techdigest.snippets.portable.canonical import digest

EXTENSIONS = ["attr_list", "pymdownx.superfences", "pymdownx.highlight"]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
PAGES = {"zh": "states/", "en": "en/states/", "overview": "snippets/", "overview-en": "en/snippets/"}
SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="640" height="320" viewBox="0 0 640 320">
<rect x="20" y="20" width="600" height="280" fill="black"/></svg>"""
METRICS = [
    {"name": "false-positive rate", "unit": "1", "n": 1, "median": 0.0285, "iqr": 0.0},
    {"name": "share of the measured memory bandwidth", "unit": "%", "n": 7, "median": 83.2, "iqr": 0.4},
]
OUTPUT = "".join(f"row {i}: {'a long line of output ' * 8}\n" for i in range(40))
# id -> what the fence says, and its records by target
STATES: dict[str, tuple[str, dict[str, dict[str, Any]]]] = {
    "verified": ("plot=p.svg", {"cpu": {"plot": SVG, "result": {"metrics": METRICS}}}),
    "on-gpu": (
        'needs="gpu torch triton" setup=verified',
        {"nvidia-h100": {"result": {"metrics": METRICS, "output": OUTPUT, "output_lines": 40}}, "cpu": {}},
    ),
    "cpu-only": ('needs="gpu torch"', {"cpu": {}}),
    "stale": ("hidden", {"cpu": {"fingerprint": digest(b"old"), "result": {"metrics": METRICS}}}),
    "failed": (
        "needs=rsync",
        {"cpu": {"result": {"status": "failed", "message": "AssertionError", "output": OUTPUT}}},
    ),
    "never-run": ("needs=kube", {}),
}


def write(site: SmallSite) -> None:
    """A note in two languages with a snippet in each state."""
    chinese, english = "", ""
    for name, (options, _) in STATES.items():
        fence = f'``` {{.python .run id={name} {options} claim="'
        chinese += f'{fence}这段代码证明 {name}"}}\nx = 1\nassert x == 1  # {"long " * 30}\n```\n\n正文。\n\n'
        english += f'``` {{.python .run id={name} claim="What {name} proves"}}\n```\n\nProse.\n\n'
    head = "---\ntitle: {}\ndate: 2026-01-01\n---\n\n"
    site.write("notes/states/index.md", head.format("状态") + chinese)
    site.write("notes/states/index.en.md", head.format("States") + english)
    unheard = Diagnostics()
    docs = site.root / "docs"
    snippets = collect_library(read_library(docs, unheard), docs, EXTENSIONS, {}, unheard)
    for name, (_, records) in STATES.items():
        for target, more in records.items():
            made = record_of(name, target, **({"fingerprint": snippets.by_id[name].fingerprint} | more))
            site.write(f"records/{name}/{target}.json", json.dumps(made))
            if "plot" in more:
                site.write(f"records/{name}/{target}.svg", more["plot"])


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticHost]:
    """A site with a snippet in each state."""
    root: Path = tmp_path_factory.mktemp("states")
    site = SmallSite(root)
    write(site)
    site.build(markdown_extensions=EXTENSIONS, theme={"name": "techdigest"})
    with static_host(root / "site", "/base/") as host:
        yield host


def context_of(browser: Browser, **options: Any) -> BrowserContext:
    return browser.new_context(reduced_motion="reduce", **options)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_every_state_can_be_read_by_everyone(
    browser: Browser, states: StaticHost, path: str, viewport: dict[str, int], scheme: str
) -> None:
    with context_of(browser, viewport=viewport, color_scheme=scheme) as context:
        page = context.new_page()
        watch = watched(page, states.url)
        page.goto(states.url + path)
        page.evaluate("document.querySelectorAll('article details').forEach(fold => fold.open = true)")
        expect(page.locator(".td-state")).to_have_count(sum(max(len(r), 1) for _, r in STATES.values()))
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
        assert axe.serious(page) == []
        assert watch.complaints == []
        assert watch.foreign_requests == []


def test_all_there_is_to_know_is_there_without_scripts(browser: Browser, states: StaticHost) -> None:
    with context_of(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(states.url + "en/states/")
        for name in STATES:
            snippet = page.locator(f"#snippet-{name}")
            expect(snippet.locator(".td-state").first).to_be_visible()
            expect(snippet.locator(".td-snippet__claim")).to_contain_text(f"What {name} proves")
            shown = snippet.locator(".td-snippet__code code")
            if name == "stale":  # its code is hidden
                snippet.locator("summary").first.click()
            expect(shown.first).to_be_visible()
            expect(shown.first).to_contain_text("assert x == 1")
        picture = page.locator(".td-snippet__plot img")
        picture.scroll_into_view_if_needed()
        expect(picture).to_be_visible()


def test_a_permalink_leads_to_the_snippet(browser: Browser, states: StaticHost) -> None:
    with context_of(browser, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(states.url + "en/snippets/")
        page.get_by_role("link", name="What failed proves").click()
        page.wait_for_url(re.compile(r"/en/states/#snippet-failed$"))
        expect(page.locator("#snippet-failed .td-snippet__head")).to_be_in_viewport()
        page.locator("#snippet-on-gpu").get_by_role("link", name="verified", exact=True).click()
        expect(page.locator("#snippet-verified .td-snippet__head")).to_be_in_viewport()


def test_a_plot_opens_at_full_size(browser: Browser, states: StaticHost) -> None:
    with context_of(browser, viewport=DESKTOP) as context:
        page = context.new_page()
        page.goto(states.url + "states/")
        page.locator(".td-snippet__plot a").click()
        large = page.locator(".td-lightbox__image")
        expect(large).to_be_visible()
        assert large.evaluate("image => image.decode().then(() => image.naturalWidth)") == 640
        expect(large).to_have_attribute("alt", "这段代码证明 verified")


@pytest.mark.parametrize("where", ["page", "lightbox"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_black_lines_of_a_plot_stand_out_on_either_ground(
    browser: Browser, states: StaticHost, scheme: str, where: str
) -> None:
    with context_of(browser, viewport=DESKTOP, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(states.url + "states/")
        picture = page.locator(".td-snippet__plot img")
        picture.scroll_into_view_if_needed()
        if where == "lightbox":
            picture.click()
            picture = page.locator(".td-lightbox__image")
        picture.evaluate("image => image.decode()")
        line, ground = brightness(page, picture.screenshot())
        assert abs(line - ground) > 120, (line, ground)
        if where == "page":
            assert (ground < 80) is (scheme == "dark")


def brightness(page: Page, picture: bytes) -> tuple[float, float]:
    """The brightness, of 255, in the middle of a picture and at its edge."""
    line, ground = page.evaluate(
        """async bytes => {
                const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]))
                const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
                const context = canvas.getContext("2d")
                context.drawImage(bitmap, 0, 0)
                const at = (x, y) => {
                    const [r, g, b] = context.getImageData(x, y, 1, 1).data
                    return (r + g + b) / 3
                }
                return [at(bitmap.width / 2 | 0, bitmap.height / 2 | 0), at(2, bitmap.height / 2 | 0)]
            }""",
        list(picture),
    )
    return line, ground


def test_on_paper_states_are_told_and_plots_are_dark_on_white(browser: Browser, states: StaticHost) -> None:
    with context_of(browser, viewport=DESKTOP, color_scheme="dark") as context:
        page = context.new_page()
        page.goto(states.url + "states/")
        page.emulate_media(media="print")
        colours = page.locator(".td-state").evaluate_all("all => all.map(e => getComputedStyle(e).color)")
        assert all(max(map(int, re.findall(r"\d+", colour))) < 100 for colour in colours), colours
        assert page.locator(".td-snippet__plot img").evaluate("e => getComputedStyle(e).filter") == "none"


def test_our_own_notes_show_every_snippet_and_ask_no_one(browser: Browser, host: StaticHost) -> None:
    with context_of(browser, viewport=DESKTOP) as context:
        page = context.new_page()
        watch = watched(page, host.url)
        page.goto(host.url + "snippets/")
        links = page.locator(".td-snippets a").evaluate_all("links => links.map(link => link.href)")
        assert len(links) == len(set(links)) > 20
        for url in sorted({link.partition("#")[0] for link in links}):
            page.goto(url)
            expected = sorted(link.partition("#")[2] for link in links if link.startswith(url + "#"))
            shown = page.locator(".td-snippet").evaluate_all("all => all.map(element => element.id)")
            assert sorted(shown) == expected, url
            for picture in page.locator(".td-snippet__plot img").all():
                picture.evaluate("image => { image.loading = 'eager'; return image.decode() }")
        assert watch.complaints == []
        assert watch.foreign_requests == []
