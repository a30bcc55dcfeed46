"""A plain Material site with the search dialog, below a sub-path."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from support.http import StaticHost
from support.search_site import SITE_URL, build_site

Serve = Callable[..., AbstractContextManager[StaticHost]]


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Iterator[StaticHost]:
    folder = build_site(tmp_path_factory.mktemp("search"))
    with serve(folder, "/docs/site/") as host:
        # Material's instant navigation follows addresses of the sitemap, and the port is known only now.
        sitemap = folder / "sitemap.xml"
        sitemap.write_text(sitemap.read_text("utf-8").replace(SITE_URL, host.url), "utf-8")
        yield host


@pytest.fixture
def wrong() -> list[str]:
    """What went wrong in the pages visited."""
    return []


@pytest.fixture
def visit(browser: Browser, site: StaticHost, wrong: list[str]) -> Iterator[Callable[..., Page]]:
    """Open a page of the site; at the end nothing may have gone wrong in it, nor left the site."""
    contexts: list[BrowserContext] = []

    def open_page(path: str = "", *, network_fails: bool = False, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on(
            "console",
            lambda message: (
                wrong.append(message.text)
                if message.type in ("error", "warning")
                and not (network_fails and "Failed to load resource" in message.text)
                else None
            ),
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
