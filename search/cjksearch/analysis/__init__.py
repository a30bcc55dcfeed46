"""One analysis for both sides: this package at build time, ``client/analysis.js`` in the browser.

Text is normalised and folded (`normalise`), cut into tokens (`tokenise`), and each token becomes index terms.
Both sides are tested on the same vectors in ``tests/cjksearch/vectors``.
"""

from cjksearch.analysis.normalise import fold_pairs, normalise
from cjksearch.analysis.stem import form, stem
from cjksearch.analysis.tokenise import Token, tokenise

#: Changes whenever the same text would give other terms; the client refuses an index of another analysis.
ANALYSIS_VERSION = 2

__all__ = ["ANALYSIS_VERSION", "Token", "fold_pairs", "form", "normalise", "stem", "tokenise"]
