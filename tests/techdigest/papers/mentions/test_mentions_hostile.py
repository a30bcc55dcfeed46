"""Arbitrary text: nothing is raised, places are right, code and formulas name nothing, time is linear."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.mentioned import read_corpus, registry
from techdigest.papers.mentions import find_named, scan_text
from techdigest.papers.mentions.citations import parse_citation

REGISTRY = registry()
_TEXTS = [text.text for path in sorted(Path(__file__).parent.glob("*.txt")) for text in read_corpus(path)]
_MARKS = [
    *'《》“”"[]()<>`$\\@:：。.\n #-*_!|{}~',
    *("```\n", "$$", "\\\\(", "\\)", "<!--", "-->", "<a href=", "://", "    "),
]
splices = st.lists(st.sampled_from(_TEXTS) | st.sampled_from(_MARKS) | st.text(max_size=8), max_size=12).map(
    "".join
)
cuts = st.tuples(
    st.sampled_from(_TEXTS), st.sampled_from(_TEXTS), st.integers(0, 80), st.integers(0, 80)
).map(lambda parts: parts[0][: parts[2]] + parts[1][parts[3] :])
_SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_SETTINGS
@given(st.text() | splices | cuts)
def test_places_point_at_the_text_whatever_it_is(text: str) -> None:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for mention in scan_text(text, "a.md", REGISTRY):
        if mention.form not in ("front-matter", "note-title"):
            rest = "\n".join(lines[mention.line - 1 :])[mention.column - 1 :]
            assert rest.startswith(mention.text)
        assert len(mention.text) <= 300
        assert len(mention.sentence) <= 300


@_SETTINGS
@given(st.text() | splices | cuts)
def test_named_places_are_in_order_and_apart(text: str) -> None:
    end = 0
    for named in find_named(text, REGISTRY):
        assert end <= named.start < named.end <= len(text)
        assert named.key in REGISTRY.by_key
        end = named.end
    parse_citation(text)


@_SETTINGS
@given(st.sampled_from(_TEXTS))
def test_code_and_formulas_name_nothing(text: str) -> None:
    line = " ".join(text.replace("`", "").replace("$", "").split())
    fence = text.replace("```", "").replace("~~~", "")
    for hidden in (
        f"Before.\n\n`````\n{fence}\n`````\n\nAfter.",
        f"Before `` {line} `` after.",
        f"Before.\n\n$$\n{line}\n$$\n\nAfter.",
        "Before.\n\n" + "\n".join(f"    {part}" for part in text.split("\n") if part.strip()),
        f"<!-- {line.replace('--', '')} -->",
    ):
        assert scan_text(hidden, "a.md", REGISTRY) == (), hidden


_REPEATED = [
    *(
        "[",
        "[a](",
        "《",
        "“",
        '"',
        "`",
        "$",
        "<a ",
        '<a "',
        "<a href='",
        "<!--",
        "[@a; ",
        "论文：",
        "[1] A. B. ",
    ),
    *(
        "http://",
        "\\[",
        "\\begin{a}",
        "10.1145/",
        "arXiv:",
        "attention is all you ",
        "A. Attention Is All You Need. ",
    ),
    *("[a]: b\n", "- a\n", "# a\n", "2013_", "[x]", "(", "A, B. and ", "![", "{#a ", "\\"),
]


@pytest.mark.parametrize("token", _REPEATED)
def test_repeated_marks_take_no_longer_than_other_text(token: str) -> None:
    text = token * (100_000 // len(token))
    start = time.perf_counter()
    scan_text(text, "a.md", REGISTRY)
    assert time.perf_counter() - start < 5, token
