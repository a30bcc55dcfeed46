"""Text copied from a page -> what it shows: its lines, whatever they are."""

from __future__ import annotations

import re

from techdigest.importers.fidelity.facts import Facts, What

_MARKER = re.compile(r"^\s*(?:[•◦▪*+-]|\s\d{1,3}[.)])(?=\s|$)")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'“”‘’，。；：、！？（）「」》]{1,1000}")
_FORMULA = re.compile(r"\\\((.{1,1000}?)\\\)|\\\[(.{1,1000}?)\\\]")
_TRAILING = ".,:;!?"


def read_plain(text: str, first: int = 1) -> Facts:
    """Return what a text without marks shows: each line but gutters, addresses as links, formulas."""
    facts = Facts(is_plain=True)
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        count = _gutter(lines, at)
        if count:
            at += count
            continue
        line = lines[at]
        facts.say(_FORMULA.sub(" ", _MARKER.sub("", line)), first + at)
        for match in _ADDRESS.finditer(line):
            facts.add(What.LINK, "", match[0].replace("\\_", "_").rstrip(_TRAILING), first + at)
        for match in _FORMULA.finditer(line):
            facts.add(What.FORMULA, match[1] or match[2], "", first + at)
        at += 1
    return facts


def _gutter(lines: list[str], at: int) -> int:
    """Return how many lines from `at` on hold nothing but 1, 2, 3 …."""
    count = 0
    while at + count < len(lines) and lines[at + count].strip() == str(count + 1):
        count += 1
    return count
