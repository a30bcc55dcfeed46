"""File systems that do not tell of every change."""

from __future__ import annotations

import os
import re
from pathlib import Path

# Of other machines, and of the host of a virtual one: what changes there is not told here.
_REMOTE = re.compile(
    r"nfs4?|cifs|smb[23]?|smbfs|9p|drvfs|afs|ceph|glusterfs|lustre|vboxsf|vmhgfs|prl_fs|virtiofs|osxfs|fakeowner|fuse\..*"
)


def is_remote(path: str, mounts: Path = Path("/proc/self/mountinfo")) -> bool:
    """Whether a path lies on a file system that other machines change; False where that cannot be told."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:  # not Linux
        return False
    kinds = dict(_mount(line) for line in lines)
    folder = os.path.realpath(path)
    while folder not in kinds and folder != os.path.dirname(folder):  # noqa: PTH120 - strings of the kernel
        folder = os.path.dirname(folder)  # noqa: PTH120 - as above
    return _REMOTE.fullmatch(kinds.get(folder, "")) is not None


def _mount(line: str) -> tuple[str, str]:
    """Where something is mounted, and of what type; see proc(5)."""
    before, _, after = line.partition(" - ")
    place = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), before.split(" ")[4])
    return place, after.split(" ")[0]
