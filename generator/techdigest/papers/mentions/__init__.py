"""Where a text names a paper, and which."""

from __future__ import annotations

from collections.abc import Iterator

from techdigest.papers.mentions.candidates import Block, Named
from techdigest.papers.mentions.forms import find_in_block
from techdigest.papers.mentions.index import title_index
from techdigest.papers.mentions.scan import find_mentions, scan_text
from techdigest.papers.mentions.wholes import find_whole
from techdigest.papers.model import Paper
from techdigest.papers.registry import Registry

__all__ = ["Named", "find_mentions", "find_named", "find_titled", "scan_text"]


def find_titled(text: str, registry: Registry) -> Paper | None:
    """The entry whose title a text, such as that of a link, is as a whole, but for what notes put around."""
    titles = title_index(registry)
    found = find_whole(titles, text) if titles.may_stand_in(text) else None
    return found[2] if found else None


def find_named(text: str, registry: Registry) -> Iterator[Named]:
    """Yield the entries that one block of text without markup names, in order, without overlaps.

    Identifiers, titles between marks, in labelled or reference lines, and a line that is a title. Where
    `text` has U+FFFC something else stands, over which no title goes.
    """
    if not registry:
        return
    end = 0
    for found in find_in_block(Block(text, titles=title_index(registry))):
        if found.key and found.form != "citation" and found.start >= end:
            end = found.end
            yield Named(found.start, found.end, found.key, found.form)
