"""A site under work: what edits need to find their way around it, and the table of all edits."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Edit = Callable[["EditedSite", random.Random], str]
"""Changes a site by chance, and says what it did."""

EDITS: dict[str, Edit] = {}
"""All edits by name."""


def edit(function: Edit) -> Edit:
    """Put an edit into the table."""
    EDITS[function.__name__] = function
    return function


@dataclass
class EditedSite:
    """The site below `root`. `gone` are deleted files, `sound` what broken files were before."""

    root: Path
    gone: dict[Path, bytes] = field(default_factory=dict)
    sound: dict[Path, bytes] = field(default_factory=dict)
    count: int = 0

    @property
    def docs(self) -> Path:
        """The content folder."""
        return self.root / "docs"

    def pages(self) -> list[Path]:
        """All Markdown files that can be read, in a fixed order."""
        return [path for path in sorted(self.docs.rglob("*.md")) if path.is_file() and not path.is_symlink()]

    def notes(self) -> list[Path]:
        """Those in notes/."""
        return [path for path in self.pages() if path.is_relative_to(self.docs / "notes")]

    def assets(self) -> list[Path]:
        """Pictures, data and style sheets."""
        kinds = (".png", ".css", ".csv")
        return [path for path in sorted(self.docs.rglob("*")) if path.suffix in kinds and path.is_file()]

    def next(self) -> int:
        """A number that was not given before, so that what is added is new."""
        self.count += 1
        return self.count

    def name(self, path: Path) -> str:
        """A path as a report shows it."""
        return path.relative_to(self.root).as_posix()

    def settings(self, change: Callable[[dict[str, Any]], None]) -> None:
        """Change mkdocs.yml."""
        path = self.root / "mkdocs.yml"
        settings = yaml.safe_load(path.read_text(encoding="utf-8"))
        change(settings)
        path.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")


def text_of(path: Path) -> str:
    """The text of a file; what is not UTF-8 stays what it is."""
    return path.read_bytes().decode("utf-8", "surrogateescape")


def write(path: Path, text: str) -> None:
    """Write a file, as `text_of` read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def set_field(path: Path, name: str, value: object) -> None:
    """Set a key of a page's front matter; None removes it."""
    text = text_of(path)
    if not text.startswith("---\n"):
        text = "---\n---\n\n" + text
    head, body = text[4:].split("---\n", 1)
    kept = "".join(line for line in head.splitlines(keepends=True) if not line.startswith(f"{name}:"))
    line = (
        ""
        if value is None
        else f"{name}: {yaml.safe_dump(value, default_flow_style=True, allow_unicode=True)}"
    )
    write(path, f"---\n{kept}{line.removesuffix('...' + chr(10))}---\n{body}")


def headings(path: Path) -> list[tuple[str, str | None]]:
    """The lines of a page's headings, and the anchors that they name."""
    found = re.findall(r"^(##? [^\n{]+?)(?: \{#([\w-]+)\})?$", text_of(path), re.MULTILINE)
    return [(line, anchor or None) for line, anchor in found]
