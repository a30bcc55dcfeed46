"""Watching the content folder without following links in circles.

The watcher of `mkdocs serve` enters linked folders; two links that lead to their own folder keep it busy for
ever before the first page is served. Nothing behind such links is read (see `notes.walk`), so nothing there
needs to be watched.
"""

from __future__ import annotations

import os
import stat

from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from watchdog.observers.polling import PollingObserverVFS

log = get_plugin_logger("techdigest")

_INTERVAL = 0.5  # seconds, as MkDocs has it


def watch_safely(server: LiveReloadServer) -> None:
    """Let a server that does not serve yet watch the same paths with an observer that enters no links."""
    watched = getattr(server, "_watched_paths", None)
    if watched is None:
        log.warning("This MkDocs watches files in a way we do not know; links that loop may hang it.")
        return
    paths = list(watched)
    for path in paths:
        while path in watched:
            server.unwatch(path)
    server.observer = PollingObserverVFS(stat=_stat, listdir=os.scandir, polling_interval=_INTERVAL)  # type: ignore[assignment]  # it is a PollingObserver in all but name
    for path in paths:
        server.watch(path)


def _stat(path: str) -> os.stat_result:
    """The state of what a path leads to; of the link itself where that is a folder."""
    own = os.lstat(path)
    if not stat.S_ISLNK(own.st_mode):
        return own
    target = os.stat(path)  # noqa: PTH116 - the watcher deals in strings
    return own if stat.S_ISDIR(target.st_mode) else target
