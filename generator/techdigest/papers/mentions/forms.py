"""The registry of forms: everything that sees papers in a block of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from techdigest.papers.mentions.candidates import Block, Candidate
from techdigest.papers.mentions.citations import find_citations
from techdigest.papers.mentions.ids import find_bare_ids
from techdigest.papers.mentions.labels import as_labelled, find_labelled
from techdigest.papers.mentions.links import find_linked
from techdigest.papers.mentions.merge import merge
from techdigest.papers.mentions.parsed import find_parsed
from techdigest.papers.mentions.quotes import find_quoted, find_titles
from techdigest.papers.mentions.references import find_references
from techdigest.papers.mentions.wholes import find_wholes

_SIGN = re.compile('[@《"“\\[.:：0-9]')  # one of these is in all that names no title of an entry

FORMS: tuple[Callable[[Block], Iterable[Candidate]], ...] = (
    find_citations,
    find_labelled,
    find_references,
    find_parsed,
    find_titles,
    find_wholes,
    find_quoted,
    find_linked,
    find_bare_ids,
)


def find_in_block(block: Block) -> list[Candidate]:
    """Return the papers that a block names, in order, each place once."""
    if not (block.links or _SIGN.search(block.text) or block.has_titles):
        return []
    candidates = [candidate for find in FORMS for candidate in find(block)]
    return merge(as_labelled(block, candidates), block)
