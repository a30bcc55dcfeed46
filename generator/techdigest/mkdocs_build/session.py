"""What `mkdocs serve` keeps of the last build, so that an edited page can be made before all else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from techdigest.incremental.outputs import Changes
from techdigest.mkdocs_build.site import Site


@dataclass(frozen=True, slots=True)
class Session:
    """A finished build.

    Attributes:
        site: Its pages, plugins and templates.
        site_dir: Where it was published.
        changes: What that changed.
    """

    site: Site
    site_dir: Path
    changes: Changes


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
