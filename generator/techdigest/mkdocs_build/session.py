"""What `mkdocs serve` keeps of the last build, so that an edited page can be made before all else."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from techdigest.incremental.outputs import Changes
from techdigest.incremental.store import Store
from techdigest.mkdocs_build.site import Site, log
from techdigest.mkdocs_build.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Session:
    """A finished build.

    Attributes:
        site: Its pages, plugins and templates.
        site_dir: Where it was published.
        changes: What that changed.
        shop: What it was built with; closed by now.
    """

    site: Site
    site_dir: Path
    changes: Changes
    shop: Workshop

    def memories(self, src_uri: str) -> dict[str, Any]:
        """What plugins remember of a page's rendering."""
        with Store.open(self.shop.store.path.parent, limit=sys.maxsize, notice=log.debug) as store:
            return replace(self.shop, store=store).memories(src_uri)


_latest: dict[Path, Session] = {}


def keep(session: Session) -> None:
    """Keep the latest build of a folder, in place of the one before."""
    _latest[session.site_dir] = session


def nothing_changed(site_dir: Path) -> None:
    """Note that another build of the folder has changed nothing."""
    if (then := latest(site_dir)) is not None:
        keep(replace(then, changes=Changes((), (), 0)))


def latest(site_dir: Path) -> Session | None:
    """The latest build of a folder, if there was one that we have made."""
    return _latest.get(site_dir)


def forget(site_dir: Path) -> None:
    """Forget the folder's build."""
    _latest.pop(site_dir, None)
