"""Terms that the text itself explains: 追踪（tracing）, tracing（追踪）, action masking，即动作掩码."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cjksearch.analysis import normalise
from cjksearch.terms.han import HAN, fits, is_border, is_term, segment
from cjksearch.terms.latin import content_words, key, latin_term
from cjksearch.terms.model import Claim, Kind, Passage

# Every quantifier is bounded, so that no text takes more than linear time.
_QUOTES = "“”「」『』\"'*`"
_BRACKET = re.compile(r"[（(]([^（）()\n]{1,80})[）)]")
_RUN = re.compile(f"([{HAN}]{{1,14}})([{_QUOTES}]?) ?$")
_LATIN_BEFORE = re.compile(rf"(^|[^A-Za-z0-9_./:@#-])([A-Za-z][A-Za-z '’-]{{1,60}}?)[{_QUOTES}]? ?$")
_ALIAS = re.compile(
    "^(?:[也又亦]?(?:叫|[称稱])做?|又名|常?[简簡][称稱]|全[称稱]|即|[译譯][作为為]"
    "|英文名?[是为為叫]?|英[语語]|中文[是为為叫]?)[:：]? ?"
)
_APPOSITION = re.compile(
    rf"([A-Za-z][A-Za-z -]{{2,48}})[{_QUOTES}]?[，,] ?"
    rf"(?:即|也就是|中文[叫是]|[译譯][作为為])[{_QUOTES}]?([{HAN}]{{2,10}})"
    rf"(?=[{_QUOTES}]?[，。；、）)\n]|$)"
)
_APPOSES = re.compile("[，,] ?(?:即|也就是|中文[叫是]|[译譯][作为為])")  # what each apposition has
_DEFINES = re.compile(f"(?:叫|叫做|[称稱][为為作]|所[谓謂]|名[为為]|即|就是)[{_QUOTES}]?$")


class _Before(NamedTuple):
    """A Chinese term before a bracket: as written, how far to trust it, and on which condition."""

    written: str
    trust: float
    repeated: str = ""
    outnumbers: tuple[str, str] | None = None


def claims(passage: Passage) -> Iterator[Claim]:
    """Yield what a passage says of terms. Linear in the length of its text."""
    text = passage.text
    for match in _BRACKET.finditer(text):
        before = text[max(0, match.start() - 64) : match.start()].rpartition("\n")[2]
        yield from _bracket(passage, before, match[1])
    if not _APPOSES.search(text):
        return
    for line in text.split("\n"):
        for match in _APPOSITION.finditer(line) if _APPOSES.search(line) else ():
            latin, han = latin_term(match[1]), match[2]
            folded = normalise(han)
            if latin and is_term(folded) and fits(segment(folded), len(content_words(latin))):
                yield _claim(passage, _Before(han, 0.6), latin, "apposition")


def _bracket(passage: Passage, before: str, inner: str) -> Iterator[Claim]:
    parts = _parts(inner)
    if not parts:
        return
    if (run := _RUN.search(before)) and (latin := latin_term(parts[0])):
        if found := _before_bracket(before, run, latin):
            for number, part in enumerate(parts):
                other = latin_term(part)
                if other and (number == 0 or len(content_words(other)) > 1):
                    yield _claim(passage, found, other, "bracket", 0.1)
    elif (run := _LATIN_BEFORE.search(before)) and (latin := latin_term(run[2].strip())):
        han = parts[0].strip(_QUOTES)
        folded = normalise(han)
        if not is_term(folded) or not fits(segment(folded), len(content_words(latin))):
            return
        # In an English sentence nothing says where the term begins, unless the sentence begins there too.
        is_alone = not before[: run.start(2)].strip() or re.search(f"[{HAN}]", before[: run.start(2)])
        if is_alone or len(content_words(latin)) == 1:
            yield _claim(passage, _Before(han, 0.45, folded), latin, "gloss", 0.15)


def _parts(inner: str) -> list[str]:
    """Return the wordings in a bracket; none if it lists examples."""
    if "、" in inner:
        return []
    return [part for raw in re.split("[,，;；]| / ", inner) if (part := _ALIAS.sub("", raw.strip()))]


def _before_bracket(before: str, run: re.Match[str], latin: str) -> _Before | None:
    """Return the term that ends before a bracket, and how far its border can be trusted."""
    written, quote = run[1], run[2]
    folded = normalise(written)
    if len(folded) != len(written):
        return None
    wanted = len(content_words(latin))
    parts = segment(folded)
    kept: list[str] = []
    border = ""
    for word in reversed(parts):
        if is_border(word):
            border = word
            break
        kept.insert(0, word)
    # The words of a mixed term (`Bloom 过滤器`) belong together.
    head = before[: run.start(1)].rstrip()
    is_open = not border and (len(written) == 14 or bool(re.search(r"[A-Za-z0-9]$", head)))
    is_quoted = bool(quote) and len(kept) == len(parts) and bool(re.search(f"[{_QUOTES}]$", head))
    if is_open or not kept:
        return None
    term = "".join(kept)
    if not is_term(term):
        return None
    if not fits(kept, wanted) and not is_quoted:
        return _by_repetition(written, kept, wanted, border)
    defines = _DEFINES.search(before[: len(before) - len(run[0]) + len(written) - len(term)])
    trust = (0.65 if wanted > 1 else 0.45) + 0.2 * bool(is_quoted or defines)
    return _Before(written[len(written) - len(term) :], trust, term)


def _by_repetition(written: str, kept: list[str], wanted: int, border: str) -> _Before | None:
    """Cut words that do not come again with the term, or take a term that English needs one word more for."""
    term = "".join(kept)
    if len(kept) == 1:
        is_short = wanted == 2 and border != "的"  # 误判, false positive
        found = _Before(written[len(written) - len(term) :], 0.6, outnumbers=(term, ""))
        return found if is_short else None
    for start in range(1, len(kept)):
        shorter = kept[start:]
        text = "".join(shorter)
        if fits(shorter, wanted) and len(shorter[0]) > 1 and is_term(text):
            longer = "".join(kept[start - 1 :])
            return _Before(written[len(written) - len(text) :], 0.55, outnumbers=(text, longer))
    return None


def _claim(passage: Passage, found: _Before, latin: str, kind: Kind, bonus: float = 0.0) -> Claim:
    return Claim(
        found.written,
        latin,
        passage.place,
        passage.lang,
        found.trust,
        kind,
        passage.document,
        names=(normalise(found.written), key(latin)),
        repeated=found.repeated,
        bonus=bonus,
        outnumbers=found.outnumbers,
    )
