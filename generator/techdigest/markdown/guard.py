"""Text that would keep Python-Markdown busy for minutes, or exhaust its stack, is shown as it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from techdigest.markdown.cost import block_cost, tag_cost
from techdigest.markdown.render import Current, Rendering

_BLOCK_LIMIT = 1_000_000  # units of `cost`: about 0.3 seconds for one block
_PAGE_LIMIT = 4_000_000  # for the page as a whole,
_PER_CHARACTER = 20  # and this much more for each of its characters
_SUSPECT = 50_000  # what a block costs at least to be held responsible for its page
_MAX_BLOCK = 1_000_000  # characters without a blank line
_MAX_DEPTH = 30  # quotes, lists and the like inside each other; the parser's stack holds about 100

_MAX_REFERENCES = 300  # to one footnote: each reference is compared with all others
_NOTE = re.compile(r"\[\^([^\[\]\s]*)\]")

_MARKER = r"(?:>|(?:[-*+]|[0-9]{1,9}[.)]|:)(?=[ ]|$)|(?:!!!|\?\?\?\+?|===[!+]?)(?=[ ])|\[\^[^\[\]]*\]:)"
_NEST = re.compile(rf"(?:[ ]*{_MARKER})+")
_ONE_MARKER = re.compile(_MARKER)

_MESSAGE = "This text {} and is shown as it stands"
_HINT = "put text that is no Markdown between two lines of ``` (three backticks)"


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines from `start` up to `end`, without a blank one between them."""

    start: int
    end: int


class Guard(Preprocessor):
    """Takes hostile blocks out before any rule but that of fences reads them."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines, hostile blocks replaced by tokens for preformatted text; no line moves."""
        reasons = hostile_blocks(lines)
        for (start, end), reason in reasons.items():
            _report(self._current.rendering, lines[start:end], reason)
            shown = escape("\n".join(lines[start:end]), quote=False)
            stashed = self.md.htmlStash.store(f'<pre class="td-unread"><code>{shown}</code></pre>')
            lines[start:end] = [stashed, *[""] * (end - start - 1)]
        return lines


def hostile_blocks(lines: list[str]) -> dict[tuple[int, int], str]:
    """Return the line ranges of hostile blocks and what is wrong with each."""
    blocks = list(_blocks(lines))
    texts = ["\n".join(lines[block.start : block.end]) for block in blocks]
    page_size = sum(map(len, texts))
    deep = _deep_blocks(lines, blocks)
    popular = {
        note for note, count in Counter(_NOTE.findall("\n".join(texts))).items() if count > _MAX_REFERENCES
    }
    found: dict[tuple[int, int], str] = {}
    page_cost, page_limit = 0.0, _PAGE_LIMIT + _PER_CHARACTER * page_size
    for block, text in zip(blocks, texts, strict=True):
        cost = block_cost(text) + tag_cost(text, page_size)
        if block in deep:
            found[block.start, block.end] = f"is nested more than {_MAX_DEPTH} deep"
        elif popular and not popular.isdisjoint(_NOTE.findall(text)):
            found[block.start, block.end] = f"refers to one footnote more than {_MAX_REFERENCES} times"
        elif len(text) > _MAX_BLOCK:
            found[block.start, block.end] = f"has {len(text)} characters without a blank line"
        elif cost > _BLOCK_LIMIT or (cost > _SUSPECT and page_cost + cost > page_limit):
            found[block.start, block.end] = "leaves too many brackets, tags or the like open"
        else:
            page_cost += cost
    return found


def _blocks(lines: list[str]) -> Iterator[_Block]:
    start = 0
    for number, line in enumerate([*lines, ""]):
        if not line.strip():
            if start < number:
                yield _Block(start, number)
            start = number + 1


def _deep_blocks(lines: list[str], blocks: list[_Block]) -> set[_Block]:
    """Return the blocks with a line whose markers, with those of the lines around it, nest too deep."""
    deep: set[_Block] = set()
    open_at: list[int] = []  # columns of the markers that the line is inside of
    for block in blocks:
        for line in lines[block.start : block.end]:
            column = len(line) - len(line.lstrip(" "))
            while open_at and open_at[-1] >= column and line.strip():
                open_at.pop()
            markers = _NEST.match(line)
            if markers:
                columns = [match.start() for match in _ONE_MARKER.finditer(markers[0])]
                if len(open_at) + len(columns) > _MAX_DEPTH:
                    deep.add(block)
                else:
                    open_at += columns
    return deep


def _report(rendering: Rendering, lines: list[str], reason: str) -> None:
    rendering.report(lines[0], "too-hostile", _MESSAGE.format(reason), _HINT)


def register_guard(md: Markdown, current: Current) -> None:
    """Register the processor: after fences are stashed (25), so that what is left is no code to anybody."""
    md.preprocessors.register(Guard(md, current), "td-guard", 24)
