"""arXiv and Crossref on this machine's own loopback: they replay answers of the shape of the real ones."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

CUCKOO: dict[str, Any] = {
    "DOI": "10.1145/2674005.2674994",
    "type": "proceedings-article",
    "title": ["Cuckoo Filter"],
    "subtitle": ["Practically Better Than Bloom"],
    "author": [
        {"given": "Bin", "family": "Fan", "sequence": "first", "affiliation": []},
        {"given": "Dave G.", "family": "Andersen", "sequence": "additional"},
        {"name": "The Filter Group", "sequence": "additional"},
    ],
    "container-title": ["Proceedings of the 10th ACM Conference on emerging Networking & Technologies"],
    "issued": {"date-parts": [[2014, 12, 2]]},
    "page": "75-88",
    "publisher": "ACM",
    "ISBN": ["9781450332798"],
}


def arxiv_entry(
    identifier: str,
    title: str,
    authors: tuple[str, ...],
    *,
    doi: str = "",
    journal: str = "",
    year: int = 2020,
) -> str:
    """An Atom entry as arXiv's API writes it."""
    people = "".join(f"<author><name>{escape(name)}</name></author>" for name in authors)
    more = f"<arxiv:doi>{doi}</arxiv:doi>" if doi else ""
    more += f"<arxiv:journal_ref>{journal}</arxiv:journal_ref>" if journal else ""
    return (
        f"<entry><id>http://arxiv.org/abs/{identifier}v2</id><updated>{year}-07-01T12:00:00Z</updated>"
        f"<published>{year}-06-10T17:59:46Z</published><title>{title}</title><summary>About it.</summary>"
        f'{people}{more}<arxiv:primary_category term="cs.DC"/></entry>'
    )


def feed(*entries: str) -> str:
    """The feed that holds entries."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"<opensearch:totalResults>{len(entries)}</opensearch:totalResults>{''.join(entries)}</feed>"
    )


@dataclass
class Services:
    """What the services know, and what they were asked.

    Attributes:
        works: Crossref's works by DOI.
        entries: arXiv's entries by identifier.
        failures: Status codes that the next requests are answered with.
        asked: The path and the user agent of each request.
        raw: An answer that is given whatever is asked.
    """

    works: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    failures: list[int] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    raw: bytes = b""
    url: str = ""

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Status, media type and body."""
        if self.failures:
            return self.failures.pop(0), "text/plain", b"busy"
        where = urlsplit(path)
        if where.path.startswith("/works/"):
            work = self.works.get(unquote(where.path.removeprefix("/works/")))
            if self.raw or work is not None:
                body = self.raw or json.dumps({"status": "ok", "message": work}).encode()
                return 200, "application/json;charset=utf-8", body
            return 404, "text/plain", b"Resource not found."
        wanted = parse_qs(where.query).get("id_list", [""])[0]
        known = [self.entries[wanted]] if wanted in self.entries else []
        return 200, "application/atom+xml", self.raw or feed(*known).encode()


@contextmanager
def serve() -> Iterator[Services]:
    """Serve on a free port of the loopback interface."""
    services = Services()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name is http.server's
            services.asked.append((self.path, self.headers.get("User-Agent", "")))
            status, kind, body = services.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    services.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield services
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
