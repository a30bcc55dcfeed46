"""What a reader's browser fetches from our own site until the first result of a search.

    PYTHONPATH=tests python bench/search/own_site.py

Builds the site, serves it on the loopback address, and for each query opens a fresh Chromium profile, presses
`/`, types, and counts the bytes of bodies as a host without compression sends them, until a result shows
its title and excerpt. Times are of this machine at this moment: read them as ratios.
"""

from __future__ import annotations

import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from cjksearch.static import client_files
from support import browser as chromium
from support.http import StaticHost, static_host

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
                with static_host(Path(folder)) as host:
                    rows.append(measure(browser, host, query))
    print(f"{'query':<18} {'client B':>9} {'files':>6} {'index B':>9} {'requests':>9} {'ms':>6}")
    for query, row in zip(QUERIES, rows, strict=True):
        print_row(query, row)
    print_row("median", tuple(statistics.median(column) for column in zip(*rows, strict=True)))
    print("\nthe client as published: " + ", ".join(map(sizes, client_files().items())))


def sizes(file: tuple[str, str]) -> str:
    """Return the name of a file, its bytes, and its bytes compressed as a host would."""
    name, text = file
    return f"{name} {len(text.encode())} B ({len(gzip.compress(text.encode(), 9))} gzip)"


def measure(browser: Browser, host: StaticHost, query: str) -> tuple[float, ...]:
    """Return client bytes and files, index bytes and requests, and ms from the last key to a result."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(host.url)
        page.keyboard.press("/")
        expect(page.locator(".cjksearch-input")).to_be_focused()
        began = time.perf_counter()
        page.keyboard.insert_text(query)
        page.locator(".cjksearch-option mark").first.wait_for()
        elapsed = (time.perf_counter() - began) * 1000
        page.wait_for_load_state("networkidle")
        client = [size for path, _, size in host.requests if path.startswith(CLIENT)]
        index = [size for path, _, size in host.requests if path.startswith(INDEX)]
    return sum(client), len(client), sum(index), len(index), elapsed


def print_row(label: str, row: tuple[float, ...]) -> None:
    """Print one line of the table; Han characters are two columns wide."""
    width = sum(2 if ord(character) > 0x2E80 else 1 for character in label)
    client, files, index, requests, elapsed = row
    print(
        f"{label}{' ' * (18 - width)} {client:9.0f} {files:6.0f} {index:9.0f} {requests:9.0f} {elapsed:6.0f}"
    )


if __name__ == "__main__":
    main()
