"""What tests of the search dialog do again and again."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def search(page: Page, query: str) -> None:
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.insert_text(query)


def names(page: Page) -> list[str]:
    return page.locator(".cjksearch-name").all_inner_texts()


def filter_by(page: Page, name: str) -> None:
    """Press a filter's button, in the panel that it is in."""
    opener = page.locator(".cjksearch-toggle")
    if opener.get_attribute("aria-expanded") == "false":
        opener.click()
    page.locator(".cjksearch-filter button", has_text=name).click()
