"""Lines that were headings: how they are numbered, what they look like, and how deep they are."""

from __future__ import annotations

import re
from functools import lru_cache

from techdigest.importers.pasted.model import Block, Kind, cjk_count, width

_DIGITS = "一二三四五六七八九"
_SCHEMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("chapter", re.compile(r"第\s?([一二三四五六七八九十\d]{1,3})\s?[章节節讲講部篇週周课課回]")),
    ("cjk", re.compile(r"([一二三四五六七八九十]{1,3})[、.．]\s*\S")),
    ("paren", re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]\s*\S")),
    ("decimal", re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+\S")),
    ("digit", re.compile(r"(\d{1,2})(?:[.、．)]\s*)(?=\D)\S")),
    ("letter", re.compile(r"([A-H])[.．、)]\s+\S")),
    ("part", re.compile(r"(?:Part|Step|Chapter|Section)\s(\d{1,2})\b", re.IGNORECASE)),
)
_TOP = frozenset({"chapter", "cjk", "letter", "part"})
_OPENING = re.compile(
    r"(?:简介|簡介|介绍|介紹|前言|概述|背景|起源|摘要|引言|序|TL;?DR|Introduction|Overview|Background|Abstract"
    r"|Motivation)[:：]?",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}、|\d+[.、]\s*)?(?:文献)?(?:引申|相关资料|相關資料|相关阅读"
    r"|参考(?:资料|文献|链接)?|參考(?:資料|文獻|連結)?"
    r"|References?|Further reading|See also|Source Code|总结|總結|小结|小結|结语|結語|心得"
    r"|后记|後記|Summary|Conclusions?|往年总结|附录|附錄|Appendix)[:：]?",
    re.IGNORECASE,
)  # fmt: skip
_NAMED = re.compile(
    r"(?:说明|說明|优点|優點|缺点|缺點|原理|原因|注意|目的|目标|方法|步骤|步驟|结论|結論|问题|問題|解决|解決|环境|環境"
    r"|Symptoms?|Diagnosis|Root cause|Solutions?|Problem|Usage|Install(?:ation)?|Requirements?"
    r"|Notes?|Results?)[:：]?",
    re.IGNORECASE,
)  # fmt: skip
_LEADING_IN = re.compile(
    r"如下|以下|例如|比如|包含|包括|分别|有[:：]|是[:：]|为[:：]|following", re.IGNORECASE
)
_ENDS_SENTENCE = "。！；，、…,;~～"
_LABEL = re.compile(r"[^:：]{1,24}[:：]\s*\S")
_ADDRESS = re.compile(r"(?:https?:|www\.|[\w.-]+@)", re.IGNORECASE)
_WIDEST = 84


@lru_cache(maxsize=1 << 13)
def scheme_of(words: str) -> tuple[str, int]:
    """Return how a heading is numbered, and its number; of `1.2` the depth in the name; `("", 0)` for not."""
    for name, pattern in _SCHEMES:
        if match := pattern.match(words):
            if name == "decimal":
                return f"decimal{match[1].count('.') + 1}", int(match[1].rpartition(".")[2])
            return name, _number(match[1])
    return "", 0


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if text.isascii():
        return ord(text) - ord("A") + 1
    tens, is_ten, ones = text.partition("十")
    if is_ten:
        return 10 * (_DIGITS.find(tens) + 1 if tens else 1) + (_DIGITS.find(ones) + 1 if ones else 0)
    return _DIGITS.find(text[-1]) + 1


def is_opening(words: str) -> bool:
    """Whether a heading is one with which a text begins."""
    return _OPENING.fullmatch(words) is not None


def is_closing(words: str) -> bool:
    """Whether a heading is one with which a text ends."""
    return _CLOSING.fullmatch(words) is not None


@lru_cache(maxsize=1 << 13)
def is_certain(words: str) -> bool:
    """Whether a line that stands alone is a heading by its number or its words."""
    return scheme_of(words)[0] in _TOP or bool(
        _OPENING.fullmatch(words) or _CLOSING.fullmatch(words) or _NAMED.fullmatch(words)
    )


@lru_cache(maxsize=1 << 13)
def may_be_heading(words: str) -> bool:  # noqa: PLR0911 - one answer a feature
    """Whether a line that stands alone looks like a heading."""
    if not words or width(words) > _WIDEST or _ADDRESS.match(words) or words[0] in '(（"“「»>|*+=-•':
        return False
    if is_certain(words):
        return True
    if words[-1] in _ENDS_SENTENCE or words.endswith((".", "。”")):
        return False
    if words[-1] in ":：":
        stem = words[:-1]
        return width(stem) <= 9 and " " not in stem and not _LEADING_IN.search(words)
    label = _LABEL.match(words)
    if label and cjk_count(words[: words.index(words[label.end() - 1])]) and not words.startswith("["):
        return False  # `来源: …` says something of the text
    if cjk_count(words) * 3 > len(words) and re.search(r"[，。；]|, ", words) and not scheme_of(words)[0]:
        return False  # a sentence without its full stop
    return any(character.isalnum() for character in words)


def set_levels(blocks: list[Block]) -> None:
    """Give the headings of one post their levels, 2 to 6, from their numbers and their order."""
    headings = [block for block in blocks if block.kind is Kind.HEADING and not block.level]
    schemes = [scheme_of(block.words)[0] for block in headings]
    top = next((scheme for scheme in schemes if scheme in _TOP), "")
    seen_numbers = False
    before: Block | None = None
    for block in blocks:
        if block.kind is not Kind.HEADING:
            before = None
            continue
        if not block.level:
            scheme = scheme_of(block.words)[0]
            block.level = _level(scheme, top, seen_numbers and not is_closing(block.words))
            seen_numbers = seen_numbers or bool(scheme)
            if before is not None and not scheme and before.level == block.level:
                block.level = min(block.level + 1, 6)  # a heading right below a heading belongs to it
        before = block


def _level(scheme: str, top: str, is_below: bool) -> int:
    if scheme.startswith("decimal"):
        return min(1 + int(scheme[len("decimal") :]), 6)
    if scheme == top and scheme:
        return 2
    if scheme:
        return 3 if top else 2
    return 3 if is_below and top else 2
