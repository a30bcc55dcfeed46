"""Both parsers read front matter alike: libyaml's, and PyYAML's own where that reads otherwise."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from techdigest.notes import yaml_bounded
from techdigest.notes.yaml_bounded import BoundedLoader, Raw, load_bounded

PIECES = [
    *":-?,[]{}#&*!|>'\"%@`~=\\/. \nx字é",
    *("key: ", "\n  ", "\n- ", "- ", ": ", " #", "'b'", '"a"', "[a, b]", "{a: b}", "&x ", "*x", "!!str "),
    *(
        "|\n  a\n",
        ">-\n  b\n",
        "<<: ",
        "2020-01-01",
        "1_000",
        "0x1f",
        "1:30",
        "yes",
        "null",
        "...",
        "\t",
        "\r",
    ),
]


def read(source: str, *, quick: bool) -> object:
    """All that is known of a document, or that it cannot be read."""
    try:
        found = load_bounded(source) if quick else BoundedLoader(source).get_single_data()
    except (yaml.YAMLError, RecursionError) as error:
        return str(error)
    return repr((dict(found), found.types, found.lines, found.findings)), lines(found.raw), repr(found.raw)


def lines(raw: Raw) -> object:
    """The lines of all scalars."""
    if isinstance(raw, dict):
        return [lines(value) for value in raw.values()]
    if isinstance(raw, list):
        return [lines(value) for value in raw]
    return getattr(raw, "line", None)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_is_read_alike_by_both_parsers(source: str) -> None:
    assert read(source, quick=True) == read(source, quick=False)


@pytest.mark.parametrize(
    "source",
    [
        "tags: [a?b, c]",
        "tags: [a, b? c]",
        "key: !",
        "- |#é",
        "title: a\tb",
        "title: a: b",
        "a: 1\na: 2",
        'title: "不完',
    ],
)
def test_what_libyaml_reads_otherwise_is_read_as_ever(source: str) -> None:
    assert read(source, quick=True) == read(source, quick=False)


def test_plain_front_matter_is_read_by_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    if not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.delattr(yaml_bounded, "BoundedLoader")
    assert load_bounded("title: 一篇\ntags: [a, 'b']\n") == {"title": "一篇", "tags": ["a", "b"]}
