"""Source folders for imports, written by tests, and what comes of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from techdigest.importers.importing import Import, Options, import_tree
from techdigest.importers.model import Finding, Imported
from techdigest.importers.tree import Tree

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc\xfa\x0f\x00\x01\x05\x01\x02\xcf\xa0.\xcd\x00\x00\x00\x00IEND\xaeB`\x82"
)


def plant(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder and return it."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def imported(
    root: Path, files: Mapping[str, str | bytes], options: Options | None = None
) -> tuple[Import, dict[str, Imported]]:
    """Import planted files, by default into an English site; return the import and its notes by path."""
    made = import_tree(Tree(plant(root, files)), options or Options(default_lang="en"))
    return made, {note.path: note for note in made.notes}


def post(front: str, body: str = "Text.\n") -> str:
    """Return a file with YAML front matter."""
    return f"---\n{front.strip()}\n---\n\n{body}"


def rules_of(findings: tuple[Finding, ...] | list[Finding]) -> dict[str, int]:
    """Return the lines at which rules were applied: the last one of each."""
    return {each.rule: each.line for each in findings}
