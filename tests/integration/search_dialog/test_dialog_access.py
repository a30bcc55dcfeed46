"""The search dialog for everyone: assistive technology, small screens, both colour schemes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.search_dialog import AXE, search

pytestmark = pytest.mark.browser


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
