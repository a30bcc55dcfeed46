"""What the benchmark asks of an engine.

An engine is a `Peer` of a module in ``peers/``. It is built into a folder with a ``driver.js``, the script of
the benchmark that is not counted, and that exports what is called in the browser:

- ``open()`` loads the engine's own client and what it needs to take a query;
- ``titles(query, limit)`` resolves to hits ``{url, title}``, best first, addresses below the site's root;
- ``excerpt(query)`` resolves to the text that is shown below the first hit of a query just answered.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.search.corpus import Corpus

PAGE = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>search</title>\n'


@dataclass(frozen=True)
class Ran:
    """What a command took, and said: seconds on the wall and of all processors, MB of its largest process."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    output: str


@dataclass(frozen=True)
class Built:
    """What building took, and the files published for search."""

    ran: Ran
    published: tuple[Path, ...]


@dataclass(frozen=True)
class Peer:
    """An engine: its column's words, and how it is built into a folder from a corpus and npm's packages."""

    name: str
    label: str
    build: Callable[[Corpus, Path, Callable[[], Path]], Built]


def run(command: Sequence[str | Path], cwd: Path | None = None) -> Ran:
    """Run a command, and return what it took.

    Raises:
        subprocess.CalledProcessError: It failed; its output is in the error.
    """
    began = time.perf_counter()
    words = [str(word) for word in command]
    with subprocess.Popen(words, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        output = process.stdout.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words, output)
    seconds = time.perf_counter() - began
    return Ran(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output)


def files(*places: Path) -> tuple[Path, ...]:
    """Return the files given, and those below the folders given."""
    found = (file for place in places for file in ([place] if place.is_file() else place.rglob("*")))
    return tuple(sorted(file for file in found if file.is_file()))
