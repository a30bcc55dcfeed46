"""`mkdocs serve`: what is saved in the editor reaches the open browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, expect

from support.snippets import record_of
from techdigest.diagnostics import Diagnostics
from techdigest.markdown.collect import collect_library
from techdigest.notes.library import read_library
from techdigest.snippets.records import write_record

CONFIG = """\
site_name: 直播
theme: {name: techdigest}
plugins: [techdigest, cjksearch]
"""
NOTE = """\
---
title: 正在写的笔记
date: 2026-11-01
---

第一稿。
"""


@contextmanager
def mkdocs_serve(folder: Path) -> Iterator[str]:
    """Serve a site with live reload on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", address]
    log = (folder / "serve.log").open("w+")
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_until_served(f"http://{address}/", process, folder / "serve.log")
        yield f"http://{address}/"
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def wait_until_served(url: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> None:
    """Return once the address answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        try:
            with urlopen(url):
                return
        except URLError:
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer in {seconds} s:\n{log.read_text()}")


def test_an_edited_note_reaches_the_open_browser(tmp_path: Path, page: Page) -> None:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    note = tmp_path / "docs" / "notes" / "draft.md"
    note.parent.mkdir(parents=True)
    note.write_text(NOTE, encoding="utf-8")
    with mkdocs_serve(tmp_path) as url:
        page.goto(url + "draft/")
        expect(page.locator("article")).to_contain_text("第一稿")
        note.write_text(NOTE.replace("第一稿", "第二稿").replace("正在写的", "改好的"), encoding="utf-8")
        expect(page.locator("article")).to_contain_text("第二稿", timeout=30_000)
        page.goto(url)
        expect(page.locator("main")).to_contain_text("改好的笔记")


def test_a_new_record_reaches_the_open_browser(tmp_path: Path, page: Page) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        CONFIG + "markdown_extensions: [pymdownx.superfences]\n", encoding="utf-8"
    )
    note = tmp_path / "docs" / "notes" / "draft.md"
    note.parent.mkdir(parents=True)
    note.write_text(NOTE + "\n```python {.run id=one}\nassert True\n```\n", encoding="utf-8")
    unheard = Diagnostics()
    library = read_library(tmp_path / "docs", unheard)
    (snippet,) = collect_library(library, tmp_path / "docs", ["pymdownx.superfences"], {}, unheard).snippets
    with mkdocs_serve(tmp_path) as url:
        page.goto(url + "draft/")
        expect(page.locator("#snippet-one .td-state")).to_have_text("从未运行：尚无记录")
        write_record(tmp_path / "docs" / "records", record_of("one", fingerprint=snippet.fingerprint), None)
        expect(page.locator("#snippet-one .td-state")).to_contain_text("已在 CPU 上验证", timeout=30_000)
