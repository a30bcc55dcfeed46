"""The code in our notes is run, so that what they say about it stays true.

A snippet is a fence that opens with ``` ```python {.run id=...} ```. It stands byte for byte in every
language of its note, so each is run once, and a failure names the file and line of the default language.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

CONTENT = Path(__file__).parents[2] / "content"
TIMEOUT = 60  # seconds; they take under five on a quiet machine
OPENING = re.compile(r"^(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)$")
RUN = re.compile(r"python \{\.run id=(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)\}")
LANGUAGE_SUFFIX = re.compile(r"\.(?:zh-Hans|zh-Hant|en)$")


def note_of(path: Path) -> str:
    """What the translations of a note share: its path without language and suffix."""
    return LANGUAGE_SUFFIX.sub("", path.relative_to(CONTENT).with_suffix("").as_posix())


@dataclass(frozen=True)
class Snippet:
    """A runnable fence: `line` is that of the first line of code, counted from 1 in the file."""

    path: Path
    line: int
    id: str
    code: str

    @property
    def note(self) -> str:
        return note_of(self.path)

    @property
    def place(self) -> str:
        return f"{self.path.relative_to(CONTENT.parent)}:{self.line}"


def snippets_of(path: Path) -> Iterator[Snippet]:
    """The runnable fences of a file; a fence inside another fence is text and is left alone."""
    lines = path.read_text(encoding="utf-8").splitlines()
    number = 0
    while number < len(lines):
        opening = OPENING.match(lines[number])
        number += 1
        if not opening:
            continue
        start = number
        while number < len(lines) and lines[number].rstrip() != opening["fence"]:
            number += 1
        run = RUN.fullmatch(opening["info"].strip())
        if run:
            yield Snippet(path, start + 1, run["id"], "\n".join(lines[start:number]) + "\n")
        number += 1


ALL = [snippet for path in sorted(CONTENT.rglob("*.md")) for snippet in snippets_of(path)]
# Of translations the last wins: longer names first, so that it is the one without a language suffix.
ONCE = list({(s.note, s.id): s for s in sorted(ALL, key=lambda s: -len(s.path.name))}.values())


def run(snippet: Snippet, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a snippet by itself, isolated from the environment; tracebacks name the note's file and line."""
    program = folder / "snippet.py"
    source = "\n" * (snippet.line - 1) + snippet.code
    program.write_text(
        f"exec(compile({source!r}, {snippet.place.rpartition(':')[0]!r}, 'exec'))\n", encoding="utf-8"
    )
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", str(program)],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
    )


def test_there_are_snippets_and_every_fence_that_asks_to_be_run_is_one() -> None:
    asked = sum(
        len(re.findall(r"^[ \t]*(?:`{3,}|~{3,})[^\n]*\.run\b", path.read_text(encoding="utf-8"), re.M))
        for path in CONTENT.rglob("*.md")
        if "notes" in path.relative_to(CONTENT).parts
    )
    in_notes = [snippet for snippet in ALL if "notes" in snippet.path.relative_to(CONTENT).parts]
    assert len(in_notes) == asked > 0


def test_ids_are_unique_within_a_file_and_across_notes() -> None:
    per_file = Counter((snippet.path, snippet.id) for snippet in ALL)
    assert [str(path) for (path, _), times in per_file.items() if times > 1] == []
    per_note = Counter(snippet.id for snippet in ONCE)
    assert [name for name, times in per_note.items() if times > 1] == []


def test_every_language_of_a_note_shows_the_same_code() -> None:
    code: dict[tuple[str, str], Snippet] = {}
    for snippet in ALL:
        first = code.setdefault((snippet.note, snippet.id), snippet)
        assert snippet.code == first.code, f"{snippet.place} differs from {first.place}"
    for note in {snippet.note for snippet in ALL}:
        shown = {
            path: [s.id for s in ALL if s.path == path]
            for path in CONTENT.rglob("*.md")
            if note_of(path) == note
        }
        assert len({tuple(ids) for ids in shown.values()}) == 1, f"{note}: a language lacks a snippet"


@pytest.mark.parametrize("snippet", ONCE, ids=lambda snippet: snippet.id)
def test_snippet_holds(snippet: Snippet, tmp_path: Path) -> None:
    try:
        done = run(snippet, tmp_path)
    except subprocess.TimeoutExpired:
        pytest.fail(f"{snippet.place} [{snippet.id}] ran longer than {TIMEOUT} s", pytrace=False)
    if done.returncode:
        pytest.fail(f"{snippet.place} [{snippet.id}] exit {done.returncode}\n{done.stderr}", pytrace=False)
    assert done.stdout.strip(), f"{snippet.place} [{snippet.id}] prints no result"


def test_a_failing_snippet_is_reported_at_its_own_line(tmp_path: Path) -> None:
    broken = Snippet(CONTENT / "notes" / "x" / "index.md", 41, "broken", "x = 1\nassert x == 2\n")
    done = run(broken, tmp_path)
    assert done.returncode == 1
    assert 'File "content/notes/x/index.md", line 42' in done.stderr


def test_a_fence_within_a_fence_is_not_run(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "````md\n```python {.run id=inner}\nprint(1)\n```\n````\n"
        "\n```python {.run id=outer}\nprint(2)\n```\n",
        encoding="utf-8",
    )
    assert [(snippet.id, snippet.line, snippet.code) for snippet in snippets_of(page)] == [
        ("outer", 8, "print(2)\n")
    ]
