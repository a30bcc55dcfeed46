"""The preview of `mkdocs serve` by our build: the edited page first, then the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from techdigest.incremental.outputs import Changes
from techdigest.mkdocs_build import session
from techdigest.mkdocs_build.first import make_again, make_first
from techdigest.mkdocs_build.giving_way import giving_way
from techdigest.mkdocs_build.serve import Preview, StockPreview


def preview(builder: Callable[[], None], site_dir: Path) -> Preview:
    """The preview of a site that has been built once: by the build that has made it."""
    return (
        IncrementalPreview(builder, site_dir) if session.latest(site_dir) else StockPreview(builder, site_dir)
    )


class IncrementalPreview:
    """Serves the folder that each build changes file by file, each file at once.

    Args:
        builder: MkDocs' function that reads the configuration and builds.
        site_dir: The folder.
    """

    def __init__(self, builder: Callable[[], None], site_dir: Path) -> None:
        self._builder = builder
        self._site_dir = site_dir

    @property
    def root(self) -> Path:
        """The folder."""
        return self._site_dir

    def warm_up(self) -> None:
        """Make the page that was edited last: what it needs is there when it is edited again."""
        if latest := session.latest(self.root):
            make_again(latest)

    def first(self, changed: frozenset[Path]) -> Sequence[str] | None:
        """Make the edited pages."""
        latest = session.latest(self.root)
        return make_first(latest, changed) if latest else None

    def rest(self, is_superseded: Callable[[], bool]) -> Changes | None:
        """Bring the whole site up to date."""
        with giving_way(is_superseded), session.restored(self.root):
            self._builder()
        latest = session.latest(self.root)
        return latest.changes if latest else None

    def close(self) -> None:
        """Forget the build."""
        session.forget(self.root)
