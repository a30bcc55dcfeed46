"""From an edit to the page that shows it: a generator's own server, asked again and again."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.build.peer import Peer
from bench.build.processes import Failed, Limits, Tree, cpu_seconds

POLL = 0.005
"""Seconds between an answer and the next question."""
IDLE = 1.0
"""Seconds that a server must have rested before it counts as idle."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    tree: Tree
    port: int
    seconds: float
    """How long a page, or rest, may be waited for."""

    def wait_for(self, address: str, text: str) -> float:
        """Return the seconds until the page at the address holds the text.

        Raises:
            Failed: The server ended or went beyond its limits, or the text did not come.
        """
        began = time.perf_counter()
        sought = text.encode()
        while sought not in self.get(address):
            if self.tree.process.poll() is not None or time.perf_counter() - began > self.seconds:
                self.tree.check()
                raise Failed(f"/{address} does not show {text!r}: {self.tree.output()}")
            time.sleep(POLL)
        return time.perf_counter() - began

    def get(self, address: str) -> bytes:
        """Return what is answered, and nothing for errors or while nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.seconds)
        try:
            connection.request("GET", f"/{address}")
            response = connection.getresponse()
            body = response.read()
            return body if response.status == 200 else b""
        except (OSError, http.client.HTTPException):
            return b""
        finally:
            connection.close()

    def settle(self) -> float:
        """Wait until the server was idle for a while; return the CPU seconds it took since its start."""
        limit = time.monotonic() + self.seconds
        before = cpu_seconds(self.tree.process.pid)
        while time.monotonic() < limit:
            time.sleep(IDLE)
            now = cpu_seconds(self.tree.process.pid)
            if now - before < 0.1 * IDLE:
                return now
            before = now
        raise Failed(f"not idle after {self.seconds:,.0f} s")


@contextmanager
def serving(peer: Peer, folder: Path, limits: Limits) -> Iterator[Server]:
    """Serve a folder until the block ends; the limit of seconds is one for each answer.

    Raises:
        Failed: The server ended, or went beyond its limits.
    """
    port = free_port()
    whole = Limits(10 * limits.seconds, limits.memory_mb)
    with Tree(peer.serve_command(port), folder, whole) as tree:
        yield Server(tree, port, limits.seconds)


def free_port() -> int:
    """Return a port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
