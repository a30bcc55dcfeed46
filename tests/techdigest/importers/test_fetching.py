"""Pictures are fetched within bounds, and never from private networks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from support.sources import PNG, imported
from techdigest.importers import fetching
from techdigest.importers.fetching import Fetcher, is_public
from techdigest.importers.importing import Options


class Handler(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - all that were asked for, of any instance

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
            return
        self.send_response(200 if self.path.startswith("/pic") else 404)
        self.end_headers()
        self.wfile.write(PNG)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def web() -> Iterator[str]:
    Handler.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def anywhere(_address: str) -> bool:
    return True


def test_a_picture_is_fetched_also_where_the_address_has_han_characters_and_redirects(web: str) -> None:
    fetch = Fetcher(anywhere)
    assert fetch(f"{web}/pic.png") == PNG
    assert fetch(f"{web}/pic 图.png") == PNG
    assert fetch(f"{web}/to//pic.png") == PNG


@pytest.mark.parametrize(
    "address",
    [
        "{web}/missing.png",
        "{web}/to/file:///etc/hostname",
        "file:///etc/hostname",
        "ftp://x.invalid/a",
        "http://",
        "http://[",
        "",
    ],
)
def test_what_is_not_to_be_had_is_none(address: str, web: str) -> None:
    assert Fetcher(anywhere)(address.format(web=web)) is None


def test_private_networks_are_not_asked_anything(web: str) -> None:
    assert Fetcher()(f"{web}/pic.png") is None
    assert Fetcher()(f"{web.replace('127.0.0.1', 'localhost')}/pic.png") is None
    assert Handler.asked == []
    for address in (
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
    ):
        assert not is_public(address)
    assert is_public("1.1.1.1")


def test_sizes_are_bounded_and_hosts_that_refuse_left_alone(
    web: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch = Fetcher(anywhere)
    for _ in range(5):
        fetch(f"{web}/missing.png")
    assert len(Handler.asked) == 3
    monkeypatch.setattr(fetching, "MAX_FILE", len(PNG) - 1)
    assert Fetcher(anywhere)(f"{web}/pic.png") is None


def test_nothing_is_fetched_unless_it_is_asked_for(web: str, tmp_path: Path) -> None:
    files = {"a.md": f"![x]({web}/pic.png)\n"}
    _, notes = imported(tmp_path, files)
    (note,) = notes.values()
    assert (note.pictures, Handler.asked) == ({}, [])
    made, notes = imported(tmp_path, files, Options(fetch=Fetcher(anywhere)))
    (note,) = notes.values()
    assert "](pic.png)" in note.text
    (source,) = note.pictures.values()
    assert made.data(source) == PNG
