"""What the plain form of a digest says about its items: source lines, and domains in the summary list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from techdigest.notes.fences import Line
from techdigest.notes.links import find_links, is_web_url
from techdigest.notes.model import Source
from techdigest.notes.plain import inline_to_plain

_FIRST_LINES = 6  # not blank, below the heading: where source and domain lines are looked for
_LONGEST_LINE = 5000  # characters; of longer lines only the beginning is read
_MAX_ENTRIES = 100  # of a summary list
_LABELLED = re.compile(
    r"^[ \t>]*(?:[-*+][ \t]+)?[*_【\[]{0,3}"
    r"(?P<label>[A-Za-z\u4e00-\u9fff]{1,12}(?:[ ][A-Za-z]{1,12}){0,2})[*_】\]]{0,3}"
    r"[ \t]*[:：][*_]{0,3}[ \t]*(?P<rest>.*)$"
)
_SOURCE_LABELS = frozenset(
    """
    原文 原文链接 原文連結 原文地址 原文网址 原文網址 原文出处 原文出處 链接 連結 文章链接 文章連結
    来源 來源 出处 出處 地址 论文 論文 论文链接 論文連結
    source sources link links original via paper url read
    """.split()  # noqa: SIM905 - easier to read than a page of quotes
) | {"original post", "original link", "original article", "source link"}
_DOMAIN_LABELS = frozenset({"领域", "領域", "分类", "分類", "domain", "domains", "field"})
_SUMMARY = re.compile(
    r"^(?:tl[;,:]?\s?dr|本期(?:内容|內容|目录|目錄|要点|要點|摘要)|内容|內容|目录|目錄|摘要|概览|概覽|要点|重點|"
    r"(?:in )?this issue|in this (?:issue|digest)|contents|summary|overview)\W*$",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"^[ \t]{0,3}(?:[-*+]|\d{1,3}[.)、])[ \t]*(?P<text>\S.*)$")
_TRAILING_CODE = re.compile(r"[ \t（(\[]*`(?P<code>[^`\n]{1,80})`[ \t）)\]，,、]*$")


@dataclass(frozen=True, slots=True)
class Hints:
    """The sources and domains that the first lines of a section name, and the lines that do so."""

    sources: tuple[Source, ...] = ()
    domains: tuple[str, ...] = ()
    lines: frozenset[int] = field(default_factory=frozenset)


def read_hints(lines: Sequence[Line]) -> Hints:
    """Read a section's first lines: `原文：<url>`, `Source: [title](url)`, `Domain: cloud`, or a list."""
    sources: dict[str, Source] = {}
    domains: list[str] = []
    used: set[int] = set()
    in_list = False
    first = [line for line in lines if line.text.strip()][:_FIRST_LINES]
    for line in first:
        if line.is_code or line.text.startswith("#"):
            break
        label, rest = _labelled(line.text)
        links = [link for link in find_links(line.text[:_LONGEST_LINE]) if is_web_url(link.url)]
        if label in _DOMAIN_LABELS:
            domains += _names(rest)
            used.add(line.number)
        elif (label in _SOURCE_LABELS and (links or not rest)) or (
            in_list and links and _ENTRY.match(line.text)
        ):
            for link in links:
                sources.setdefault(link.url, link)
            in_list = True
            used.add(line.number)
        else:
            in_list = False
    return Hints(
        tuple(sources.values()), tuple(domains), frozenset(used) if sources or domains else frozenset()
    )


def is_hint(text: str) -> bool:
    """Whether a line of a section, its links taken out, only names sources or domains."""
    label, rest = _labelled(text)
    return label in _DOMAIN_LABELS or (label in _SOURCE_LABELS and not re.search(r"[^\W_]", rest))


def is_summary(title: str) -> bool:
    """Whether a heading opens the list of what is in the issue."""
    return _SUMMARY.match(title.strip()) is not None


def read_summary(lines: Sequence[Line]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the entries of a summary list: plain text and the domains in backticks at the end."""
    entries: list[tuple[str, tuple[str, ...]]] = []
    for line in lines:
        match = None if line.is_code else _ENTRY.match(line.text[:_LONGEST_LINE])
        if match and len(entries) < _MAX_ENTRIES:
            text = match["text"].rstrip()
            names: list[str] = []
            while code := _TRAILING_CODE.search(text, max(0, len(text) - 200)):
                names.insert(0, code["code"].strip())
                text = text[: code.start()]
            entries.append((inline_to_plain(text), tuple(name for name in names if name)))
    return entries


def match_summary(
    titles: Sequence[str], entries: Sequence[tuple[str, tuple[str, ...]]]
) -> list[tuple[str, ...]]:
    """Return the domains of each title from the summary's entries.

    Entries that read like a title belong to it; as many entries as titles belong to them in order for the
    rest.
    """
    found: list[tuple[str, ...]] = [()] * len(titles)
    if len(titles) > _MAX_ENTRIES:
        return found
    grams_of_titles = [_grams(title) for title in titles]
    grams_of_entries = [_grams(text) for text, _ in entries]
    pairs = sorted(
        (-_similarity(t, e), abs(i - j), i, j)
        for i, t in enumerate(grams_of_titles)
        for j, e in enumerate(grams_of_entries)
    )
    free_titles, free_entries = set(range(len(titles))), set(range(len(entries)))
    for cost, _, i, j in pairs:
        if cost <= -0.4 and i in free_titles and j in free_entries:
            found[i] = entries[j][1]
            free_titles.discard(i)
            free_entries.discard(j)
    if len(entries) == len(titles):
        for i in free_titles & free_entries:
            found[i] = entries[i][1]
    return found


def _labelled(text: str) -> tuple[str, str]:
    """Return the label of a line, lower case, and what is behind it; empty where it has none."""
    match = _LABELLED.match(text[:_LONGEST_LINE])
    return (" ".join(match["label"].lower().split()), match["rest"]) if match else ("", "")


def _names(text: str) -> list[str]:
    codes = re.findall(r"`([^`\n]{1,80})`", text)
    return codes or [part.strip() for part in re.split("[,，、;；/]", text) if part.strip()]


def _grams(text: str) -> frozenset[str]:
    """Return words and pairs of Han characters, lower case."""
    lower = text[:300].lower()
    words = re.findall(r"[a-z0-9]+", lower)
    han = [
        run[i : i + 2] for run in re.findall("[\u4e00-\u9fff]+", lower) for i in range(max(1, len(run) - 1))
    ]
    return frozenset(words + han)


def _similarity(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
