"""Text that is to look the same in Markdown: marks are escaped, addresses become links."""

from __future__ import annotations

import re
from functools import lru_cache

_KEPT = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`{1,3})(?!`)[^\n`]{1,400}(?P=ticks)(?!`))"
    r"|(?P<formula>\\\([^\n]{1,1000}?\\\)|\\\[[^\n]{1,1000}?\\\]|(?<!\$)\$\$[^$\n]{1,1000}\$\$(?!\$)"
    r"|(?<![\\$A-Za-z0-9])\$(?=[^\s$\d])[^$\n]{1,300}(?<=[^\s\\])\$(?![\w$]))"
    r"|(?P<link>!?\[[^\[\]\n]{0,300}\]\(https?://[^\s()]{1,500}\))"
    r"|(?P<address><?https?://(?:\\_|[^\s<>()\[\]{}\"'“”‘’`|\\^，。；：、！？（）「」『』《》【】]){1,1000}>?)"
)
_ESCAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"&(?=#?\w{1,31};)"), "&amp;"),
    (re.compile(r"<(?=[A-Za-z/!?])"), "&lt;"),
    (re.compile(r"\\(?=[\\`*_{}\[\]()>#+.!$-])"), r"\\\\"),
    (re.compile(r"([*`])"), r"\\\1"),
    (re.compile(r"(?<![^\W_])_|_(?![^\W_])"), r"\_"),
    (re.compile(r"(?<!!)\[(?=[\^@!])|\[(?=[^\[\]\n]{0,300}\][(\[:])"), "&#91;"),
    (re.compile(r"==(?=\S)"), r"\=\="),
    (re.compile(r"\{(?=\s{0,3}[:.#])"), "&#123;"),
    (re.compile(r"\$"), r"\\$"),
)
_AT_START: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?=(?:#{1,6}|\+|-)(?:\s|$))"), "\\\\"),
    (re.compile(r"(\d{1,9})([.)])(?=\s)"), r"\1\\\2"),
    (re.compile(r"(?==+\s*$|-{2,}\s*$|~{3,})"), "\\\\"),
    (re.compile(r":(?=\s)"), "&#58;"),
    (re.compile(r">(?=\S)"), "&gt;"),
    (re.compile(r"(?:!!!|\?\?\?)(?=\+?\s)"), "\u200b\\g<0>"),
    (re.compile(r"\|"), "&#124;"),
)
# What any of them begins with: most texts have none of it.
_MARK = re.compile(r"[&<\\*`_\[={$]")
_MAY_START = re.compile(r"[#+\-\d=~:>!?|]")
_ESCAPED = r"\_"  # by whoever wrote the address into Markdown
_TRAILING = ".,:;!?。，"


@lru_cache(maxsize=1 << 13)
def escaped(text: str, *, at_start: bool = True) -> str:
    """Return Markdown that shows `text`, which has no line breaks. Code in backticks and formulas stay."""
    parts: list[str] = []
    done = 0
    for match in _KEPT.finditer(text):
        parts += _plain(text[done : match.start()], at_start=at_start and done == 0), _kept(match)
        done = match.end()
    parts.append(_plain(text[done:], at_start=at_start and done == 0))
    return "".join(parts)


def _kept(match: re.Match[str]) -> str:
    address = match["address"]
    if not address:
        return match[0]
    if address.startswith("<"):
        return match[0] if address.endswith(">") else "&lt;" + _kept_address(address[1:])
    return _kept_address(address)


def _kept_address(address: str) -> str:
    address, closing = address.removesuffix(">"), "&gt;" if address.endswith(">") else ""
    bare = address.rstrip(_TRAILING)
    return f"<{bare.replace(_ESCAPED, '_')}>{address[len(bare) :]}{closing}"


def _plain(text: str, *, at_start: bool) -> str:
    if _MARK.search(text):
        for pattern, new in _ESCAPES:
            text = pattern.sub(new, text)
    if at_start and _MAY_START.match(text):
        for pattern, new in _AT_START:
            if match := pattern.match(text):
                return match.expand(new) + text[match.end() :]
    return text
