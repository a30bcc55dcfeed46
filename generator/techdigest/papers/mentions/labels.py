"""Labelled lines: `论文地址：…`, `论文：…`, `Paper: …`, with or without a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from techdigest.papers.mentions.candidates import OPAQUE, Block, Candidate, trimmed
from techdigest.papers.mentions.wholes import find_whole

_PAPER = (
    r"(?:论文|論文|文献|文獻|paper)[ ]?(?:地址|链接|連結|鏈接|鏈結|原文|标题|標題|题目|題目|名称|名稱|"
    r"名字|全称|来源|來源|下载|下載|出处|出處|link|title|url|address|name)?"
)
_OTHER = (
    r"(?:原文|题目|題目|标题|標題|出处|出處|来源|來源|参考|參考|链接|連結)(?:链接|連結|鏈接|地址|标题|標題|文献|文獻)?|"
    r"title|source|original|link|reference"
)
_LABEL = re.compile(
    rf"[ \t>]*(?:[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?[ \t]*)?"
    rf"(?:[-*+•][ \t]+|\d{{1,3}}[.)、][ \t]*)?[*_【\[]{{0,3}}(?:(?P<paper>{_PAPER})|{_OTHER})"
    r"[*_】\]]{0,3}[ \t]*(?:\([^()\n]{1,30}\)|（[^（）\n]{1,30}）)?[ \t]*[:：][*_]{0,3}",
    re.IGNORECASE,
)
_COLON = re.compile("[:：]")
_VALUE_END = re.compile(rf"[ \t]*(?:{OPAQUE}|[|｜]|\\\\|$)")
_HAN = re.compile("[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’\-]+")


def label_lines(block: Block) -> Iterator[tuple[int, int, bool]]:
    """Yield the spans of what stands behind labels, and whether the label speaks of papers."""
    for start, end in block.lines if _COLON.search(block.text) else ():
        match = _LABEL.match(block.text, start, end)
        if match and match.end() < end:
            yield match.end(), end, match["paper"] is not None


def find_labelled(block: Block) -> Iterator[Candidate]:
    """Yield the title behind a label: of an entry, or, where the label speaks of a paper, whatever it is."""
    for start, end, is_paper in label_lines(block):
        stop = _VALUE_END.search(block.text, start, end)
        last = stop.start() if stop else end
        inside = next((link for link in block.links if start <= link.start < last), None)
        if inside:
            last = min(last, inside.text_end) if inside.start > start + 2 else inside.text_end
        first, last = trimmed(block.text, start, last)
        text = block.text[first:last]
        found = None
        if block.has_titles:
            found = find_whole(block.titles, f"论文：{text}" if is_paper else text)
        if found:
            shift = first - (3 if is_paper else 0)
            title = " ".join(block.text[shift + found[0] : shift + found[1]].split())
            yield Candidate(
                shift + found[0], shift + found[1], "label", found[2].key, title=title, line=(start, end)
            )
        elif is_paper and _is_title(text):
            edge = text.strip('《》“”"[] ')
            begin = first + text.find(edge)
            yield Candidate(
                begin, begin + len(edge), "label", title=" ".join(edge.split()), line=(start, end)
            )


def as_labelled(block: Block, candidates: list[Candidate]) -> list[Candidate]:
    """Candidates, those behind a label with its form."""
    spans = [(start, end) for start, end, _ in label_lines(block)] if candidates else []
    if not spans:
        return candidates
    return [
        replace(candidate, form="label", line=span)
        if (span := next((s for s in spans if s[0] <= candidate.start and candidate.end <= s[1]), None))
        else candidate
        for candidate in candidates
    ]


def _is_title(text: str) -> bool:
    return (
        OPAQUE not in text
        and 10 <= len(text) <= 300
        and not _HAN.search(text)
        and len(_WORD.findall(text)) >= 3
        and "://" not in text
    )
