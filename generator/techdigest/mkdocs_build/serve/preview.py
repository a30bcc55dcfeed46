"""What the server asks of a build: the edited pages first, then the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol


class Changed(Protocol):
    """What a build changed in the site, as paths relative to its folder, with forward slashes."""

    @property
    def written(self) -> Sequence[str]:
        """Files that are new or have other content than before."""
        ...

    @property
    def removed(self) -> Sequence[str]:
        """Files that are gone."""
        ...


class Preview(Protocol):
    """A site that is built again and again. `first` and `rest` are called by one thread, one at a time.

    Each leaves the folder `root` a whole site at every moment, by replacing files atomically or by naming
    another folder: requests are answered from it while either runs. What either cannot build, it raises, and
    the site stays as it was. Messages for the author are logged below the logger `mkdocs`, each time anew.
    """

    @property
    def root(self) -> Path:
        """The folder of the last good version; asked for at each request."""
        ...

    def warm_up(self) -> None:
        """Do what only the first edit would wait for. Called once the site is served, before all else."""
        ...

    def first(self, changed: frozenset[Path]) -> Sequence[str] | None:
        """Make the pages whose own source is among the changed files, and nothing else.

        Args:
            changed: Absolute paths of files that were written, created, removed or renamed. A folder stands
                for everything below it. Some may have the content they had before.

        Returns:
            The files of the site that now have other content, relative, with forward slashes; None if what
            must be made cannot be told from the paths alone. `rest` follows in both cases.
        """
        ...

    def rest(self, is_superseded: Callable[[], bool]) -> Changed | None:
        """Bring the whole site up to date with its sources, whatever `first` has done, or was not told.

        Args:
            is_superseded: Whether newer changes wait. Where it is cheap to stop, a build may ask.

        Returns:
            What changed; None if that is not known.

        Raises:
            Superseded: It gave way to newer changes (see `giving_way`), and nothing of the site was changed;
                `first` and `rest` are called for these.
        """
        ...

    def close(self) -> None:
        """Give back what it holds; called once, after the last build."""
        ...
