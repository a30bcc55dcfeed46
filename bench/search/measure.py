"""Builds an engine, drives its client in Chromium over the loopback address, and counts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.search.corpus import Corpus
from bench.search.host import Host, body, depth, serve
from bench.search.peer import PAGE, Peer
from playwright.sync_api import Browser, Page, Playwright

from support import browser as chromium

#: Hits that are asked for, so that ten pages are among them where engines answer with sections.
HITS = 60
#: Queries whose bytes are counted, each in a fresh browser profile.
COUNTED = 10
#: Each response waits so long while requests are counted, so that those in parallel are seen to be.
DELAY = 0.02

_OPEN = """async () => {
  const began = performance.now();
  window.peer = await import(new URL("driver.js", location.href).href);
  await window.peer.open();
  return performance.now() - began;
}"""
_TITLES = """async ([query, limit]) => {
  const began = performance.now();
  const hits = await window.peer.titles(query, limit);
  return { ms: performance.now() - began, urls: hits.map(({ url }) => url) };
}"""
_EXCERPT = "async (query) => (await window.peer.excerpt(query)) ?? ''"


@dataclass
class Measured:
    """Of an engine: samples of each cost by name, and the addresses it answered to each query."""

    costs: dict[str, list[float]] = field(default_factory=dict)
    answers: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, value: float) -> None:
        """Add a sample of a cost."""
        self.costs.setdefault(name, []).append(value)


def measure(
    playwright: Playwright,
    peer: Peer,
    corpus: Corpus,
    modules: Callable[[], Path],
    step: Callable[[str], None],
) -> Measured:
    """Build an engine and ask it everything; `step` is told after each query that was answered.

    Raises:
        bench.search.npm.MissingPeerError: It cannot be built here.
        subprocess.CalledProcessError: Its build failed.
    """
    measured = Measured()
    out = corpus.folder / peer.name
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    step("builds")
    built = peer.build(corpus, out, modules)
    (out / "index.html").write_text(PAGE, "utf-8")
    measured.add("build s", built.ran.seconds)
    measured.add("build CPU s", built.ran.cpu_seconds)
    measured.add("build MB", built.ran.peak_mb)
    measured.add("published MB", sum(len(body(file)) for file in built.published) / 1e6)
    measured.add("files", len(built.published))
    launched = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.FLAGS))
    with launched as browser, serve(corpus.folder) as host:
        step("answers")
        ask(browser, host, peer, corpus, measured)
        step("is counted")
        count(browser, host, peer, counted(corpus), measured)
    return measured


def ask(browser: Browser, host: Host, peer: Peer, corpus: Corpus, measured: Measured) -> None:
    """Ask all queries on one page: what is answered, how fast, and how much memory the page took."""
    with opened(browser, host, peer, measured) as page:
        for query in corpus.queries:
            ten = page.evaluate(_TITLES, [query["query"], 10])
            measured.add("query ms", ten["ms"])
            many = page.evaluate(_TITLES, [query["query"], HITS])
            measured.answers[query["qid"]] = [address(host, peer, url) for url in many["urls"]]
        for peak in peak_of_pages(browser):
            measured.add("browser MB", peak)


def count(
    browser: Browser, host: Host, peer: Peer, queries: Sequence[dict[str, Any]], measured: Measured
) -> None:
    """Count what each query fetches on a page just opened, and after the query before it."""
    host.delay = DELAY
    for i, query in enumerate(queries):
        with opened(browser, host, peer, Measured()) as page:
            count_one(page, host, query["query"], "cold", measured)
            host.log.clear()
            count_one(page, host, queries[(i + 1) % len(queries)]["query"], "next", measured)
    host.delay = 0.0


def count_one(page: Page, host: Host, query: str, state: str, measured: Measured) -> None:
    """Count what was fetched since the log was cleared, until ten titles, and then until an excerpt."""
    page.evaluate(_TITLES, [query, 10])
    record(host, f"{state} titles", measured)
    page.evaluate(_EXCERPT, query)
    record(host, f"{state} excerpt", measured)


def record(host: Host, what: str, measured: Measured) -> None:
    """Add the bytes, requests and depth of the host's log, without the benchmark's own script."""
    responses = [sent for sent in host.log if not sent.path.endswith("/driver.js")]
    measured.add(f"{what} KB", sum(sent.size for sent in responses) / 1000)
    measured.add(f"{what} requests", len(responses))
    measured.add(f"{what} depth", depth(responses))


@contextmanager
def opened(browser: Browser, host: Host, peer: Peer, measured: Measured) -> Iterator[Page]:
    """Open an empty page in a fresh profile and the engine's client on it; the log begins with the client."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{host.url}{peer.name}/index.html")
        host.log.clear()
        measured.add("ready ms", page.evaluate(_OPEN))
        yield page


def counted(corpus: Corpus) -> list[dict[str, Any]]:
    """Return the queries whose bytes are counted: of two terms if there are such, evenly spaced."""
    two = [query for query in corpus.queries if query["class"] == "two_term"]
    asked = two if len(two) > 1 else list(corpus.queries)
    number = min(COUNTED, len(asked))
    return [asked[i * len(asked) // number] for i in range(number)]


def address(host: Host, peer: Peer, url: str) -> str:
    """Return an address below the site's root as the questions name it."""
    return url.removeprefix(host.url).removeprefix(f"/{peer.name}/").lstrip("/")


def peak_of_pages(browser: Browser) -> list[float]:
    """Return the peak MB of the largest process that runs a page; nothing where /proc is missing."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    peaks = []
    for process in processes:
        status = Path(f"/proc/{process['id']}/status")
        if process["type"] == "renderer" and status.is_file():
            found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text("utf-8"))
            peaks += [int(found[1]) / 1024] if found else []
    return [max(peaks)] if peaks else []
