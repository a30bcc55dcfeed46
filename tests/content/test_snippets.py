"""The snippets of our own notes: all are found, and each language says what they prove.

The pytest plugin runs them: see `testpaths` in pyproject.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from techdigest.commands.site import Site
from techdigest.snippets.library import SnippetLibrary
from techdigest.snippets.model import Snippet

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
FENCE = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)")
RUN = re.compile(r"[\w+-]+ \{[^}]*\.run[ }].*")


def read_site() -> tuple[SnippetLibrary, list[str]]:
    """The snippets of the site, and what is wrong with them."""
    library, found = Site.load(ROOT / "mkdocs.yml").snippets()
    return library, [diagnostic.render() for diagnostic in found]


LIBRARY, FOUND = read_site()


def fences_that_ask(path: Path) -> Iterator[int]:
    """The lines of the fences that open with {.run …}, as a reader of the source finds them.

    What stands within another fence is text.
    """
    fence = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        match = FENCE.fullmatch(line.rstrip())
        if match and not fence:
            fence = match["fence"]
            if RUN.fullmatch(match["info"].strip()):
                yield number
        elif match and match["fence"] == fence and not match["info"].strip():
            fence = ""


def test_nothing_is_wrong_with_the_snippets() -> None:
    assert FOUND == []


def test_pytest_runs_them_with_all_other_tests(pytestconfig: pytest.Config) -> None:
    assert "content" in pytestconfig.getini("testpaths")
    assert pytestconfig.pluginmanager.hasplugin("techdigest-snippet-books")


def test_every_fence_that_asks_to_be_run_is_collected_from_its_line() -> None:
    asking = {
        (path.relative_to(CONTENT).as_posix(), line)
        for path in CONTENT.rglob("*.md")
        for line in fences_that_ask(path)
    }
    shown = [(place.path, place.line) for snippet in LIBRARY.snippets for place in snippet.places]
    assert asking
    assert set(shown) == asking
    assert len(shown) == len(asking)
    assert LIBRARY.declared == len(LIBRARY.snippets)


@pytest.mark.parametrize("snippet", LIBRARY.snippets, ids=lambda snippet: snippet.id)
def test_every_language_says_what_the_snippet_proves(snippet: Snippet) -> None:
    silent = [f"{place.path}:{place.line}" for place in snippet.places if place.lang not in snippet.claims]
    assert silent == []
