"""Where sentences end, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ABBREVIATIONS = r"al|e\.g|i\.e|cf|vs|etc|Fig|Eq|Sec|Dr|Prof|Proc|Conf|Symp|Trans|pp|p|vol|no|[A-Z]"
_END = re.compile(
    r"[。！？!?；…]+[”’」』》）)\"]*|(?<!\.)\.(?=[ \t\n]+[\"“‘(\[《*_]*[A-Z0-9\u3400-\u9fff]|[ \t]*\Z|"
    r"[ \t]*(?=[\u3400-\u9fff]))[”\")]*"
)
_ABBREVIATED = re.compile(rf"(?:\A|[\s(（,.])(?:{_ABBREVIATIONS})\Z")


def ends_of_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the marks that end sentences; the full stop of an abbreviation is none."""
    for match in _END.finditer(text):
        before = text[max(0, match.start() - 8) : match.start()]
        if match[0][0] != "." or not _ABBREVIATED.search(before):
            yield match.span()
