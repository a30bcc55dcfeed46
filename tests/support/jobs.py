"""Jobs and sandboxes for tests of what runs snippets."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from techdigest.snippets.portable.execute import execute
from techdigest.snippets.portable.jobs import Job, Outcome, Part
from techdigest.snippets.portable.sandbox import Access, Namespaces, NoSandbox, Sandbox, refusal
from techdigest.snippets.sandbox import Bubblewrap

PAGE = "content/notes/x/index.md"
LINE = 142  # where the code of `job` begins on the page


def job(code: str, language: str = "python", **fields: Any) -> Job:
    """Return a job whose code stands at line 142 of a page."""
    words: dict[str, Any] = {
        "id": "a-snippet",
        "fingerprint": "sha256:" + "0" * 64,
        "target": "cpu",
        "size": "small",
        "timeout": 60.0,
        "claim": "It holds",
        "pages": (f"{PAGE}:{LINE - 1}",),
    }
    return Job(language=language, **{**words, "parts": (Part(PAGE, LINE, code),), **fields})


def run(code: str, language: str = "python", **fields: Any) -> Outcome:
    """Run code without a sandbox, which starts fastest."""
    return execute(job(code, language, **fields), NoSandbox())


def sandbox(name: str, hidden: tuple[Path, ...] = (), access: Access | None = None) -> Sandbox:
    """Return a sandbox by its name; skip the test, with the reason, where it does not work."""
    folders = tuple(str(folder) for folder in hidden)
    program = shutil.which("bwrap")
    if name == "bubblewrap" and program is None:
        pytest.skip("bubblewrap is not installed")
    made = {
        "bubblewrap": Bubblewrap(hidden=folders, program=program or ""),
        "namespaces": Namespaces(hidden=folders),
        "none": NoSandbox(),
    }[name]
    reason = refusal(made, access)
    if reason:
        pytest.skip(f"{name} does not work here: {reason}")
    return made
