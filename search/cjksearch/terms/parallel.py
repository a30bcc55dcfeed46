"""Terms that stand at the same place of two translations: tags, titles and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cjksearch.analysis import normalise
from cjksearch.terms.han import fits, is_term, segment
from cjksearch.terms.latin import content_words, key, latin_term, words
from cjksearch.terms.model import Claim, Parallel

_COLON = re.compile("[：:]")
_CHINESE_LIST = re.compile("[、与和與及]")
_ENGLISH_LIST = re.compile(r",\s*(?:and\s+)?|\s+and\s+")


def parallel_claims(given: Parallel) -> Iterator[Claim]:
    """Yield the terms that a translation shares with its original; nothing if the lines do not match up."""
    if len(given.chinese) != len(given.english):
        return
    pairs = list(zip(given.chinese, given.english, strict=True))
    if given.kind == "tags":
        if any((a in given.english or b in given.chinese) and a != b for a, b in pairs):
            return  # what both have stands at different places: the order says nothing
        shared = any(a == b for a, b in pairs)
        for han, latin in pairs:
            if claim := _same(given, han, latin, 0.85 if shared else 0.65):
                yield claim
        return
    for chinese, english in pairs:
        yield from _line(given, chinese, english)


def _line(given: Parallel, chinese: str, english: str) -> Iterator[Claim]:
    """Yield the terms of two lines: of the parts around a colon, and of lists whose items all match."""
    left, right = _COLON.split(chinese), _COLON.split(english)
    if len(left) != len(right):
        return
    for han_part, latin_part in zip(left, right, strict=True):
        items, others = _CHINESE_LIST.split(han_part), _ENGLISH_LIST.split(latin_part)
        is_list = len(items) == len(others) > 1
        if not is_list:
            items, others = [han_part], [latin_part]
        found = [
            _same(given, han, latin, 0.55 if is_list else 0.6, is_item=is_list)
            for han, latin in zip(items, others, strict=True)
        ]
        if all(found):
            yield from (claim for claim in found if claim)


def _same(
    given: Parallel, chinese: str, english: str, trust: float, *, is_item: bool = False
) -> Claim | None:
    """Return that two wordings are the same term, if they can be."""
    written, term = chinese.strip(), latin_term(english.strip())
    folded = normalise(written)
    if not term or not is_term(folded):
        return None
    parts, latin = segment(folded), content_words(term)
    if given.kind == "lines" and (len(latin) != len(words(term)) or len(latin) > 3):
        return None  # a sentence rather than a term
    if not fits(parts, len(latin)) or (given.kind == "lines" and len(latin) == 1 < len(parts)):
        if is_item:
            return None
        # 误判率, false positive rate: one word for several is common, but so is a heading that says less.
        if len(parts) > len(latin) + 1 or (given.kind == "lines" and len(parts) > len(latin)):
            return None
        trust -= 0.1 if len(parts) < len(latin) <= len(folded) else 0.15
    return Claim(
        written,
        term,
        given.place,
        given.lang,
        trust,
        given.kind,
        given.document,
        names=(folded, key(term)),
    )
