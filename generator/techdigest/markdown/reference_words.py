"""The words of the reference list, in the languages of pages."""

from __future__ import annotations

from dataclasses import dataclass

from techdigest.notes.model import Lang


@dataclass(frozen=True, slots=True)
class Words:
    """What the list says in one language; names in braces are filled in.

    `number` is that of a reference, `place` counts the places of the page at which it is mentioned.
    """

    references: str
    et_al: str
    back: str
    back_to: str


WORDS: dict[Lang, Words] = {
    "zh-Hans": Words(
        references="参考文献",
        et_al=" 等",
        back="回到正文中提到文献 {number} 的地方",
        back_to="回到正文中第 {place} 处提到文献 {number} 的地方",
    ),
    "zh-Hant": Words(
        references="參考文獻",
        et_al=" 等",
        back="回到正文中提到文獻 {number} 的地方",
        back_to="回到正文中第 {place} 處提到文獻 {number} 的地方",
    ),
    "en": Words(
        references="References",
        et_al=" et al.",
        back="Back to where reference {number} is mentioned",
        back_to="Back to mention {place} of reference {number}",
    ),
}
