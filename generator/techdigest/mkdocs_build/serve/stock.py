"""A preview by a builder that knows nothing of previews; MkDocs' own empties the site before it fills it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_Signature = tuple[int, int, int]  # when it changed (ns), size, inode


@dataclass(frozen=True, slots=True)
class _Changed:
    written: tuple[str, ...]
    removed: tuple[str, ...]


class StockPreview:
    """Serves a copy of the last good build, into which goes what the next one changes, file by file."""

    def __init__(self, builder: Callable[[], None], site_dir: Path) -> None:
        self._builder = builder
        self._site_dir = site_dir
        self.root = Path(tempfile.mkdtemp(prefix="mkdocs_good_"))
        self._copied: dict[str, _Signature] = {}
        self._copy()

    def warm_up(self) -> None:
        """MkDocs has built everything itself."""

    def first(self, changed: frozenset[Path]) -> None:
        """Such a builder cannot build pages one by one."""

    def rest(self, is_superseded: Callable[[], bool]) -> _Changed:
        """Build everything, and serve what came of it."""
        self._builder()
        return self._copy()

    def close(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self.root)

    def _copy(self) -> _Changed:
        """Make the copy equal to the site. What the builder has not touched is not read."""
        files = _files(self._site_dir)
        touched = [path for path, signature in files.items() if signature != self._copied.get(path)]
        removed = sorted(self._copied.keys() - files.keys())
        written = sorted(filter(self._replace, touched))
        for path in removed:
            (self.root / path).unlink()
        self._copied = files
        return _Changed(tuple(written), tuple(removed))

    def _replace(self, path: str) -> bool:
        """Replace one file of the copy at once, if its content changed; return whether it did."""
        content, target = (self._site_dir / path).read_bytes(), self.root / path
        if path in self._copied and target.read_bytes() == content:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + ".part")
        part.write_bytes(content)
        part.replace(target)
        return True


def _files(root: Path) -> dict[str, _Signature]:
    """All files below a folder, relative, with forward slashes."""
    found: dict[str, _Signature] = {}
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(root / folder) as listing:
            for entry in listing:
                path = folder + entry.name
                if entry.is_dir():
                    folders.append(path + "/")
                else:
                    status = entry.stat()
                    found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found
