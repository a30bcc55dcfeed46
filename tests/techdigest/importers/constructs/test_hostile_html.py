"""HTML of a post that would run something, whole or in pieces: nothing of it is left."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from support.importing import applied, context_for
from techdigest.importers.constructs import RULES

PIECES = [
    *(
        "<script>",
        "</script>",
        "<scr",
        "ipt>",
        "<img src=x onerror=f()>",
        "<img ",
        "onerror=f() ",
        "<",
        ">",
        "/",
    ),
    *(
        "<iframe src='javascript:f()'>",
        "<a href='javascript:f()'>",
        "<a href=java&#9;script:f()>",
        "</a>",
        "<svg/",
    ),
    *(
        "onload=f()>",
        '"',
        "'",
        "<b onclick='f()'>",
        "<x@ onfocus=f()>",
        "[x](javascript:f())",
        "]( <",
        "](<",
        ")",
    ),
    *(
        "[[",
        "]]",
        "[name=a]",
        "%%",
        "~~",
        "^[",
        "]",
        "<style>",
        "</style>",
        "<form action=x>",
        "a",
        " ",
        "\n",
    ),
]


class Tags(HTMLParser):
    """Collects what a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.running: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that runs something."""
        is_active = tag in ("script", "iframe", "style", "form", "object")
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            is_active |= name.startswith("on") or address.startswith("javascript:")
        if is_active:
            self.running.append(tag)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=15).map("".join),
    st.sampled_from(["hexo", "hackmd", "obsidian"]),
)
def test_nothing_that_runs_is_left(text: str, dialect: str) -> None:
    no_code = re.sub(" {2,}", " ", text)  # what is indented is shown, and runs nowhere
    tags = Tags()
    for block in re.split(r"\n\s*\n", applied(RULES, no_code, context_for(dialect))):
        tags.feed(f"{block}\n")  # no tag goes on behind a blank line
        tags.close()
        tags.reset()
    assert tags.running == []
