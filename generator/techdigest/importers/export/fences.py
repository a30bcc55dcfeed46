"""What stands behind the marks of fences, where a target cannot read it there."""

from __future__ import annotations

import re
from html import escape

from techdigest.notes.fences import lines_of

_OPENING = re.compile(r"(?P<margin>[ \t>]*)(?:`{3,}|~{3,})[ \t]*(?P<language>[^\s{}]*)(?P<info>.*)")
_ATTRIBUTE = r'(?:[.#][\w-]+|[A-Za-z_:][\w:.-]*=(?:"[^"\\{}]*"|[A-Za-z][\w.:-]*|\d+(?:\.\d+)?))'
_BRACES = str.maketrans({mark: f"&#{ord(mark)};" for mark in "{}\\"})
_READABLE = re.compile(rf"[^{{]*(?:\{{[ ]*{_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*[ ]*\}}[ ]*)?", re.ASCII)


def readable_by_goldmark(text: str) -> str:
    """Return Markdown whose fences have attributes that Goldmark reads; Hugo ends at those that it cannot."""
    lines: list[str] = []
    is_open = False
    for line in lines_of(text):
        is_open ^= line.is_fence
        match = _OPENING.fullmatch(line.text) if line.is_fence and is_open else None
        if match and not _READABLE.fullmatch(match["info"]):
            info = escape(match["info"].strip()).translate(_BRACES)
            lines.append(f'{line.text[: match.end("language")]} {{data-info="{info}"}}')
        else:
            lines.append(line.text)
    return "\n".join(lines)


def attributes_below(text: str) -> str:
    """Return Markdown with attributes below the code, as kramdown has them: its fences take one word."""
    lines: list[str] = []
    is_open, below = False, ""
    for line in lines_of(text):
        is_open ^= line.is_fence
        match = _OPENING.fullmatch(line.text) if line.is_fence and is_open else None
        if match and match["info"].strip():
            below = f"{match['margin']}{{:{_list(match['info'].strip())}}}"
            lines.append(line.text[: match.end("language")])
        else:
            lines.append(line.text)
        if below and line.is_fence and not is_open:
            lines.append(below)
            below = ""
    return "\n".join(lines)


def _list(info: str) -> str:
    is_list = info.startswith("{") and info.endswith("}")
    return re.sub(r"([\\}])", r"\\\1", info[1:-1] if is_list else f" {info}")
