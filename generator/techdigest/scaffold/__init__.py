"""The folder that `techdigest new` makes: everything a site needs to be written, seen and published."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

# Stored name -> name in the new folder. Stored without dots, so that no tool takes the templates for its
# own files.
TARGETS: Mapping[str, str] = {
    "mkdocs.yml": "mkdocs.yml",
    "requirements.txt": "requirements.txt",
    "gitignore": ".gitignore",
    "publish.yml": ".github/workflows/publish.yml",
    "domains.yml": "content/domains.yml",
    "papers.bib": "content/papers.bib",
    "first-note.md": "content/notes/first-note/index.md",
    "first-note.en.md": "content/notes/first-note/index.en.md",
}
_HARMLESS = frozenset({".git", ".gitattributes", ".venv"})


class FolderInUse(FileExistsError):
    """The folder holds files already; nothing was written."""


def make_site(folder: Path, name: str, today: datetime.date) -> list[str]:
    """Write a publishable site into `folder` and return the files, relative to it.

    Args:
        folder: May exist if it is empty but for a repository or a virtual environment.
        name: The site's name.
        today: The date of the first note.

    Raises:
        FolderInUse: There is something in the way.
    """
    if folder.exists() and not folder.is_dir():
        raise FolderInUse(f"{folder} is a file")
    found = sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []
    if others := [entry for entry in found if entry not in _HARMLESS]:
        raise FolderInUse(f"{folder} is not empty: {', '.join(others[:3])}{', …' if len(others) > 3 else ''}")
    values = {"@NAME@": _yaml_text(name), "@TODAY@": today.isoformat(), "@REQUIREMENT@": requirement()}
    for source, target in TARGETS.items():
        text = (files(__name__) / "files" / source).read_text(encoding="utf-8")
        for mark, value in values.items():
            text = text.replace(mark, value)
        path = folder / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(TARGETS.values())


def requirement() -> str:
    """Return what pip needs to get this program: its repository if it came from one, else its version."""
    installed = distribution("techdigest")
    origin = json.loads(installed.read_text("direct_url.json") or "{}")  # PEP 610
    if vcs := origin.get("vcs_info"):
        return f"techdigest[fast] @ {vcs['vcs']}+{origin['url']}@{vcs['commit_id']}"
    return f"techdigest[fast]=={installed.version}"


def _yaml_text(text: str) -> str:
    """Return a text as a double-quoted YAML scalar."""
    line = "".join(c for c in " ".join(text.split()) if c.isprintable())
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'
