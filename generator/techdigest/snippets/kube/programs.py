"""The control plane's programs: where they are kept, whether they are there, and how they are built."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

KUBERNETES = "1.20.2"  # what Debian 12 has the sources of
NAMES = ("kube-apiserver", "kube-scheduler", "kube-controller-manager", "kubectl")
BUILD = Path(__file__).with_name("build_control_plane.sh")


def cache_folder() -> Path:
    """Return where the programs are kept: `$TECHDIGEST_KUBE`, or the version's folder in `.cache/` here."""
    given = os.environ.get("TECHDIGEST_KUBE")
    return Path(given or f".cache/techdigest/kube/{KUBERNETES}").absolute()


def programs() -> Path | None:
    """Return the folder of the built programs, or None where one is missing."""
    folder = cache_folder() / "bin"
    return folder if all(os.access(folder / name, os.X_OK) for name in NAMES) else None


def build() -> Path:
    """Build what is missing (minutes), saying what is done; return the folder of the programs.

    Raises:
        subprocess.CalledProcessError: If it cannot be built; the script has said why.
    """
    command = ["bash", str(BUILD), str(cache_folder()), KUBERNETES]
    subprocess.run(command, check=True)  # noqa: S603  (our own script)
    return cache_folder() / "bin"
