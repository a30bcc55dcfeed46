"""Pack snippets and what runs them into a folder, for a machine that has none of our packages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from techdigest.snippets import portable
from techdigest.snippets.library import SnippetLibrary
from techdigest.snippets.portable.__main__ import SCHEMA
from techdigest.snippets.portable.jobs import Job
from techdigest.snippets.portable.languages import PROGRAMS
from techdigest.snippets.runner import job_of

_RUN = '''"""Run the snippets in jobs.json and write records.jsonl: python3 run.py"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from portable.__main__ import main  # noqa: E402 - it lies beside this file

sys.exit(main())
'''
_README = """\
Run `python3 run.py` here, with a Python of 3.10 or later that has what the snippets import
(torch, triton, cupy, numba); nothing else is needed, and `python3 run.py --help` lists what it can do.
It runs the {count} in `jobs.json` and writes what came of each to `records.jsonl`.
Bring that file back and take it in with `techdigest snippets import-records records.jsonl`.
"""


class FolderInUseError(Exception):
    """The folder to export to is not empty, or is a file."""


def jobs_to_export(library: SnippetLibrary, need: str | None, content_dir: Path) -> tuple[Job, ...]:
    """Return the jobs of the snippets that need `need`, or of all: on a GPU where they ask for one.

    Manifests stay at home, where the schemas are.
    """
    return tuple(
        job_of(snippet, library, "gpu" if "gpu" in snippet.needs else "cpu", content_dir)
        for snippet in library.snippets
        if (need is None or need in snippet.needs) and snippet.language in PROGRAMS
    )


def export(jobs: Sequence[Job], folder: Path, *, runner: str, commit: str | None, dirty: bool) -> None:
    """Write the folder: `portable/`, `jobs.json`, `run.py`, `README.md`. The same input gives the same bytes.

    Args:
        jobs: What is to be run there.
        folder: A new or empty folder.
        runner: The version of techdigest, for the records.
        commit: The commit that the content is at, for the records.
        dirty: Whether the content differs from it.

    Raises:
        FolderInUseError: If there is something in the folder already.
        OSError: If it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInUseError(f"{folder} is not an empty folder. Choose another, or delete it.")
    source = Path(portable.__file__).parent
    for path in sorted(source.rglob("*.py")):
        target = folder / "portable" / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    package = {
        "schema": SCHEMA,
        "runner": runner,
        "commit": commit,
        "dirty": dirty,
        "jobs": [asdict(job) for job in jobs],
    }
    count = f"{len(jobs)} snippet{'s' * (len(jobs) != 1)}"
    _write(folder / "jobs.json", json.dumps(package, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    _write(folder / "run.py", _RUN)
    _write(folder / "README.md", _README.format(count=count))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
