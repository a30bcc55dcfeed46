"""A static host on the loopback address that compresses text as GitHub Pages does, and logs what it sends."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

#: What such hosts compress; everything else is sent as it is.
TEXT = frozenset({".html", ".js", ".mjs", ".json", ".css", ".txt", ".xml", ".svg"})


@dataclass(frozen=True)
class Sent:
    """A response: path, bytes of body, and when its request came and it was sent, in seconds."""

    path: str
    size: int
    began: float
    ended: float


@dataclass
class Host:
    """A running host; `delay` seconds pass before each response."""

    url: str
    delay: float = 0.0
    log: list[Sent] = field(default_factory=list)


def depth(responses: Sequence[Sent]) -> int:
    """Return the length of the longest chain of requests that each began after the one before had ended.

    A browser has six connections to such a host, so more than six requests at once look like two in a chain.
    """
    ordered = sorted(responses, key=lambda own: own.began)
    depths: list[int] = []
    for own in ordered:
        before = (d for d, other in zip(depths, ordered, strict=False) if other.ended <= own.began)
        depths.append(1 + max(before, default=0))
    return max(depths, default=0)


@lru_cache(maxsize=4096)
def body(file: Path) -> bytes:
    """Return the body that is sent for a file."""
    content = file.read_bytes()
    return gzip.compress(content, 6, mtime=0) if file.suffix in TEXT else content


@contextmanager
def serve(folder: Path) -> Iterator[Host]:
    """Serve a folder until the block ends."""
    body.cache_clear()
    host = Host(url="")
    server = _Server(("127.0.0.1", 0), partial(_Handler, host=host, directory=str(folder)))
    host.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def __init__(self, *args: Any, host: Host, **kwargs: Any) -> None:
        self.host = host
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        began = time.perf_counter()
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        found = file.is_file()
        content = body(file) if found else b""
        time.sleep(self.host.delay)
        self.send_response(200 if found else 404)
        kind = self.guess_type(str(file))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(content)))
        if found and file.suffix in TEXT:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.host.log.append(Sent(self.path, len(content), began, time.perf_counter()))
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the table free of requests."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closes a connection early is no error of ours."""
