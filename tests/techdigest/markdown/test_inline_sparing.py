"""Inline patterns that are not tried would not have matched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from techdigest.diagnostics import Diagnostics
from techdigest.markdown.context import RenderContext
from techdigest.markdown.extension import TechDigestExtension
from techdigest.markdown.inline import SparingInline, needed_by
from techdigest.math.typesetter import Typesetter

_NAMES = ["abbr", "attr_list", "footnotes", "md_in_html", "tables", "pymdownx.inlinehilite", "pymdownx.mark"]
_PIECES = (
    *("*", "**", "_", "__", "=", "==", "`", "``", "\\", "\\*", "[", "]", "](", "](b.md)", "[^1]", "![", "!"),
    *("<", ">", "<b>", "</b>", "<http://a.example/>", "<a@b.example>", "&", "&amp;", "&#42;", "  \n", "\n"),
    *("[@key]", "@", "字", "a", " ", "$x$", "\x02klzzwxh:0001\x03", "https://a.example", "\n\n", "| "),
)
texts = st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)


def _markdown() -> Markdown:
    context = RenderContext(Diagnostics(), Typesetter(), Path())
    return Markdown(extensions=[*_NAMES, TechDigestExtension(context)])


@pytest.fixture(scope="module")
def convert() -> Callable[[str, bool], str]:
    both = {True: _markdown(), False: _markdown()}
    both[False].treeprocessors.register(InlineProcessor(both[False]), "inline", 20)
    for markdown in both.values():
        markdown.treeprocessors.deregister("td-typeset")  # takes long, and comes later
    return lambda text, is_sparing: both[is_sparing].reset().convert(text)


@settings(deadline=None, max_examples=300)
@given(text=texts)
def test_text_becomes_what_python_markdown_makes_of_it(
    text: str, convert: Callable[[str, bool], str]
) -> None:
    assert convert(text, True) == convert(text, False)


@given(text=texts)
def test_each_match_of_a_pattern_holds_what_the_pattern_is_said_to_need(text: str) -> None:
    for pattern in _PATTERNS:
        for match in pattern.getCompiledRegExp().finditer(text):
            assert not set(needed_by(pattern)).isdisjoint(match[0])


def test_it_is_known_of_all_our_patterns_what_they_need() -> None:
    assert all(needed_by(pattern) for pattern in _PATTERNS)


def test_python_markdown_still_has_what_is_replaced() -> None:
    assert hasattr(InlineProcessor, "_InlineProcessor__handleInline")
    assert hasattr(InlineProcessor, "_InlineProcessor__applyPattern")
    assert isinstance(_markdown().treeprocessors["inline"], SparingInline)


_PATTERNS = list(_markdown().inlinePatterns)
