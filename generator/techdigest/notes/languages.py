"""The languages of notes."""

from __future__ import annotations

from typing import Literal

Lang = Literal["zh-Hans", "zh-Hant", "en"]
LANGUAGES: tuple[Lang, ...] = ("zh-Hans", "zh-Hant", "en")
