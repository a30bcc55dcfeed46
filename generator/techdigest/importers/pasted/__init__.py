"""Text copied from a rendered page -> posts, and their Markdown.

What such text has lost, marks of headings, fences of code, columns of tables, is found again by what it looks
like. What is a guess is reported as one and has a comment beside it.
"""

from __future__ import annotations

from techdigest.importers.pasted.model import Block, Found, Line
from techdigest.importers.pasted.parts import Part, part_of, titles, without_front
from techdigest.importers.pasted.reading import Converted, read, to_markdown

__all__ = ["Converted", "Found", "Part", "split_posts", "to_markdown"]


def split_posts(text: str, first: int = 1) -> tuple[Part, ...]:
    """Return the posts of a file of pasted text: at least one unless it is empty.

    `first` is the line of the file on which the text begins. Linear in the text.
    """
    blocks, lines, _ = read(without_front(text), first)
    begins = titles(blocks)
    if not blocks:
        return ()
    last = lines[-1].number
    source = text.split("\n")
    parts: list[Part] = []
    starts = [(block, why, block.lines[0].number) for block, why in begins]
    starts.sort(key=lambda each: each[2])
    bounds: list[tuple[Block | None, str, int, int]] = []
    if not starts or starts[0][2] > blocks[0].lines[0].number:
        bounds.append((None, "", first, starts[0][2] if starts else last + 1))
    for place, (block, why, number) in enumerate(starts):
        end = starts[place + 1][2] if place + 1 < len(starts) else last + 1
        bounds.append((block, why, number + 1, end))
    for number, (title, why, start, end) in enumerate(bounds, 1):
        body = [Line(at, source[at - first].rstrip()) for at in range(start, end)]
        parts.append(part_of(title, why, body, number, is_alone=len(bounds) == 1))
    return tuple(parts)
