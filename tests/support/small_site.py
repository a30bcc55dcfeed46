"""Small sites, written into a folder and built in this process."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config


@dataclass
class SmallSite:
    """A site below `root`: `docs/` holds what `write` wrote, `site/` what `build` built.

    `messages` are the warnings of the last build.
    """

    root: Path
    options: dict[str, Any] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file of the content folder."""
        file = self.root / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def build(self, site_dir: str = "site", **options: Any) -> None:
        """Build with MkDocs. Raises what MkDocs raises."""
        settings = {
            "site_name": "Small site",
            "site_url": "https://example.org/",
            "theme": {"name": "techdigest"},
            "plugins": ["techdigest"],
            "site_dir": site_dir,
        }
        config_file = self.root / "mkdocs.yml"
        config_file.write_text(yaml.safe_dump(settings | self.options | options, allow_unicode=True))
        heard = _Heard(self.messages)
        logger = logging.getLogger("mkdocs")
        logger.addHandler(heard)
        self.messages.clear()
        config = load_config(config_file=str(config_file))
        try:
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        finally:
            config.plugins.on_shutdown()
            logger.removeHandler(heard)

    def read(self, path: str) -> str:
        """The text of a file of the site."""
        return (self.root / "site" / path).read_text(encoding="utf-8")

    def has(self, path: str) -> bool:
        """Whether the site has a file."""
        return (self.root / "site" / path).is_file()

    def files(self, site_dir: str = "site") -> dict[str, str]:
        """The SHA-256 of each file of the site."""
        folder = self.root / site_dir
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}

    def places_of(self, needle: str) -> list[str]:
        """The files of the site that hold a text, in their bytes or their name."""
        folder = self.root / "site"
        return [
            name for name in self.files() if needle in name or needle.encode() in (folder / name).read_bytes()
        ]


class _Heard(logging.Handler):
    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append(record.getMessage())
