"""What a site is made of besides its pages, as its configuration tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

_INHERIT = re.compile(r"^INHERIT:\s*['\"]?([^'\"#\s]+)", re.MULTILINE)


def places(config: MkDocsConfig) -> list[str]:
    """Files and folders to watch that MkDocs does not watch by itself: hooks, `custom_dir`, `INHERIT`."""
    hooks = (getattr(hook, "__file__", None) for hook in dict(config["hooks"]).values())
    parents = _inherited(Path(config.config_file_path)) if config.config_file_path else ()
    return [place for place in (*hooks, config.theme.custom_dir, *map(str, parents)) if place]


def _inherited(config_file: Path) -> Iterator[Path]:
    """Yield the configuration files that a file inherits from; never one twice."""
    seen = {config_file}
    while match := _INHERIT.search(config_file.read_text(encoding="utf-8", errors="replace")):
        config_file = (config_file.parent / match[1]).resolve()
        if config_file in seen or not config_file.is_file():
            return
        seen.add(config_file)
        yield config_file
