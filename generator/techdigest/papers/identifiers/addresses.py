"""Web addresses in a text, taken apart. Hostile ones never raise and never cost more than their length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

MAX_LENGTH = 2000
"""Longer addresses name no paper."""

# Excluded are what Markdown, quotation and Chinese put right behind an address.
_CHARACTER = r"[!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~]"
_WITH_SCHEME = re.compile(rf"[hH][tT][tT][pP][sS]?://{_CHARACTER}+")
_WITHOUT_SCHEME = re.compile(
    rf"(?<![A-Za-z0-9_.@%=/:&-])[A-Za-z0-9][A-Za-z0-9.-]{{2,80}}\.[a-z]{{2,6}}/{_CHARACTER}+"
)
_NEXT_ADDRESS = re.compile(r"[,;|]https?://", re.IGNORECASE)  # two addresses that only a comma separates
_PARTS = re.compile(
    r"(?:https?://)?(?:[^/?#@]*@)?([^/?#:]*)(?::\d*)?([^?#]*)(?:\?([^#]*))?", re.IGNORECASE | re.DOTALL
)
_EMBEDDED = re.compile(r"https?:/{1,2}(?=[A-Za-z0-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """An address in parts.

    Attributes:
        host: Lower case, without `www.` and port.
        path: Percent-decoded, from its first slash; `//` and a slash at the end do not count.
        query: The decoded pairs behind the question mark.
    """

    host: str
    path: str
    query: tuple[tuple[str, str], ...] = ()

    def value(self, *names: str) -> str:
        """The first value that the query gives one of these names, whatever their case; else nothing."""
        return next((value for name, value in self.query if name.lower() in names), "")


def split_address(text: str) -> Address | None:
    """Take an address apart, with or without `https://`; None for what is too long or has no host."""
    parts = _PARTS.match(text) if len(text) <= MAX_LENGTH else None
    if parts is None or "." not in parts[1]:
        return None
    host = parts[1].lower().rstrip(".").removeprefix("www.")
    path = re.sub("//+", "/", unquote(parts[2])).rstrip("/")
    return Address(host, path, tuple(parse_qsl(parts[3] or "", keep_blank_values=True)))


def embedded(address: Address) -> str | None:
    """The address that another one carries: in an archive's path, or where a redirect leads to."""
    for text in (address.path, *(value for _, value in address.query)):
        if match := _EMBEDDED.search(text):
            # A single slash is what is left of two in a path
            return f"https://{text[match.end() :]}"
    return None


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each address that begins with http:// or https://, without punctuation."""
    yield from _extents(_WITH_SCHEME, text)


def find_bare_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of what looks like an address without `https://`: `arxiv.org/abs/…`."""
    yield from _extents(_WITHOUT_SCHEME, text)


def _extents(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    position = 0
    while match := pattern.search(text, position):
        following = _NEXT_ADDRESS.search(text, match.start(), match.end())
        end = following.start() if following else match.end()
        yield match.start(), match.start() + len(trim(text[match.start() : end]))
        position = end


def trim(written: str) -> str:
    """Drop what belongs to the sentence: punctuation at the end, and brackets that close nothing.

    A closing bracket belongs to the address where it has its opening one there, so that
    `10.1016/0743-7315(92)90014-E` stays whole and `(see doi.org/10.1/x)` loses its last character.
    """
    closing = written.count(")") - written.count("(")
    end = len(written)
    while end:
        last = written[end - 1]
        if last == ")" and closing > 0:
            closing -= 1
        elif last not in ".,;:!?'*~":
            break
        end -= 1
    return written[:end]
