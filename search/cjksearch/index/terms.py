"""Tokens become terms: the strings that postings are kept under."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cjksearch.analysis import Token, form, stem

#: A part of an identifier counts half: ``kube-apiserver`` says less about ``kube`` than the word itself does.
PART_WEIGHT = 0.5


def count_terms(tokens: Iterable[Token]) -> tuple[dict[str, float], int]:
    """Return how often each term occurs, and the length of the text.

    A run of CJK characters gives each character and each pair of neighbours; a word gives its stem and its
    form, and those of its parts at `PART_WEIGHT`. The length counts pairs and words, not single characters
    and forms, which would count the same text twice.
    """
    singles: list[str] = []
    pairs: list[str] = []
    words: list[str] = []
    parts: list[str] = []
    length = 0
    for token in tokens:
        text = token.text
        if token.cjk:
            singles += text
            pairs += map(str.__add__, text, text[1:]) if len(text) > 1 else ()
        else:
            words += (stem(text), form(text))
            parts += map(stem, token.parts)
            parts += map(form, token.parts)
            length += 1
    counts: dict[str, float] = dict(Counter(singles))
    counts.update(Counter(pairs))
    for word, n in Counter(words).items():
        counts[word] = counts.get(word, 0.0) + n
    for part, n in Counter(parts).items():
        counts[part] = counts.get(part, 0.0) + n * PART_WEIGHT
    counts.pop("", None)  # the form of a word that has none
    return counts, len(pairs) + length
