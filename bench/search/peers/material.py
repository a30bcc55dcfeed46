"""Material for MkDocs' own search: a site of the same pages, built with the plugin and without it.

The theme's language sets its options; jieba cuts the words. The build time is the difference.
"""

from __future__ import annotations

import importlib.metadata
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from bench.search.corpus import Corpus, body
from bench.search.peer import Built, Peer, Ran, files, run


def build(corpus: Corpus, out: Path, _: Callable[[], Path]) -> Built:
    """Build the site twice, and keep the index and the worker of the second."""
    docs = out / "docs"
    for page, sections in corpus.pages.items():
        file = docs / f"{page}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        title = json.dumps(sections[0].title, ensure_ascii=False)
        file.write_text(f"---\ntitle: {title}\n---\n\n{body(sections)}\n", "utf-8")
    without = run(_mkdocs(corpus, out, []))
    full = run(_mkdocs(corpus, out, ["search"]))
    site = out / "built"
    scripts = site / "assets" / "javascripts"
    shutil.copytree(scripts, out / "javascripts")
    shutil.copytree(site / "search", out / "search")
    for folder in (docs, site):
        shutil.rmtree(folder)
    worker = next((out / "javascripts" / "workers").glob("search.*.js")).name
    client = Path(__file__).with_suffix(".mjs").read_text("utf-8")
    (out / "driver.js").write_text(client.replace("WORKER", worker), "utf-8")
    ran = Ran(
        full.seconds - without.seconds, full.cpu_seconds - without.cpu_seconds, full.peak_mb, full.output
    )
    return Built(ran, files(out / "search", out / "javascripts" / "workers" / worker))


def _mkdocs(corpus: Corpus, out: Path, plugins: list[str]) -> list[str | Path]:
    lang = {"zh-TW": "zh-TW", "zh": "zh"}.get(corpus.lang, "en")
    config = out / f"mkdocs-{len(plugins)}.yml"
    settings = {
        "site_name": corpus.name,
        "site_url": "https://example.org/",
        "docs_dir": "docs",
        "site_dir": "built",
        "theme": {"name": "material", "language": lang, "font": False},
        "plugins": plugins,
        "nav": [{"page": f"{next(iter(corpus.pages))}.md"}],  # a tree of all pages would only take time
        "validation": {"nav": {"omitted_files": "ignore"}},
    }
    config.write_text(json.dumps(settings), "utf-8")  # JSON is YAML
    return [sys.executable, "-m", "mkdocs", "build", "-q", "-f", config]


PEER = Peer("material", f"Material {importlib.metadata.version('mkdocs-material')}, jieba", build)
