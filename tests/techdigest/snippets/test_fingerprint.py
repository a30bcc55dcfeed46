"""What changes a snippet's fingerprint, and what does not."""

from __future__ import annotations

import textwrap
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.snippets import snippet
from techdigest.snippets.fingerprint import canonical, fingerprint
from techdigest.snippets.model import Place

ONE = snippet()
CODE = st.lists(st.text(alphabet="ab é\u0301=:#　", max_size=12).map(str.rstrip), max_size=6).map("\n".join)


@pytest.mark.parametrize(
    "change",
    [
        {"code": "x = 1\nassert x == 2\n"},
        {"code": "if x:\n    x = 1\n    y\n"},
        {"language": "bash"},
        {"expect_status": 3},
        {"expect_output": "done"},
        {"expect_output": ""},
        {"size": "small"},
        {"plot": "a.svg"},
        {"files": {"a.csv": "0" * 64}},
        {"pins": ("torch==2.1",)},
    ],
)
def test_what_can_change_the_result_changes_the_fingerprint(change: dict[str, Any]) -> None:
    assert fingerprint(replace(ONE, **change), []) != fingerprint(ONE, [])


@pytest.mark.parametrize(
    "change",
    [
        {"id": "another"},
        {"claims": {}},
        {"is_hidden": True},
        {"timeout": 60.0},
        {"place": Place("b.md", 99, "en"), "places": (Place("b.md", 99, "en"),)},
        {"code": "\r\n    x = 1   \r\n    assert x == 1\t\r\n\r\n"},
    ],
)
def test_prose_place_and_indentation_do_not(change: dict[str, Any]) -> None:
    assert fingerprint(replace(ONE, **change), []) == fingerprint(ONE, [])


def test_the_code_of_setups_counts_and_so_does_its_order() -> None:
    prints = [fingerprint(ONE, setups) for setups in ([], ["a\n"], ["b\n"], ["a\n", "b\n"], ["b\n", "a\n"])]
    assert len(set(prints)) == 5


def test_the_fingerprint_is_the_same_in_every_version() -> None:
    """Records name it: a change here makes all of them stale."""
    assert fingerprint(ONE, ["import math\n"]) == (
        "sha256:a6fa30218845403648d5aa69bbfad7dcf1d9bc5bd70fb49986e263842266394e"
    )


@given(CODE, CODE, CODE)
def test_parts_do_not_run_together(one: str, other: str, setup: str) -> None:
    here = fingerprint(replace(ONE, code=one), [setup])
    there = fingerprint(replace(ONE, code=other), [setup])
    assert (here == there) == (canonical(one) == canonical(other))
    split = fingerprint(replace(ONE, code=one), [setup, other]) == fingerprint(
        replace(ONE, code=one), [setup + "\n" + other]
    )
    assert not split


@given(
    st.dictionaries(st.text("ab.", min_size=1, max_size=4), st.text("ab.", max_size=4)),
    st.dictionaries(st.text("ab.", min_size=1, max_size=4), st.text("ab.", max_size=4)),
    st.sets(st.text("ab.", max_size=4)),
    st.sets(st.text("ab.", max_size=4)),
)
def test_different_files_and_pins_never_give_the_same_fingerprint(
    files: dict[str, str], others: dict[str, str], pins: set[str], more: set[str]
) -> None:
    one = fingerprint(replace(ONE, files=files, pins=tuple(sorted(pins))), [])
    other = fingerprint(replace(ONE, files=others, pins=tuple(sorted(more))), [])
    assert (one == other) == ((files, pins) == (others, more))


@given(CODE, st.sampled_from(["", " ", "    ", "\t"]), st.sampled_from(["\n", "\r\n"]))
def test_code_is_the_same_however_it_is_indented_and_stored(code: str, indent: str, end: str) -> None:
    moved = textwrap.indent(unicodedata.normalize("NFD", code), indent).replace("\n", f" {end}")
    assert canonical(moved) == canonical(code)
    assert canonical(canonical(code)) == canonical(code)


@given(st.text(max_size=60))
def test_canonical_code_ends_in_one_newline_or_is_empty(code: str) -> None:
    assert canonical(code) == "" or canonical(code) == canonical(code).rstrip("\n") + "\n"
