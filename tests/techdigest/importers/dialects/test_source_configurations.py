"""Configurations of generators: anchors and merge keys are read, and nothing makes them explode."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techdigest.importers.dialects.configs import read_configuration, value_at

LISTS = "a: &a [1, 1]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
MERGES = (
    "a: &a {"
    + ", ".join(f"k{number}: 1" for number in range(10))
    + "}\n"
    + "".join(
        f"{name}: &{name} {{<<: [{', '.join([f'*{before}'] * 9)}]}}\n"
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
)


def test_mappings_are_merged_and_unknown_tags_passed_over() -> None:
    text = "a: &a {x: 1, y: 1}\nb:\n  <<: *a\n  y: 2\nc: !ENV {z: 3}\nd: *a\n"
    assert read_configuration(text, "_config.yml") == {
        "a": {"x": 1, "y": 1},
        "b": {"x": 1, "y": 2},
        "c": {"z": 3},
        "d": {"x": 1, "y": 1},
    }


def test_merged_mappings_do_not_grow_without_bound() -> None:
    assert read_configuration(MERGES, "_config.yml") is None
    assert value_at(read_configuration(LISTS, "_config.yml") or {}, "a") == [1, 1]


def test_keys_are_found_whatever_their_case() -> None:
    config = {"baseurl": "x", "Markup": {"goldMark": {"a": 1}}}
    assert value_at(config, "baseURL") == "x"
    assert value_at(config, "markup", "goldmark", "a") == 1
    assert value_at(config, "markup", "other", "a") is None


@pytest.mark.parametrize("name", ["a.yml", "a.toml", "a.json"])
@given(text=st.text(alphabet="a:&*<{}[]!-'\"= \n1", max_size=60))
def test_any_text_is_a_configuration_or_none(name: str, text: str) -> None:
    assert isinstance(read_configuration(text, name), dict | None)
