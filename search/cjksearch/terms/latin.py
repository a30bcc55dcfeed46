"""Which Latin wordings can be terms, and how they are compared."""

from __future__ import annotations

import re
from functools import cache

from cjksearch.analysis import stem
from cjksearch.index.weight import function_words

_WORD = r"[A-Za-z]{1,24}(?:['’][a-z]{1,2})?"
_TERM = re.compile(rf"{_WORD}(?:[ -]{_WORD}){{0,4}}")
_ARTICLE = re.compile("(?:the|an?) +", re.IGNORECASE)
# Words of other languages' grammar are never part of a term; of English ones only these few are.
_ALLOWED = frozenset("of in to at on by for and not".split())  # noqa: SIM905 - as in cjksearch.pages.sections
# What stands in brackets without naming anything.
_EMPTY = frozenset(
    """
    alpha beta ga todo tbd deprecated optional default required example recommended new old other others
    tell ask use run try read write look find make see go get say think keep mind
    two three more most many less few
    yes no on off ok none null true false note tip warning etc link here left right top bottom step
    """.split()  # noqa: SIM905 - easier to read than a page of quotes
)


def latin_term(text: str) -> str:
    """Return `text` without article and outer spaces if it can be a term, else an empty string.

    A term has one to five words of letters, at most 48 characters, begins and ends with no function word, and
    is no identifier (camelCase, digits, dots) and no abbreviation.
    """
    text = " ".join(text.split())
    article = _ARTICLE.match(text)
    term = text[article.end() :] if article else text
    if not 2 < len(term) <= 48 or _TERM.fullmatch(term) is None:
        return ""
    found = words(term)
    if any(word[1:].lower() != word[1:] for word in found if not word.isupper()):
        return ""
    if term.isupper() or all(word.isupper() and len(word) > 1 for word in found):
        return ""
    edges = {found[0].lower(), found[-1].lower()}
    if edges & _all_function_words() or any(
        stem(word.lower()) in _function_stems() and word.lower() not in _ALLOWED for word in found
    ):
        return ""
    return "" if len(found) == 1 and (term.lower() in _EMPTY or len(term) < 4) else term


def words(term: str) -> list[str]:
    """Return the words of a term; a hyphen separates them too."""
    return re.split("[ -]", term)


def content_words(term: str) -> list[str]:
    """Return the words of a term but for function words."""
    return [word for word in words(term) if word.lower() not in _all_function_words()]


def key(term: str) -> str:
    """Return what all spellings of a term share: its stems."""
    return " ".join(stem(word.lower()) for word in words(term))


def _function_stems() -> frozenset[str]:
    return function_words()[0]


@cache
def _all_function_words() -> frozenset[str]:
    return frozenset(word for word in _function_stems() if word.isascii())
