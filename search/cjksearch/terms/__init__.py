"""Pairs of Chinese and English terms, mined from texts that name both.

`mine` reads passages and translations that stand side by side and returns `TermPair`s; `translations` are
those of a site's units that queries go by. Nothing is learned from elsewhere: each pair is in the texts, at
the places it names. `survey` and `conclude` are the two halves of `mine`: what each text says, and what
comes of all of them. A wrong pair is worse than a missing one, so every doubt leaves a pair out.
"""

from cjksearch.terms.counts import count_in
from cjksearch.terms.latin import key as term_key
from cjksearch.terms.mine import THRESHOLD, conclude, mine, survey
from cjksearch.terms.model import Claim, Parallel, Passage, Survey, TermPair
from cjksearch.terms.parallel import parallel_claims
from cjksearch.terms.translations import translations

__all__ = [
    "THRESHOLD",
    "Claim",
    "Parallel",
    "Passage",
    "Survey",
    "TermPair",
    "conclude",
    "count_in",
    "mine",
    "parallel_claims",
    "survey",
    "term_key",
    "translations",
]
