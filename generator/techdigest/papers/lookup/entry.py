"""A new entry: its key in our style, and its place at the end of papers.bib."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from techdigest.papers.model import Paper

_SMALL_WORDS = frozenset((
    "a", "an", "and", "are", "as", "at", "by", "for", "from", "how", "in", "into", "is", "of", "on", "or",
    "the", "to", "via", "what", "why", "with",
))  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_MAX_HAN = 6


def choose_key(paper: Paper, taken: Container[str]) -> str:
    """Return a key as in `fan2014cuckoo`: family name, year, first word of the title; unique by a letter."""
    family = _letters(paper.authors[0].family if paper.authors else "")
    words = [_letters(word) for word in _WORD.findall(paper.title)]
    word = next((each for each in words if each and each not in _SMALL_WORDS), "")
    word = word if word.isascii() else word[:_MAX_HAN]
    key = f"{family[:40]}{paper.year or ''}{word[:40]}" or "paper"
    candidate, number = key, 1
    while candidate in taken:
        number += 1
        candidate = f"{key}-{number}"
    return candidate


def appended(data: bytes, entry: str) -> bytes:
    """Return a file with an entry at its end: what was there stays, to the byte; its line ends are used."""
    newline = b"\r\n" if b"\r\n" in data else b"\n"
    addition = entry.encode().replace(b"\n", newline)
    if not data.strip():
        return data + addition
    gap = b"" if data.endswith(b"\n") else newline
    return data + gap + newline + addition


def _letters(text: str) -> str:
    """Lower-case letters and digits, without accents."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    return "".join(char for char in plain.lower() if char.isalnum())
