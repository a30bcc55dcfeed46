"""What a reader's browser fetches from our own site until the first result of a search.

    PYTHONPATH=tests python -m bench.search.own_site

Builds the site, serves it on the loopback address as a host that compresses text does, and for each query
opens a fresh Chromium profile, presses `/`, types, and counts the bytes of bodies, and how many requests wait
for one another, until a result shows its title, and its excerpt. Each response waits, so that requests side
by side are seen to be. Times are of this machine at this moment: read them as ratios.
"""

from __future__ import annotations

import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.search.host import Host, depth, serve
from bench.search.measure import DELAY
from playwright.sync_api import Browser, expect, sync_playwright

from cjksearch.static import client_files
from support import browser as chromium

ROOT = Path(__file__).parent.parent.parent
QUERIES = (
    "集群 联邦",
    "無效 動作",
    "action masking",
    "cuckoo filter",
    "gang scheduling",
    "GPU 驱动",
    "概率 梯度",
    "删除 控制器",
)
CLIENT, INDEX = "/assets/cjksearch/", "/cjksearch/"


def main() -> None:
    """Measure each query cold and print a table with medians."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", folder], cwd=ROOT, check=True)
        with playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        ) as browser:
            rows = []
            for query in QUERIES:
                with serve(Path(folder)) as host:
                    host.delay = DELAY
                    rows.append(measure(browser, host, query))
    columns = "client KB", "requests", "index KB", "requests", "deep: titles", "excerpt", "ms"
    print(f"{'query':<16}" + "".join(f" {name:>12}" for name in columns))
    for query, row in zip(QUERIES, rows, strict=True):
        print_row(query, row)
    print_row("median", tuple(statistics.median(column) for column in zip(*rows, strict=True)))
    print("\nthe client as published: " + ", ".join(map(sizes, client_files().items())))


def sizes(file: tuple[str, str]) -> str:
    """Return the name of a file, its bytes, and its bytes compressed as a host would."""
    name, text = file
    return f"{name} {len(text.encode())} B ({len(gzip.compress(text.encode(), 9))} gzip)"


def measure(browser: Browser, host: Host, query: str) -> tuple[float, ...]:
    """Measure one query on a page just loaded.

    Returns:
        KB and requests of client and index, requests deep until titles and until an excerpt, all from the key
        that opens the dialog on; and ms from the last key to titles.
    """
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(host.url)
        page.wait_for_load_state("networkidle")
        host.log.clear()
        page.keyboard.press("/")
        expect(page.locator(".cjksearch-input")).to_be_focused()
        began = time.perf_counter()
        page.keyboard.insert_text(query)
        page.locator(".cjksearch-name mark").first.wait_for()
        elapsed = (time.perf_counter() - began) * 1000
        titles = depth([sent for sent in host.log if "/x/" not in sent.path])
        page.locator(".cjksearch-excerpt mark").first.wait_for()
        excerpt = depth(host.log)
        page.wait_for_load_state("networkidle")
        client = [sent.size / 1000 for sent in host.log if sent.path.startswith(CLIENT)]
        index = [sent.size / 1000 for sent in host.log if sent.path.startswith(INDEX)]
    return sum(client), len(client), sum(index), len(index), titles, excerpt, elapsed


def print_row(label: str, row: tuple[float, ...]) -> None:
    """Print one line of the table; Han characters are two columns wide."""
    width = sum(2 if ord(character) > 0x2E80 else 1 for character in label)
    print(f"{label}{' ' * (16 - width)}" + "".join(f" {value:12.4g}" for value in row))


if __name__ == "__main__":
    main()
