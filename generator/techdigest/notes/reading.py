"""How long a note takes to read, also where characters are not words."""

from __future__ import annotations

import re

from techdigest.notes.fences import may_have_code, read_lines
from techdigest.notes.plain import to_plain

_HAN_PER_MINUTE = 400
_WORDS_PER_MINUTE = 220
_CODE_WEIGHT = 0.5  # code is skimmed
_HAN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WRITTEN_TOGETHER = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[^\W\d_{_WRITTEN_TOGETHER}](?:[^\W_{_WRITTEN_TOGETHER}]|['’-])*")


def reading_minutes(body: str, text: str | None = None) -> int:
    """Return whole minutes, at least 1, for a Markdown body or a text: 400 Han characters or 220 words each.

    Code blocks count half, formulas and tags nothing. `text` is the plain text, if it is there.
    """
    code = ""
    if may_have_code(body):
        code = "\n".join(line.text for line in read_lines(body) if line.is_code and not line.is_fence)
    prose = to_plain(body) if text is None else text
    return max(1, round(_minutes(prose) + _CODE_WEIGHT * _minutes(code)))


def _minutes(text: str) -> float:
    han = len(_HAN.findall(text))
    return han / _HAN_PER_MINUTE + len(_WORD.findall(text)) / _WORDS_PER_MINUTE
