"""Which commit the content folder is at, for records."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

# The repository's own configuration may name programs to be run; these do not have to.
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks")


@dataclass(frozen=True, slots=True)
class Checkout:
    """The commit that is checked out, and whether files of the content folder differ from it.

    Records do not count as differing: writing the first would make all others dirty.
    """

    commit: str | None = None
    is_dirty: bool = False


def find_checkout(content_dir: Path, records_dir: Path) -> Checkout:
    """Return the checkout that holds the content folder; without commit where there is none, or no git."""
    commit = _git(content_dir, "rev-parse", "--verify", "HEAD")
    if commit is None:
        return Checkout()
    records = records_dir.relative_to(content_dir).as_posix()
    changed = _git(content_dir, "status", "--porcelain", "--", ".", f":(exclude){records}")
    return Checkout(commit.strip(), is_dirty=changed is None or bool(changed.strip()))


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git prints, or None if it fails."""
    # Within a hook, GIT_DIR and others would point at another repository than the folder's.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            [*_GIT, *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=30,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")
