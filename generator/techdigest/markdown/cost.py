r"""How long Python-Markdown may need for a piece of text, estimated in linear time.

Its parser is quick on what people write, but several constructs make it read the rest of a block, or of the
page, once for each occurrence: brackets and backticks that nothing closes, beginnings of tags, a heading on
every line. The estimate adds up how many characters will be read again. One unit is one character read by the
slowest of these loops, about 0.3 µs; the weights of the others were measured (bench/hostile_text.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left

_BRACKETS = re.compile(r"[\[\]]")
_DESTINATION = re.compile(r"\]\(")
_PARENTHESES = re.compile(r"[()]")
_TICKS = re.compile(r"`+")
# Beginnings of tags and declarations up to whatever comes first: their end, or the next beginning.
_TAG = re.compile(r"<([A-Za-z/][^<>]*+|[!?][^<>]*+)(>?)")
# Lines that are split off the front of their block, the rest of which is then read again.
_SPLITTING = re.compile(r"^[ ]*(?:\#|(?:[-=*_][ ]*)+$|\*\[|\[[^\]\n]*\]:|:[ ]|!!!|\?\?\?|===)", re.MULTILINE)

# What becomes an element of its own has one of these at its start and mostly one at its end.
_INLINE = re.compile(r"[*_=^\]<]|~+|`+|\$+")
_NEW_TEXT = re.compile(r"^[ ]*(?:[-*+][ ]|[0-9]{1,9}[.)][ ]|\#|\|)", re.MULTILINE)

_PER_DESTINATION = 0.7
_PER_TICKS = 0.2
_PER_TAG = 0.2
_PER_DECLARATION = 0.8
_PER_SPLIT = 0.4
_PER_BRACE = 0.2
_PER_PAIR = 0.1  # of elements in one text: each is looked for among the others


def block_cost(block: str) -> float:
    """Return the estimate for one block, that is for lines without a blank one between them."""
    return (
        _bracket_cost(block)
        + _PER_DESTINATION * _destination_cost(block)
        + _PER_TICKS * _tick_cost(block)
        + _PER_BRACE * _brace_cost(block)
        + _PER_PAIR * _element_cost(block)
        + _PER_SPLIT * len(block) * len(_SPLITTING.findall(block))
    )


def tag_cost(block: str, page_size: int) -> float:
    """Return the estimate for the unfinished tags of a block; each has the rest of the page read."""
    if "<" not in block:
        return 0.0
    open_tags = declarations = 0
    for match in _TAG.finditer(block):
        if match[1][0] in "!?":
            declarations += not match[1].startswith("!--") or not match[2]
        elif not match[2] or match[1].count('"') % 2 or match[1].count("'") % 2:
            open_tags += 1
    return page_size * (_PER_TAG * open_tags + _PER_DECLARATION * declarations)


def _bracket_cost(block: str) -> float:
    """Sum the distances of opening brackets from the closing ones, or from the end of the block."""
    if "[" not in block:
        return 0.0
    cost, opened = 0, []
    for match in _BRACKETS.finditer(block):
        if match[0] == "[":
            opened.append(match.start())
        elif opened:
            cost += match.start() - opened.pop()
    return float(cost + sum(len(block) - at for at in opened))


def _destination_cost(block: str) -> float:
    """Sum the lengths of link destinations; one with a quote left open goes on to the end of the block."""
    starts = {match.end() - 1 for match in _DESTINATION.finditer(block)}
    if not starts:
        return 0.0
    cost, opened = 0, []
    for match in _PARENTHESES.finditer(block):
        if match[0] == "(":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if start in starts:
                starts.discard(start)
                inside = block[start : min(match.start(), start + 10_000)]
                is_closed = inside.count('"') % 2 == 0 and inside.count("'") % 2 == 0
                cost += len(inside) if is_closed else len(block) - start
    return float(cost + sum(len(block) - start for start in starts))


def _tick_cost(block: str) -> float:
    """Walk over backticks as the parser does; each run reads on to the next of its length, or to the end."""
    if "`" not in block:
        return 0.0
    starts_of: dict[int, list[int]] = {}
    for match in _TICKS.finditer(block):
        starts_of.setdefault(len(match[0]), []).append(match.start())
    cost, at = 0, 0
    while run := _TICKS.search(block, at):
        length = len(run[0])
        starts = starts_of.get(length, [])
        index = bisect_left(starts, run.end())
        if index < len(starts):
            cost += starts[index] - run.start()
            at = starts[index] + length
        else:
            cost += len(block) - run.start()
            at = run.end() + length  # so it does: as many characters after an unmatched run are skipped
    return float(cost)


def _brace_cost(block: str) -> float:
    """Sum the distances of opening braces from the next closing one on the line, or from the line's end."""
    if "{" not in block:
        return 0.0
    cost = 0
    for line in block.split("\n"):
        end = len(line)
        for at in range(len(line) - 1, -1, -1) if "{" in line else ():
            if line[at] == "}":
                end = at
            elif line[at] == "{":
                cost += end - at
    return float(cost)


def _element_cost(block: str) -> float:
    """Sum the squares of the numbers of elements in the texts of the block: items, rows, paragraphs."""
    starts = [match.start() for match in _NEW_TEXT.finditer(block)]
    cost = 0.0
    for start, end in zip([0, *starts], [*starts, len(block)], strict=True):
        cost += (len(_INLINE.findall(block, start, end)) / 2) ** 2
    return cost
