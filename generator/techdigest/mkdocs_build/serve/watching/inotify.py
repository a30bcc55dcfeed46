"""inotify(7), by which Linux tells of changed files.

Not by watchdog's observer: that holds back each save by renaming for half a second, wakes up for every file
that a build reads, and passes over folders for which there are no watches left.
"""

from __future__ import annotations

import ctypes
import os
import select
import struct
import threading
from collections.abc import Callable, Iterable, Iterator

from techdigest.mkdocs_build.serve.watching.scope import Scope

_CLOSE_WRITE, _MOVED_FROM, _MOVED_TO, _CREATE, _DELETE = 0x8, 0x40, 0x80, 0x100, 0x200
_OVERFLOW, _IGNORED = 0x4000, 0x8000
_ONLYDIR, _MASK_ADD, _ISDIR = 0x0100_0000, 0x2000_0000, 0x4000_0000
_WATCHED = _CLOSE_WRITE | _MOVED_FROM | _MOVED_TO | _CREATE | _DELETE | _ONLYDIR | _MASK_ADD
_HEADER = struct.Struct("iIII")  # watch, mask, cookie, length of the name
_BUFFER = 1 << 16  # bytes


class Inotify:
    """Watches all folders below the roots, and the names of roots and of what links lead to.

    A file counts as changed when it is closed after writing. So no half-written file is read.
    """

    def __init__(
        self, scope: Scope, report: Callable[[Iterable[str]], None], give_up: Callable[[OSError], None]
    ) -> None:
        """Make it.

        Args:
            scope: What to watch.
            report: Called with changed paths; a folder stands for all that it holds.
            give_up: Called when the system refuses a watch for a folder that was made later.

        Raises:
            OSError: This system has no inotify, or no more of it.
        """
        self._scope, self._report, self._give_up = scope, report, give_up
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._descriptor = self._call("inotify_init1", os.O_CLOEXEC | os.O_NONBLOCK)
        self._wake, self._waker = os.pipe()
        self._folders: dict[int, str] = {}
        self._names: dict[int, dict[str, set[str]]] = {}  # by watch and name: paths to report
        self._thread = threading.Thread(target=self._run, name="inotify", daemon=True)

    def start(self) -> None:
        """Watch everything; what changes from now on is reported.

        Raises:
            OSError: There are more folders than this user may watch.
        """
        try:
            for root in self._scope.roots:
                self._watch_name(root, root)
                self._watch_below(root)
        except OSError:
            self._close()
            raise
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        os.write(self._waker, b"!")
        self._thread.join()

    def _run(self) -> None:
        poll = select.poll()
        poll.register(self._descriptor, select.POLLIN)
        poll.register(self._wake, select.POLLIN)
        try:
            while True:
                if any(descriptor == self._wake for descriptor, _ in poll.poll()):
                    return
                changed = [path for event in self._read() for path in self._handle(*event)]
                if changed:
                    self._report(changed)
        except OSError as error:
            self._give_up(error)
        finally:
            self._close()

    def _read(self) -> Iterator[tuple[int, int, str]]:
        """Yield what happened: watch, mask, name within the watched folder."""
        data, at = os.read(self._descriptor, _BUFFER), 0
        while at < len(data):
            watch, mask, _, length = _HEADER.unpack_from(data, at)
            at += _HEADER.size + length
            yield watch, mask, os.fsdecode(data[at - length : at].rstrip(b"\0"))

    def _handle(self, watch: int, mask: int, name: str) -> Iterator[str]:
        """Yield the paths that one event is about, after watching what is new."""
        if mask & _OVERFLOW:  # anything may have happened
            for root in self._scope.roots:
                self._watch_below(root)
            yield from self._scope.roots
            return
        if mask & _IGNORED:
            self._folders.pop(watch, None)
            self._names.pop(watch, None)
            return
        if not name:  # the folder's own attributes
            return
        paths = set(self._names.get(watch, {}).get(name, ()))
        if watch in self._folders:
            paths.add(f"{self._folders[watch].rstrip('/')}/{name}")
        for path in paths:
            yield from self._handle_path(path, mask)

    def _handle_path(self, path: str, mask: int) -> Iterator[str]:
        if mask & _MOVED_FROM and mask & _ISDIR:
            self._forget_below(path)
        if mask & _ISDIR and self._scope.ignores_folder(path):
            return
        yield path
        if not mask & (_CREATE | _MOVED_TO):
            return
        if os.path.isdir(path):  # noqa: PTH112 - strings, see Scope.files
            if mask & _ISDIR or self._scope.follows_links or path in self._scope.roots:
                yield from self._watch_below(path)
        elif os.path.islink(path):  # noqa: PTH114 - as above
            self._watch_name(os.path.realpath(path), path)

    def _watch_below(self, root: str) -> list[str]:
        """Watch a folder and those below it; return the files that lie there already."""
        found = []
        for entry in self._scope.files(root, self._watch_folder):
            found.append(entry.path)
            if entry.is_symlink():
                self._watch_name(os.path.realpath(entry.path), entry.path)
        return found

    def _watch_folder(self, folder: str) -> None:
        self._folders[self._add(folder)] = folder

    def _watch_name(self, path: str, reported: str) -> None:
        """Watch for a file or folder to be written or replaced, where it lies and where it leads."""
        for place in {path, os.path.realpath(path)}:
            folder, name = os.path.split(place)
            if name and os.path.isdir(folder):  # noqa: PTH112 - strings, see Scope.files
                self._names.setdefault(self._add(folder), {}).setdefault(name, set()).add(reported)

    def _forget_below(self, folder: str) -> None:
        for watch, path in list(self._folders.items()):
            if path == folder or path.startswith(folder + "/"):
                del self._folders[watch]
                if watch not in self._names:
                    self._libc.inotify_rm_watch(self._descriptor, watch)

    def _add(self, folder: str) -> int:
        return self._call("inotify_add_watch", self._descriptor, os.fsencode(folder), _WATCHED)

    def _call(self, name: str, *arguments: object) -> int:
        """Call a function of the C library; what it complains about is raised as an `OSError` of its kind."""
        result: int = getattr(self._libc, name)(*arguments)
        if result == -1:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        return result

    def _close(self) -> None:
        for descriptor in (self._descriptor, self._wake, self._waker):
            os.close(descriptor)
