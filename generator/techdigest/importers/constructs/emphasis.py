"""Emphasis that ends beside punctuation and Han characters: `**注意：**字`."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Rule, keeping

_CJK = r"\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_EMPHASIS = re.compile(
    rf"(?<![*\\])(\*{{1,2}})(?![\s*])[^*\n]{{0,1000}}[。，、；：？！”’）》」』】…,.;:?!)\]]\1(?=[{_CJK}])"
    rf"|(?<=[{_CJK}])(\*{{1,2}})(?=[“‘（《「『【(\[])[^*\n]{{1,1000}}(?<!\s)\2(?!\*)"
)

RULE = Rule(
    "cjk-emphasis",
    "Kept: it is emphasis here, which CommonMark denies.",
    keeping(_EMPHASIS),
    needs=("*",),
)
