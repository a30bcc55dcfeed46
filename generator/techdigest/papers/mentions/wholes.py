"""A heading, a list item or a line that is, as a whole, a title, but for what notes put around one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.papers.mentions.candidates import OPAQUE, Block, Candidate
from techdigest.papers.mentions.evidence import fitting
from techdigest.papers.mentions.index import LONGEST_TITLE, TitleIndex
from techdigest.papers.model import Paper
from techdigest.papers.titles import title_key

_KIND = (
    r"(?:(?:经典|經典|读|讀)?(?:论文|論文|文献|文獻|读书|讀書|学习|學習|翻译|翻譯|paper|book)[ ]?"
    r"(?:阅读|閱讀|解读|解讀|笔记|筆記|总结|總結|导读|導讀|精读|精讀|分享|翻译|翻譯|浅析|学习|學習|记录|"
    r"notes?|reading|review|summary)?(?:笔记|筆記|notes?)?|notes? on|"
    r"reading notes?|summary of|review of|阅读笔记|中文(?:导读|導讀))"
)
_LEADING = (
    re.compile(r"[\s#>*_~\-–—•·:：|｜,，、.]+"),
    re.compile(r"[\[【(（](?P<mark>[^\[\]【】()（）\n]{1,60})[\]】)）]"),
    re.compile(rf"(?P<kind>{_KIND})[ ]?(?:[:：|｜\-–—_]+|之|(?=[\[【《“\"(（])|\s(?=[A-Z]))", re.IGNORECASE),
    re.compile(r"(?:19|20)\d\d(?:[-_.]\d{1,2}){0,2}(?=[\s_\-:：.、])"),
    re.compile(r"\d{1,3}(?=[\s.)、_\-])"),
    re.compile(r"[A-Z][A-Za-z'’]{1,30}_"),
    re.compile(
        r"[A-Z][A-Za-z'’\-]{1,30}(?:,? (?:et al\.?|and [A-Z][a-z]+))[,.:：]? ?(?:\(?(?:19|20)\d\d\)?[,.:：])?"
    ),
)
_TRAILING = (
    re.compile(r"[\s#*_~\-–—:：|,，、." + OPAQUE + r"]+\Z"),
    re.compile(
        rf"(?:[\-–—|:： ]+|(?<=[》”\"]))(?:{_KIND}|笔记|筆記|阅读|閱讀|解读|解讀|总结|總結)\Z", re.IGNORECASE
    ),
    re.compile(r"[\[【(（][^\[\]【】()（）\n]{1,40}[\]】)）]\Z"),
    re.compile(r"[ _\-]\(?(?:19|20)\d\d\)?\Z"),
)
_STEPS = 8  # things that are taken off at most


def find_whole(titles: TitleIndex, text: str) -> tuple[int, int, Paper] | None:
    """Return where in a text, which holds nothing else of substance, a title stands, and its entry.

    A short title counts only where the text says that it is a note on a paper.
    """
    if len(text) > LONGEST_TITLE:
        return None
    start, end, says_paper = 0, len(text), False
    for _ in range(_STEPS):
        key = title_key(text[start:end])
        papers = titles.by_key(key)
        if papers and OPAQUE not in text[start:end] and (says_paper or not titles.is_short(key)):
            start, end = _tight(text, start, end)
            paper = fitting(papers, text)
            return (start, end, paper) if paper else None
        step = _step(text, start, end)
        if step is None:
            return None
        start, end, says = step
        says_paper = says_paper or says
    return None


def _step(text: str, start: int, end: int) -> tuple[int, int, bool] | None:
    """Take one thing off: from the front if there is any, else from the end."""
    for pattern in _LEADING:
        match = pattern.match(text, start, end)
        if match and match.end() > start:
            said = match.groupdict().get("kind") or match.groupdict().get("mark") or ""
            return match.end(), end, re.search(_KIND, said, re.IGNORECASE) is not None
    for pattern in _TRAILING:
        match = pattern.search(text[start:end])
        if match:
            return start, start + match.start(), re.search(_KIND, match[0], re.IGNORECASE) is not None
    return None


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not title_key(text[start]):
        start += 1
    while end > start and not title_key(text[end - 1]) and text[end - 1] not in "?!)）？！":
        end -= 1
    return start, end


def find_wholes(block: Block) -> Iterator[Candidate]:
    """Yield each line of a block, or the block, that is a title of an entry and nothing else."""
    spans = block.lines if block.has_titles else ()
    if len(spans) > 1:
        spans = (*spans, (spans[0][0], len(block.text)))
    for start, end in spans:
        found = find_whole(block.titles, block.text[start:end])
        if found:
            first, last, paper = found
            title = " ".join(block.text[start + first : start + last].split())
            yield Candidate(start + first, start + last, "title", paper.key, title=title)
