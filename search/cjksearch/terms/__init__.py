"""Pairs of Chinese and English terms, mined from texts that name both.

`mine` reads passages and translations that stand side by side and returns `TermPair`s; `translations` are
those of a site's units that queries go by. Nothing is learned from elsewhere: each pair is in the texts, at
the places it names. A wrong pair is worse than a missing one, so every doubt leaves a pair out.
"""

from cjksearch.terms.latin import key as term_key
from cjksearch.terms.mine import THRESHOLD, mine
from cjksearch.terms.model import Parallel, Passage, TermPair
from cjksearch.terms.translations import translations

__all__ = ["THRESHOLD", "Parallel", "Passage", "TermPair", "mine", "term_key", "translations"]
