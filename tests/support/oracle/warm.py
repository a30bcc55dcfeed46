"""Importing this builds other sites: dictionaries are read and templates compiled.

Neither MathJax nor the minifier is started: their threads would not live in processes forked from this one.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from cjksearch import static
from support.oracle import quick
from support.oracle.builds import Order, build
from support.oracle.plain import reconfigured, write_plain_site

_CONFIG = """\
site_name: Warm
site_url: https://warm.example/
theme: {name: techdigest}
plugins: [techdigest, cjksearch]
markdown_extensions: [attr_list, footnotes, pymdownx.superfences]
"""
_NOTE = """\
---
title: 热身
date: 2020-01-01
tags: [热身]
---

读一遍词典（dictionary），warming up the engines，用的是 kubernetes。

```python
x = 1
```
"""
_PAPER = "@misc{a2020paper, title = {A Paper of the Warm Site}, author = {Alder, A.}, year = {2020}}\n"


def _write(root: Path) -> None:
    (root / "docs/notes").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    (root / "docs/notes/warm.md").write_text(_NOTE, encoding="utf-8")
    (root / "docs/notes/warm.en.md").write_text("# Warm\n\nThe dictionaries are read.\n", encoding="utf-8")
    (root / "docs/papers.bib").write_text(_PAPER, encoding="utf-8")
    (root / "docs/domains.yml").write_text("cloud:\n  names: {en: C}\n  keywords: [pod]\n", encoding="utf-8")


def _write_plain(root: Path) -> None:
    write_plain_site(root, plugins=["search", "tags"])
    reconfigured(root, hooks=None)


def _build(write: Callable[[Path], None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "in"
        write(root)
        with patch.object(static, "client_files", dict):
            outcome = build(Order(root, Path(folder) / "out", options={"incremental": False}))
        assert outcome.failure == "", outcome
        assert not {"minify", "py_mini_racer"} & sys.modules.keys(), "there are threads: a fork is not safe"


for_good = quick.templates_kept()
for_good.__enter__()
_build(_write)
_build(_write_plain)
