"""Engines that are built by Node, published as one JSON file, and loaded whole by the reader's browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.search.corpus import Corpus
from bench.search.npm import PINNED, MissingPeerError, bundle
from bench.search.peer import Built, Peer, files, run

HERE = Path(__file__).parent
_ROLES = {
    "node_build": "await role.build(engine);",
    "browser_client": "export const { open, titles, excerpt } = role.client(engine);",
}


def build(engine: str, corpus: Corpus, out: Path, modules: Callable[[], Path]) -> Built:
    """Build ``index.json`` with ``<engine>.mjs``, which is also what the browser's client is made of.

    Raises:
        MissingPeerError: There is no Node or npm, or the engine cannot be bundled.
    """
    node = shutil.which("node")
    if node is None:
        raise MissingPeerError("Node is not installed here")
    packages = modules()
    sections = out / "sections.json"
    fields = ("url", "title", "heading", "text")
    rows = [{name: getattr(own, name) for name in fields} for own in corpus.sections]
    sections.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    builder = out / "build.mjs"
    try:
        bundle(_source(out, engine, "node_build"), builder, packages, "--platform=node")
        bundle(_source(out, engine, "browser_client"), out / "client.js", packages, "--platform=browser")
    except (OSError, subprocess.CalledProcessError) as error:
        raise MissingPeerError(f"esbuild failed: {error}") from error
    ran = run([node, "--max-old-space-size=6144", builder, sections, out / "index.json"])
    sections.unlink()
    (out / "driver.js").write_text('export * from "./client.js";\n', "utf-8")
    return Built(ran, files(out / "index.json", out / "client.js"))


def _source(out: Path, engine: str, role: str) -> Path:
    """Write the few lines that join an engine with one of its two roles."""
    source = out / f"{role}.entry.mjs"
    engine_at, role_at = (json.dumps(str(HERE / f"{name}.mjs")) for name in (engine, role))
    lines = (f"import * as engine from {engine_at};", f"import * as role from {role_at};", _ROLES[role], "")
    source.write_text("\n".join(lines), "utf-8")
    return source


PEERS = tuple(
    Peer(name, label, partial(build, name))
    for name, label in {
        "flexsearch": f"FlexSearch {PINNED['flexsearch']}, bigrams",
        "minisearch_vitepress": f"MiniSearch {PINNED['minisearch']} as in VitePress",
        "minisearch_best": f"MiniSearch {PINNED['minisearch']}, OR, bigrams, folded",
    }.items()
)
