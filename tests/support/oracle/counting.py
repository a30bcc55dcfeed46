"""The plugin `counting`, which is not pure; importing this makes it known to MkDocs."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin


class NoOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs does not type __init_subclass__
    """It has none."""


class Counting(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]  # likewise
    """Reads a file that MkDocs knows nothing of, adds a filter, and writes a file."""

    counter: Path

    def on_config(self, config: MkDocsConfig) -> None:
        self.counter = Path(config.config_file_path).parent / "counter.txt"

    def on_page_markdown(self, markdown: str, **_: Any) -> str:
        return f"{markdown}\n\nCounted to {self.counter.read_text().strip()}.\n"

    def on_env(self, env: Environment, **_: Any) -> Environment:
        env.filters["shout"] = lambda text: text.upper() + self.counter.read_text().strip()
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        site = Path(config.site_dir)
        pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
        (site / "pages.txt").write_text("\n".join(pages) + self.counter.read_text())


_PLUGINS: Any = dict(MkDocsConfig._schema)["plugins"]
_PLUGINS.installed_plugins["counting"] = EntryPoint("counting", f"{__name__}:Counting", "mkdocs.plugins")
