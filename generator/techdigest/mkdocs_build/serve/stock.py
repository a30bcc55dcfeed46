"""A preview by MkDocs' own builder, which empties the folder before it fills it."""

from __future__ import annotations

import filecmp
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class _Changed:
    written: tuple[str, ...]
    removed: tuple[str, ...]


class StockPreview:
    """Serves a copy of each good build."""

    def __init__(self, builder: Callable[[], None], site_dir: Path) -> None:
        self._builder = builder
        self._site_dir = site_dir
        self._copies = Path(tempfile.mkdtemp(prefix="mkdocs_good_"))
        self._count = 0
        self.root = self._copy()

    def first(self, changed: frozenset[Path]) -> None:
        """MkDocs cannot build pages one by one."""

    def rest(self, is_superseded: Callable[[], bool]) -> _Changed:
        """Build everything, and serve that from now on."""
        self._builder()
        before, self.root = self.root, self._copy()
        changed = _compare(before, self.root)
        shutil.rmtree(before)
        return changed

    def close(self) -> None:
        """Remove the copies."""
        shutil.rmtree(self._copies)

    def _copy(self) -> Path:
        self._count += 1
        copy = self._copies / str(self._count)
        shutil.copytree(self._site_dir, copy, copy_function=shutil.copyfile)
        return copy


def _compare(before: Path, after: Path) -> _Changed:
    old, new = _files(before), _files(after)
    written = [
        path for path in new if path not in old or not filecmp.cmp(before / path, after / path, shallow=False)
    ]
    return _Changed(tuple(sorted(written)), tuple(sorted(old - new)))


def _files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
