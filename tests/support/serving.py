"""`mkdocs serve` in a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

# A process whose parent runs in the background would not hear Ctrl-C.
PROGRAM = """
import signal
from mkdocs.__main__ import cli
signal.signal(signal.SIGINT, signal.default_int_handler)
cli()
"""


@contextmanager
def mkdocs_serve(folder: Path, mode: str = "--livereload") -> Iterator[str]:
    """Serve a site on a free port until the block ends; then it is stopped as by Ctrl-C."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-c", PROGRAM, "serve", mode, "--dev-addr", address]
    log = (folder / "serve.log").open("w+")
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_until_served(f"http://{address}/", process, folder / "serve.log")
        yield f"http://{address}/"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)
        log.close()


def wait_until_served(url: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> None:
    """Return once the address answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        try:
            with urlopen(url):
                return
        except URLError:
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer in {seconds} s:\n{log.read_text()}")
