"""watchdog's observer: how macOS and Windows tell of changed files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from techdigest.mkdocs_build.serve.watching.scope import Scope

_LOOKING = frozenset({"opened", "closed_no_write"})  # types of events that change nothing


class Observed(FileSystemEventHandler):
    """Watches root folders with all below them, linked folders by watches of their own, and root files.

    All are watched where links lead to, as events name that place, and reported by the names the scope has.
    """

    def __init__(self, scope: Scope, report: Callable[[Iterable[str]], None]) -> None:
        self._report = report
        folders = [folder for root in scope.roots for folder in _entered(scope, root)]
        self._folders = [(os.path.realpath(folder), folder) for folder in folders]
        self._files = {os.path.realpath(file): file for file in scope.roots if file not in folders}
        self._observer = Observer()

    def start(self) -> None:
        """Watch everything; what changes from now on is reported.

        Raises:
            OSError: The system refuses to watch.
        """
        for folder, _ in self._folders:
            self._observer.schedule(self, folder, recursive=True)
        for folder in {os.path.dirname(file) for file in self._files}:  # noqa: PTH120 - strings, see Scope.files
            if os.path.isdir(folder):  # noqa: PTH112 - as above
                self._observer.schedule(self, folder, recursive=False)
        self._observer.start()

    def stop(self) -> None:
        """End its threads."""
        self._observer.stop()
        self._observer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Report the paths of an event that the scope has."""
        if event.event_type in _LOOKING or (event.is_directory and event.event_type == "modified"):
            return
        paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
        self._report([name for path in paths for name in self._names(path)])

    def _names(self, path: str) -> Iterator[str]:
        if path in self._files:
            yield self._files[path]
        for folder, name in self._folders:
            if path.startswith(folder.rstrip(os.sep) + os.sep):
                yield name + path[len(folder) :]


def _entered(scope: Scope, root: str) -> list[str]:
    """The root, if it is a folder, and the linked folders below it that count."""
    if not os.path.isdir(root):  # noqa: PTH112 - strings, see Scope.files
        return []
    folders: list[str] = []
    if scope.follows_links:
        for _ in scope.files(root, folders.append):
            pass
    return [root, *(folder for folder in folders[1:] if os.path.islink(folder))]  # noqa: PTH114 - as above
