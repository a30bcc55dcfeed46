"""Marks in converted text, and which of them a reader would see."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Seen:
    """The marks that are neither part of a comment nor of a script or the like.

    Attributes:
        marks: All of them.
        prose: Those outside preformatted text.
    """

    marks: set[int] = field(default_factory=set)
    prose: set[int] = field(default_factory=set)


class Marks:
    """Words that stand for pieces of one page. The page's text cannot hold them: it is hashed into them."""

    def __init__(self, text: str) -> None:
        self._word = "td" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
        self._token = re.compile(
            r"(?P<open><!--)|(?P<close>-->)|<(?P<end>/?)(?P<tag>pre|script|style|template)\b"
            rf"|{self._word}x(?P<number>[0-9]+)x",
            re.IGNORECASE,
        )

    def mark(self, number: int) -> str:
        """Return the word for a piece."""
        return f"{self._word}x{number}x"

    def seen(self, html: str) -> Seen:
        """Find the marks that a reader would see in the HTML, in one pass."""
        seen = Seen()
        in_comment, hidden, pre = False, "", 0
        for token in self._token.finditer(html):
            tag = (token["tag"] or "").lower()
            if in_comment:
                in_comment = token["close"] is None
            elif hidden:
                hidden = "" if tag == hidden and token["end"] else hidden
            elif token["open"]:
                in_comment = True
            elif tag == "pre":
                pre = max(pre - 1, 0) if token["end"] else pre + 1
            elif tag:
                hidden = "" if token["end"] else tag
            elif token["number"]:
                seen.marks.add(int(token["number"]))
                if not pre:
                    seen.prose.add(int(token["number"]))
        return seen
