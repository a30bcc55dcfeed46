"""Keep punctuation on the line of the formula it touches.

Browsers allow a line break on both sides of an inline picture, so that a line could end with the opening
bracket before a formula or begin with the full stop after it. A word joiner does not help; a span that never
wraps does.
"""

from __future__ import annotations

import re

_OPENING = "（［｛《〈「『【〔“‘(\\["
_CLOSING = "）］｝》〉」』】〕”’)\\]，。、；：？！…,.;:?!%"
_TOUCHED = re.compile(
    rf'([{_OPENING}]*)(<span class="td-math"[^>]*>\x02tdset[0-9]+\x03</span>)([{_CLOSING}]*)'
)


def keep_punctuation(html: str) -> str:
    """Wrap each inline formula that is still to be put in together with the punctuation around it."""
    return _TOUCHED.sub(_wrap, html)


def _wrap(match: re.Match[str]) -> str:
    if not match[1] and not match[3]:
        return match[0]
    return f'<span class="td-nowrap" style="white-space:nowrap">{match[0]}</span>'
