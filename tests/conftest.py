"""What all tests share: Node, a real Chromium, a static host, and the project's own site, built once."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest
from hypothesis import settings
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser, Page, expect, sync_playwright

from support import browser as chromium
from support.build import mkdocs_build
from support.http import StaticHost, static_host

ROOT = Path(__file__).parent.parent

# A busy machine is slow, not wrong; and what lands is judged by the same examples each time.
expect.set_options(timeout=15_000)  # ms
settings.register_profile("techdigest", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("techdigest")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def node() -> str:
    """The Node that Playwright brings along, so that no one has to install one."""
    executable = compute_driver_executable()
    return str(executable[0] if isinstance(executable, tuple) else executable)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium: the system's, else the one Playwright has downloaded."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of 1280 by 800 pixels in a context of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def serve() -> Callable[..., AbstractContextManager[StaticHost]]:
    """`with serve(folder, prefix="/") as host:` serves a folder on loopback; `host.url` is where."""
    return static_host


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built once even when several test processes run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    site = shared / "own-site"
    with (shared / "own-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():
            mkdocs_build(ROOT / "mkdocs.yml", shared / "own-site.part")
            (shared / "own-site.part").rename(site)
    return site


@pytest.fixture(scope="session")
def host(built_site: Path) -> Iterator[StaticHost]:
    """The project's own site, served below a sub-path as GitHub Pages does."""
    with ExitStack() as stack:
        yield stack.enter_context(static_host(built_site, "/tech-digest/"))
