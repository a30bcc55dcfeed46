"""A static file host on the loopback address, as dumb as GitHub Pages, that remembers what was asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


@dataclass
class StaticHost:
    """A running host: where it is, and each request it answered as (path, status, bytes of body).

    `instead` holds what is answered instead of files, by the end of their paths: None hangs up. A request
    that a worker makes as it starts may slip past the browser's own interception; none slips past this.
    """

    url: str
    requests: list[tuple[str, int, int]] = field(default_factory=list)
    instead: dict[str, bytes | None] = field(default_factory=dict)


class _Handler(SimpleHTTPRequestHandler):
    # Types as a plain host sends them; no compression, so that bytes counted are bytes sent.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".svg": "image/svg+xml",
        ".xml": "application/xml",
    }

    def __init__(self, *args: Any, host: StaticHost, prefix: str, **kwargs: Any) -> None:
        self.host, self.prefix, self.sent = host, prefix, 0
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if not path.startswith(self.prefix):
            self.send_error(404)
            return
        instead = [body for end, body in self.host.instead.items() if path.endswith(end)]
        if None in instead:
            self.close_connection = True
            return
        self.path = "/" + path.removeprefix(self.prefix)
        target = Path(self.translate_path(self.path))
        if target.is_dir():
            target /= "index.html"
        status = 200 if target.is_file() else 404
        missing = Path(self.directory) / "404.html"
        body = target.read_bytes() if status == 200 else missing.read_bytes() if missing.exists() else b""
        kind = self.guess_type(str(target if status == 200 else missing))
        body = next(iter(instead), body) or b""
        self.host.requests.append((path, status, len(body)))
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep test output quiet."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closes a connection early is no error of ours."""


@contextmanager
def static_host(folder: Path, prefix: str = "/") -> Iterator[StaticHost]:
    """Serve `folder` below `prefix` (which starts and ends with a slash) until the block ends."""
    host = StaticHost(url="")
    server = _Server(("127.0.0.1", 0), partial(_Handler, host=host, prefix=prefix, directory=str(folder)))
    host.url = f"http://127.0.0.1:{server.server_port}{prefix}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
