"""MkDocs' server, which never lets a reader wait for a build."""

from __future__ import annotations

import logging
import os
import webbrowser
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from techdigest.mkdocs_build.serve import files, loop
from techdigest.mkdocs_build.serve.debounce import Debounce
from techdigest.mkdocs_build.serve.live import PREFIX, LiveReload
from techdigest.mkdocs_build.serve.places import places
from techdigest.mkdocs_build.serve.preview import Preview
from techdigest.mkdocs_build.serve.versions import Versions
from techdigest.mkdocs_build.serve.watching import Scope, Watcher

log = logging.getLogger("mkdocs.livereload")


class PreviewServer(LiveReloadServer):
    """Serves a `Preview` in place of the server that MkDocs made.

    MkDocs calls `watch`, `serve` and `shutdown`, as it does with its own.
    """

    request_queue_size = 128  # ten tabs ask for dozens of files at once; a browser tries again after a second

    def __init__(
        self,
        made: LiveReloadServer,
        preview: Preview,
        *,
        ignored: Iterable[Path] = (),
        follows_links: bool = False,
    ) -> None:
        """Take over from a server that does not serve yet.

        Args:
            made: Whose address and watched paths are taken over.
            preview: What is served and built.
            ignored: Folders in which nothing counts as a change.
            follows_links: Whether linked folders in watched folders are watched, too.
        """
        host, port = made.server_address[:2]
        super().__init__(made.builder, str(host), int(port), made.root, made.mount_path)
        made.server_close()
        self.error_handler = self._error_page
        self.preview = preview
        self.versions = Versions()
        self.changes = Debounce()
        self.live = LiveReload(self.versions, self.mount_path)
        self._ignored = frozenset(os.path.abspath(folder) for folder in ignored)  # noqa: PTH100 - links stay
        self._follows_links = follows_links
        self._watcher: Watcher | None = None
        for path in made._watched_paths:
            self.watch(path)

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Build when a file, or any file below a folder, changes."""
        self._count(path, 1)

    def unwatch(self, path: str) -> None:
        """Take back one call of `watch`."""
        self._count(path, -1)

    def serve(self, *, open_in_browser: bool = False) -> None:
        """Serve and build until `shutdown` or Ctrl-C."""
        self.server_bind()
        self.server_activate()
        self._start_watching()
        log.info(f"Serving on {self.url}" + (" and opening it in a browser" if open_in_browser else ""))
        self.serve_thread.start()
        if open_in_browser:
            webbrowser.open(self.url)
        loop.run(self.preview, self.changes, self.versions)

    def shutdown(self, wait: bool = False) -> None:
        """Stop watching, building and serving."""
        self._stop_watching()
        self.changes.close()
        self.versions.close()
        super().shutdown()
        if wait and self.serve_thread.is_alive():
            self.serve_thread.join()
        self.preview.close()

    def _count(self, path: str, change: int) -> None:
        """Change how often a path is watched; as the first call of `watch` and the last of `unwatch` tell."""
        path = os.path.abspath(path)  # noqa: PTH100 - links stay
        before = self._watched_paths.get(path, 0)
        count = self._watched_paths[path] = before + change
        if count <= 0:
            del self._watched_paths[path]
        if self._watcher is not None and bool(count) != bool(before):
            self._start_watching()

    def _start_watching(self) -> None:
        self._stop_watching()
        scope = Scope(tuple(self._watched_paths), self._ignored, self._follows_links)
        self._watcher = Watcher(scope, self.changes.add)
        self._watcher.start()
        log.info("Watching paths for changes: " + ", ".join(map(repr, self._watched_paths)))

    def _stop_watching(self) -> None:
        if self._watcher is not None:
            self._watcher.stop()
            self._watcher = None

    def _serve_request(
        self, environ: files.Environ, start_response: files.StartResponse
    ) -> Iterable[bytes] | None:
        path = files.path_of(environ)
        if path.startswith(PREFIX):
            answer = self.live.respond(path, environ, start_response)
            if answer is not None:
                return answer
        return files.respond(self.preview.root, self.mount_path, environ, start_response, self.live.tag)

    def _error_page(self, code: int) -> bytes:
        """The site's own page, or a line; it reloads once there is something to show."""
        tag = self.live.tag()
        try:
            page = (self.preview.root / f"{code}.html").read_bytes()
        except OSError:
            page = f"<!doctype html><title>{code}</title><p>{code} {HTTPStatus(code).phrase}</p>".encode()
        return files.insert(page, tag)


def preview_server(
    made: LiveReloadServer,
    preview: Preview,
    config: MkDocsConfig,
    *,
    cache: str = ".cache",
    follows_links: bool = False,
) -> PreviewServer:
    """Return the server that a plugin's `on_serve` gives to MkDocs.

    Args:
        made: The server that MkDocs made.
        preview: What is served and built.
        config: The site's configuration; what it refers to is watched, too.
        cache: A folder, relative to the configuration file, in which nothing counts as a change; nor in
            `.cache`, which other plugins use.
        follows_links: Whether linked folders are watched, as MkDocs itself publishes what lies in them.
    """
    folder = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    ignored = (Path(config.site_dir), folder / ".cache", folder / cache)
    server = PreviewServer(made, preview, ignored=ignored, follows_links=follows_links)
    for place in places(config):
        server.watch(place)
    return server
