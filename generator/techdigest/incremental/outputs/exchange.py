"""Two folders change names in one step, where the system can."""

import ctypes
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2  # Linux, linux/fs.h
RENAME_SWAP = 2  # macOS, sys/stdio.h


@cache
def _rename() -> Callable[[bytes, bytes], int] | None:
    if os.name != "posix":
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        return lambda one, other: int(libc.renamex_np(one, other, ctypes.c_uint(RENAME_SWAP)))
    if hasattr(libc, "renameat2"):
        return lambda one, other: int(
            libc.renameat2(AT_FDCWD, one, AT_FDCWD, other, ctypes.c_uint(RENAME_EXCHANGE))
        )
    return None


def can_exchange() -> bool:
    """Whether the system knows the exchange; a file system may refuse it all the same."""
    return _rename() is not None


def exchange(one: Path, other: Path) -> None:
    """Let two folders of one file system change names, atomically.

    Raises:
        OSError: the file system cannot (EINVAL), one is a mount point (EBUSY) or elsewhere (EXDEV).
    """
    rename = _rename()
    if rename is None:
        raise OSError("this system cannot exchange two folders")
    if rename(os.fsencode(one), os.fsencode(other)) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), os.fspath(one), None, os.fspath(other))
