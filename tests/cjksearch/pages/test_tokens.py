"""Tags that are read in one go are what the tokenizer makes of them step by step."""

from __future__ import annotations

import importlib
import re
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from cjksearch.pages.tokens import End, Start, Text, Token, tokens

# The package has functions of the names of its modules.
MODULE = importlib.import_module("cjksearch.pages.tokens")
PIECES = st.sampled_from(
    [
        *('<a href="x">', "<A Href='x'>", "<a b=c/>", '<a b="c"d="e">', '<a b="1" B="2">', "<a =b>"),
        *('<a b = "c">', "<br/>", "<br />", "<br / >", '<img alt="a>b&amp;c"/>', "</a>", "</A x>"),
        *('</a b="c">', "<a", '<a b="', "<script>", "</script>", "<title>", "</title>", "<!-- <a> -->"),
        *("<!-->", "<!", "</", "<1", "<", ">", '"', "text", " ", "\n", "&lt;", "文", "/", "="),
    ]
)


def read(source: str) -> list[tuple[object, ...]]:
    return [shown(token) for token in tokens(source)]


def shown(token: Token) -> tuple[object, ...]:
    match token:
        case Text(data):
            return "text", data
        case Start():
            return "start", token.name, token.attributes, token.is_empty
        case End(name):
            return "end", name
    return ("cut off",)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_plain_tags_read_in_one_go_are_the_same_as_step_by_step(source: str) -> None:
    at_once = read(source)
    with patch.object(MODULE, "_PLAIN_TAG", re.compile("(?!)")):
        assert read(source) == at_once


def test_of_two_attributes_with_one_name_the_first_counts() -> None:
    assert read('<a b="1" B="2" c="&lt;">') == [("start", "a", {"b": "1", "c": "<"}, False)]
