"""watchdog's observer: how macOS and Windows tell of changed files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from techdigest.mkdocs_build.serve.watching.scope import Scope

_LOOKING = frozenset({"opened", "closed_no_write"})  # types of events that change nothing


class Observed(FileSystemEventHandler):
    """Watches the roots with all below them; linked folders by watches of their own."""

    def __init__(self, scope: Scope, report: Callable[[Iterable[str]], None]) -> None:
        self._scope, self._report = scope, report
        self._observer = Observer()

    def start(self) -> None:
        """Watch everything; what changes from now on is reported.

        Raises:
            OSError: The system refuses to watch.
        """
        for root in self._scope.roots:
            if os.path.exists(root):  # noqa: PTH110 - strings, see Scope.files
                self._observer.schedule(self, root, recursive=True)
            if self._scope.follows_links:
                for link in self._linked_folders(root):
                    self._observer.schedule(self, link, recursive=True)
        self._observer.start()

    def stop(self) -> None:
        """End its threads."""
        self._observer.stop()
        self._observer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Report the paths of an event."""
        if event.event_type not in _LOOKING and not (event.is_directory and event.event_type == "modified"):
            self._report(os.fsdecode(path) for path in (event.src_path, event.dest_path) if path)

    def _linked_folders(self, root: str) -> list[str]:
        folders: list[str] = []
        for _ in self._scope.files(root, folders.append):
            pass
        return [folder for folder in folders if os.path.islink(folder)]  # noqa: PTH114 - as above
