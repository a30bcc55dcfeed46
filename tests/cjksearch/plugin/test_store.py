"""Units as JSON lines."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjksearch.index.unit import KINDS, Unit, UnitError
from cjksearch.pages.store import read_units, write_units

texts = st.text(st.characters(codec="utf-8"), max_size=20)
units = st.builds(
    Unit,
    id=texts.filter(bool),
    url=texts.filter(bool),
    title=texts,
    heading=texts,
    text=texts,
    lang=texts,
    kind=st.sampled_from((*KINDS, "paper")),
    tags=st.lists(texts).map(tuple),
    facets=st.dictionaries(texts, st.lists(texts, min_size=1).map(tuple), max_size=3),
    date=texts,
    boost=st.floats(0.001, 1000),
    edition_of=texts,
)


@given(st.lists(units, max_size=5))
def test_units_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, written: list[Unit]) -> None:
    path = tmp_path_factory.mktemp("units") / "units.jsonl"
    write_units(written, path)
    assert list(read_units(path)) == written


def test_the_file_is_touched_only_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "units.jsonl"
    unit = Unit(id="a", url="a", title="A")
    assert write_units([unit], path) is True
    assert write_units([unit], path) is False
    assert write_units([], path) is True
    assert [entry.name for entry in path.parent.iterdir()] == ["units.jsonl"]


def test_two_that_write_at_once_leave_the_whole_file_of_one(tmp_path: Path) -> None:
    path = tmp_path / "units.jsonl"
    both = [
        [Unit(id=f"{number}", url=f"{name}{number}", title="A") for number in range(300)] for name in "ab"
    ]
    with ThreadPoolExecutor(2) as pool:
        for _ in range(20):
            list(pool.map(write_units, both, [path, path]))  # raises what one of them raises
            assert list(read_units(path)) in both
    assert [entry.name for entry in tmp_path.iterdir()] == ["units.jsonl"]


def test_what_a_killed_build_left_goes_when_nobody_can_be_writing_it(tmp_path: Path) -> None:
    path = tmp_path / "[units].jsonl"
    now = time.time()
    for name, age in (("old", 4000), ("new", 5)):
        left = tmp_path / f"[units].jsonl.{name}.part"
        left.write_text("{")
        os.utime(left, (now - age, now - age))
    write_units([], path)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["[units].jsonl", "[units].jsonl.new.part"]


@pytest.mark.parametrize(
    ("line", "message"),
    [("{", ":2: not JSON"), ("[]", ":2: the line is a list"), ('{"id": "a"}', ':2: "url" is missing')],
)
def test_a_line_that_is_no_unit_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "units.jsonl"
    path.write_text(f'{{"id": "a", "url": "a", "title": "A"}}\n{line}\n', "utf-8")
    with pytest.raises(UnitError, match=message):
        list(read_units(path))
