"""The theme's scripts: figures at full size, and formulas that are copied as TeX."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support.http import StaticHost

NOTE = "cuckoo-filter/"
COPIED = """() => {
    const clipboardData = new DataTransfer()
    document.dispatchEvent(new ClipboardEvent("copy", {clipboardData, bubbles: true, cancelable: true}))
    return clipboardData.getData("text/plain")
}"""
SELECT = """selector => {
    getSelection().removeAllRanges()
    const range = document.createRange()
    range.selectNode(document.querySelector(selector))
    getSelection().addRange(range)
}"""
SELECT_FROM_WITHIN_A_FORMULA = """() => {
    const formula = document.querySelector("article p > .td-math")
    getSelection().setBaseAndExtent(formula.querySelector("annotation").firstChild, 0, formula.nextSibling, 3)
}"""


def copied(page: Page, selector: str) -> str:
    """What the script puts in the clipboard for an element; nothing where it leaves that to the browser."""
    page.evaluate(SELECT, selector)
    return str(page.evaluate(COPIED))


@pytest.fixture
def note(browser: Browser, host: StaticHost) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(host.url + NOTE)
    yield page
    context.close()


def test_a_figure_opens_by_keyboard_and_esc_returns_to_it(note: Page) -> None:
    link = note.locator(".td-figure__zoom").first
    link.focus()
    note.keyboard.press("Enter")
    dialog = note.locator("dialog.td-lightbox")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="关闭")).to_be_focused()
    image = dialog.locator("img")
    assert image.evaluate("e => e.src") == link.evaluate("e => e.href")
    assert image.get_attribute("alt") == link.locator("img").get_attribute("alt")
    caption = note.locator(".td-figure figcaption").first.inner_text()
    expect(dialog.locator(".td-lightbox__caption")).to_have_text(caption)
    box = image.bounding_box()
    assert box is not None
    assert box["width"] > 680, "larger than on the page"
    note.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(link).to_be_focused()


def test_a_click_on_the_figure_or_beside_it_closes_it(note: Page) -> None:
    dialog = note.locator("dialog.td-lightbox")
    for x in (5, 640):
        note.locator(".td-figure__zoom").nth(1).click()
        expect(dialog).to_be_visible()
        note.mouse.click(x, 400)
        expect(dialog).not_to_be_visible()


def test_ctrl_click_on_a_figure_is_left_to_the_browser(note: Page) -> None:
    link = note.locator(".td-figure__zoom").first
    link.evaluate(
        "e => e.dispatchEvent(new MouseEvent('click', {ctrlKey: true, bubbles: true, cancelable: true}))"
    )
    expect(note.locator("dialog.td-lightbox")).to_have_count(0)


def test_copied_text_holds_the_tex_of_its_formulas(note: Page) -> None:
    selector = "article p:has(> .td-math)"
    formulas = note.locator(selector).first.locator(".td-math")
    tex = [f"${source.strip()}$" for source in formulas.evaluate_all("all => all.map(e => e.dataset.tex)")]
    text = copied(note, selector)
    assert tex
    assert [formula for formula in tex if formula not in text] == []
    assert text.startswith("表有 $m$ 个桶")


def test_a_formula_that_stands_alone_is_copied_between_double_dollars(note: Page) -> None:
    tex = note.locator(".td-math--block").first.get_attribute("data-tex") or ""
    assert copied(note, ".td-math--block").strip() == f"$${tex.strip()}$$"


def test_a_selection_without_formulas_is_left_to_the_browser(note: Page) -> None:
    assert copied(note, "article > h1") == ""


def test_part_of_a_formula_copies_all_of_it(note: Page) -> None:
    note.evaluate(SELECT_FROM_WITHIN_A_FORMULA)
    assert note.evaluate(COPIED).startswith("$m$")
