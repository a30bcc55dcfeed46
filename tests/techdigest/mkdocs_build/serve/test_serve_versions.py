"""A page learns what has changed since it was served, whenever it asks."""

from __future__ import annotations

import threading

from hypothesis import given
from hypothesis import strategies as st

from techdigest.mkdocs_build.serve.problems import Problems
from techdigest.mkdocs_build.serve.versions import Versions

NAMES = st.sampled_from("abcd")


@given(st.lists(st.none() | st.sets(NAMES)), st.data())
def test_whatever_was_published_since_a_version_and_nothing_else_has_changed(
    published: list[set[str] | None], data: st.DataObject
) -> None:
    versions = Versions()
    since = data.draw(st.integers(0, len(published)))
    for changed in published[:since]:
        versions.publish(changed)
    served = versions.version
    for changed in published[since:]:
        versions.publish(changed)
    news = published[since:]
    expected = None if None in news else set("ab") & {name for changed in news for name in changed or ()}
    assert versions.changed_since(versions.run, served, "ab") == expected


def test_a_page_of_another_run_may_have_changed_altogether() -> None:
    versions = Versions()
    assert versions.changed_since("before", 1, ["a"]) is None


def test_new_problems_are_news_and_the_same_are_not() -> None:
    versions = Versions()
    for _ in range(2):
        versions.report(Problems(("wrong",)))
        assert versions.version == 2
    versions.report(Problems())
    assert versions.version == 3
    assert versions.changed_since(versions.run, 1, ["a"]) == frozenset()


def test_who_waits_is_told_of_news_of_none_in_time_and_of_the_end() -> None:
    versions = Versions()
    assert versions.wait(0, 10) == 1
    assert versions.wait(1, 0.001) == 1
    threading.Timer(0.01, versions.publish, (["a"],)).start()
    assert versions.wait(1, 10) == 2
    threading.Timer(0.01, versions.close).start()
    assert versions.wait(2, 10) is None
