"""Markdown as it is written here: links, pictures, fences; and where pictures and posts are found."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

from techdigest.importers.constructs.base import Context
from techdigest.importers.model import Outcome

_REMOTE = re.compile(
    r"(?:[a-z][a-z0-9+.\-]{1,30}:)?//|(?:data|mailto|tel|https?|obsidian|javascript):", re.IGNORECASE
)
PART = r"(?P<part>#[^\s()<>\[\]\"'{}]{1,300})?"  # of a page, behind its address
GAP = "<!-- -->"  # keeps apart what would become something together
MISSING = "the source lacks this file"
ELSEWHERE = "lies on another site, and was not fetched"


class Found(NamedTuple):
    """Where a picture or a post will be, what became of its address, and what a person has to know."""

    address: str
    outcome: Outcome
    why: str = ""


def is_remote(address: str) -> bool:
    """Whether an address leads to another site, or is none of a file."""
    return _REMOTE.match(address.strip()) is not None


def picture(context: Context, target: str) -> Found:
    """Return where a picture will be."""
    target = target.strip()
    name = context.file_at(target) if target else None
    if name is not None:
        return Found(name, Outcome.KEPT if name == target else Outcome.CONVERTED)
    return Found(target, Outcome.KEPT, ELSEWHERE if is_remote(target) else MISSING)


def destination(address: str) -> str:
    """Return an address as it stands in the round brackets of a link."""
    address = address.strip().replace("\n", "")
    if re.search(r"[\s<>()]", address):
        address = re.sub(r"[\s<>()]", lambda match: quote(match[0], safe=""), address)
    return address


def link(text: str, address: str, title: str = "") -> str:
    """Return a link; its text is Markdown."""
    return f"[{text}]({destination(address)}{_title(title)})"


def image(address: str, alt: str = "", title: str = "", *, width: str = "", height: str = "") -> str:
    """Return a picture; `alt` and `title` are plain text, `width` and `height` as HTML has them."""
    sizes = [f'{name}="{size}"' for name, size in (("width", width), ("height", height)) if _is_size(size)]
    attributes = f"{{ {' '.join(sizes)} }}" if sizes else ""
    return f"![{plain(alt)}]({destination(address)}{_title(title)}){attributes}"


def plain(text: str) -> str:
    """Return plain text as it stands in the square brackets of a link."""
    return re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", " ".join(text.split()))


def fence_for(code: str) -> str:
    """Return the marks of a fence that the code does not close."""
    longest = max((len(marks) for marks in re.findall(r"^[ \t>]*(`{3,})", code, re.MULTILINE)), default=2)
    return "`" * max(3, longest + 1)


def _title(title: str) -> str:
    return ' "{}"'.format(" ".join(title.split()).replace('"', "&quot;")) if title.strip() else ""


def _is_size(size: str) -> bool:
    return re.fullmatch(r"[0-9]{1,5}(?:\.[0-9]{1,3})?(?:%|px|em|rem|vw)?", size) is not None
