"""The edited pages first, then the rest; whatever fails, the next change is built."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from support.tiny_preview import Written
from techdigest.mkdocs_build.giving_way import Superseded
from techdigest.mkdocs_build.serve import loop
from techdigest.mkdocs_build.serve.debounce import Debounce
from techdigest.mkdocs_build.serve.problems import NO_PROBLEMS
from techdigest.mkdocs_build.serve.versions import Versions

A, B = Path("/docs/a.md"), Path("/docs/b.md")
log = logging.getLogger("mkdocs.plugins.some")


class Script:
    """A preview that does what a test says, notes what it was asked, and ends the loop after `turns`."""

    root = Path("/site")

    def __init__(
        self,
        first: Callable[[], list[str] | None] = lambda: None,
        rest: Callable[[], Written | None] = lambda: Written(()),
        turns: int = 1,
    ) -> None:
        self.changes, self.versions = Debounce(), Versions()
        self.asked: list[object] = []
        self._first, self._rest, self._turns = first, rest, turns

    def warm_up(self) -> None:
        pass

    def first(self, changed: frozenset[Path]) -> list[str] | None:
        self.asked.append(set(changed))
        return self._first()

    def rest(self, is_superseded: Callable[[], bool]) -> Written | None:
        self.is_superseded = is_superseded
        self.asked.append("rest")
        self._turns -= 1
        if not self._turns:
            self.changes.close()
        return self._rest()

    def close(self) -> None:
        raise AssertionError("the server closes it")

    def run(self, *changed: Path) -> None:
        self.changes.add(changed)
        loop.run(self, self.changes, self.versions)

    def is_new(self, path: str) -> bool:
        changed = self.versions.changed_since(self.versions.run, 1, [path])
        return changed is None or path in changed


def test_the_edited_page_is_told_of_before_the_rest_is_built() -> None:
    def rest() -> Written:
        assert script.is_new("a/index.html")
        assert not script.is_new("index.html")
        return Written(("index.html",), ("gone/index.html",))

    script = Script(lambda: ["a/index.html"], rest)
    script.run(A)
    assert script.asked == [{A}, "rest"]
    assert script.is_new("index.html")
    assert script.is_new("gone/index.html")
    assert not script.is_new("b/index.html")


def test_without_a_fast_lane_the_rest_is_built() -> None:
    script = Script(rest=lambda: Written(("a/index.html",)))
    script.run(A)
    assert script.is_new("a/index.html")
    assert not script.is_new("b/index.html")


def test_when_it_is_not_known_what_changed_everything_may_have() -> None:
    script = Script(rest=lambda: None)
    script.run(A)
    assert script.is_new("whatever/index.html")


def test_a_build_of_nothing_new_is_no_new_version() -> None:
    script = Script()
    script.run(A)
    assert script.versions.version == 1


def test_a_change_during_the_rest_is_made_right_after_it() -> None:
    def rest() -> Written:
        if script.asked.count("rest") == 1:
            script.changes.add([B])
        return Written(())

    script = Script(rest=rest, turns=2)
    script.run(A)
    assert script.asked == [{A}, "rest", {B}, "rest"]


def test_a_rest_that_gives_way_leaves_what_is_wrong_as_it_was() -> None:
    def rest() -> Written:
        if script.asked.count("rest") == 1:
            log.error("half of the truth")
            script.changes.add([B])
            raise Superseded
        assert script.versions.problems == NO_PROBLEMS
        return Written(())

    script = Script(rest=rest, turns=2)
    script.run(A)
    assert script.asked == [{A}, "rest", {B}, "rest"]
    assert script.versions.problems == NO_PROBLEMS


def test_changes_that_never_end_do_not_keep_the_rest_from_being_built() -> None:
    def rest() -> Written:
        script.changes.add([B])
        if script.is_superseded():
            raise Superseded
        return Written(("index.html",))

    script = Script(rest=rest, turns=30)
    script.run(A)
    assert script.is_new("index.html")


@pytest.mark.parametrize(
    "error", [ValueError("no such thing"), SystemExit("no such thing"), Abort("no such thing")]
)
def test_a_build_that_fails_is_reported_and_the_next_one_good(
    error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    def rest() -> Written:
        if script.asked.count("rest") == 1:
            script.changes.add([B])
            raise error
        (told,) = script.versions.problems.errors
        assert "no such thing" in told
        return Written(())

    script = Script(rest=rest, turns=2)
    script.run(A)
    assert script.asked == [{A}, "rest", {B}, "rest"]
    assert script.versions.problems == NO_PROBLEMS
    assert "no such thing" in caplog.text


def test_a_fast_lane_that_fails_leaves_the_page_to_the_whole_build() -> None:
    def first() -> list[str]:
        raise ValueError("cannot tell")

    script = Script(first, lambda: Written(("a/index.html",)))
    script.run(A)
    assert script.is_new("a/index.html")
    assert script.versions.problems.errors == ()
    assert any("cannot tell" in text for text in script.versions.problems.warnings)
