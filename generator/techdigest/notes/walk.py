"""Walk the content folder without hanging, looping or leaving it."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity

MAX_SIZE = 100_000_000  # bytes of one note: a sparse file may claim more than there is memory
_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a character device"),
    (stat.S_ISBLK, "a block device"),
)


def walk(content_dir: Path, diagnostics: Diagnostics) -> Iterator[str]:
    """Yield the regular, readable files below `content_dir`, sorted, as relative paths with forward slashes.

    Names that start with a dot are skipped without a word. Whatever else cannot be published (pipes, sockets,
    devices, links that loop, dangle, leave the folder or lead to a folder, names that are not UTF-8, what may
    not be read) is skipped with one diagnostic. Linked folders are never entered: a target inside the content
    folder is read where it lies, and so each file is seen once, whatever links there are.
    """
    root = content_dir.resolve()
    found: list[str] = []
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(root / folder) as listing:
                entries = list(listing)
        except OSError as error:
            diagnostics.add(_unreadable(folder or ".", error))
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = f"{folder}/{entry.name}" if folder else entry.name
            if not _is_utf8(path):
                diagnostics.add(_bad_name(path))
            elif entry.is_symlink():
                problem = _problem_of_link(root, path)
                if problem:
                    diagnostics.add(problem)
                else:
                    found.append(path)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
            elif not entry.is_file(follow_symlinks=False):
                diagnostics.add(_special(path, entry.stat(follow_symlinks=False).st_mode))
            elif not os.access(entry.path, os.R_OK):
                diagnostics.add(_forbidden(path))
            else:
                found.append(path)
    yield from sorted(found)


def read_file(content_dir: Path, path: str, diagnostics: Diagnostics) -> bytes | None:
    """Return the bytes of a file that `walk` gave, or None, with a diagnostic, when it cannot be read."""
    try:
        # O_NONBLOCK: the file may have become a pipe since it was listed.
        descriptor = os.open(f"{content_dir}/{path}", os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                diagnostics.add(_special(path, status.st_mode))
            elif status.st_size > MAX_SIZE:
                message = f"a text of {status.st_size / 1e6:,.0f} MB"
                diagnostics.add(_skipped(path, "too-large", message, "Keep data out of the content folder."))
            else:
                return _all_of(descriptor, status.st_size)
        finally:
            os.close(descriptor)
    except OSError as error:
        diagnostics.add(_unreadable(path, error))
    return None


def _all_of(descriptor: int, size: int) -> bytes:
    """The bytes of a regular file of about `size` bytes: only at its end there are fewer than asked for."""
    pieces = []
    asked = size + 1
    while piece := os.read(descriptor, asked):
        pieces.append(piece)
        if len(piece) < asked:
            break
        asked = 1 << 16
    return b"".join(pieces)


def _problem_of_link(root: Path, path: str) -> Diagnostic | None:
    try:
        target = Path(os.path.realpath(root / path, strict=True))
        mode = target.stat().st_mode
    except OSError as error:
        return _broken_link(path, error)
    if not target.is_relative_to(root):
        message = "the symbolic link leaves the content folder"
        return _skipped(path, "symlink-escape", message, "Copy what it points at into the content folder.")
    if stat.S_ISDIR(mode):
        return _link_to_folder(root, path, target)
    if not stat.S_ISREG(mode):
        return _special(path, mode)
    return None if os.access(target, os.R_OK) else _forbidden(path)


def _broken_link(path: str, error: OSError) -> Diagnostic:
    if error.errno == errno.ELOOP:
        message, hint = "the symbolic link leads back to itself", "Remove one of the links."
        return _skipped(path, "symlink-loop", message, hint)
    message, hint = "the symbolic link leads nowhere", "Mend its target, or remove it."
    return _skipped(path, "symlink-dangling", message, hint)


def _link_to_folder(root: Path, path: str, target: Path) -> Diagnostic:
    if (root / path).is_relative_to(target):
        message = "the symbolic link leads to a folder that contains it"
        return _skipped(path, "symlink-loop", message, "Remove the link.")
    inside = target.relative_to(root).as_posix()
    message = f"the symbolic link leads to the folder {inside}, which is read there already"
    return _skipped(path, "symlink-folder", message, f"Refer to the files as {inside}/….")


def _skipped(path: str, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(path, 0, code, f"{message}; it is left out", hint, Severity.ERROR)


def _special(path: str, mode: int) -> Diagnostic:
    kind = next((name for is_kind, name in _KINDS if is_kind(mode)), "not a regular file")
    return _skipped(path, "special-file", f"this is {kind}", "Move it out of the content folder.")


def _unreadable(path: str, error: OSError) -> Diagnostic:
    return _skipped(path, "unreadable", f"cannot be read: {error.strerror}", "Check its permissions.")


def _forbidden(path: str) -> Diagnostic:
    return _unreadable(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def _bad_name(path: str) -> Diagnostic:
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _skipped(
        shown, "name-not-utf8", "the file's name is not UTF-8", "Rename it (convmv converts old names)."
    )


def _is_utf8(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
