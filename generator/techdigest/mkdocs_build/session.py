"""What `mkdocs serve` keeps of the last build, so that an edited page can be made before all else."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
        states: What its plugins had for attributes, by their names.
    """

    site: Site
    site_dir: Path
    changes: Changes
    shop: Workshop
    states: Mapping[str, dict[str, Any]]

    @classmethod
    def of(cls, site: Site, site_dir: Path, changes: Changes, shop: Workshop) -> Session:
        """The session of a build that has just been finished."""
        states = {name: dict(vars(plugin)) for name, plugin in site.config.plugins.items()}
        return cls(site, site_dir, changes, shop, states)

    def memories(self, src_uri: str) -> dict[str, Any]:
        """What plugins remember of a page's rendering."""
        with Store.open(self.shop.store.path.parent, limit=sys.maxsize, notice=log.debug) as store:
            return replace(self.shop, store=store).memories(src_uri)


_latest: dict[Path, Session] = {}


def keep(session: Session) -> None:
    """Keep the latest build of a folder, in place of the one before."""
    _latest[session.site_dir] = session


@contextmanager
def restored(site_dir: Path) -> Iterator[None]:
    """Give plugins, some of which live through all builds, what they had, if another build is not finished.

    Otherwise an edited page would be made by what the two builds know.
    """
    try:
        yield
    except BaseException:
        if (then := latest(site_dir)) is not None:
            for name, plugin in then.site.config.plugins.items():
                vars(plugin).update(then.states[name])
        raise


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
