"""What a page says around its text, and what stands for pictures that it did not show."""

from __future__ import annotations

import re
from functools import lru_cache

from techdigest.importers.model import Outcome
from techdigest.importers.pasted.model import Found, Line

PICTURE = "\ufffc"  # stands where a picture stood; Unicode's object replacement character

_ANYWHERE = re.compile(
    r"(?:阅读全文|閱讀全文|继续阅读|繼續閱讀|Read more|Continue reading)\s*(?:»|→|…|\.{3}|>>)?"
    r"|(?:复制代码|複製程式碼|Copy code|Copy to clipboard|复制成功)"
    r"|view rawhosted with ❤ by GitHub|\[?back to top\]?|回到顶部|返回顶部|回到頂端"
    r"|(?:Advertisement|广告|廣告)",
    re.IGNORECASE,
)
# Only where nothing else follows: within a text these are words like any other.
_AT_THE_END = re.compile(
    r"(?:评论|評論|留言|发表评论|發表評論|Comments?|Leave a (?:comment|reply)|\d+ (?:comments?|条评论))"
    r"|(?:分享|Share(?: this)?:?|赞|點讚|点赞|收藏|打赏|讚賞|赞赏|Like this:?|Loading\.*)"
    r"|(?:上一[篇页頁]|下一[篇页頁]|Previous(?: post)?|Next(?: post)?|Newer|Older"
    r"|Related(?: posts)?|相关文章)"
    r"(?:\s*[:：].{0,120})?"
    r"|(?:Powered by|Hosted on|Theme:?) .{1,80}|©.{0,120}|Copyright .{0,120}"
    r"|(?:版权声明|版權聲明|本文采用|本文採用|转载请注明|轉載請註明).{0,200}",
    re.IGNORECASE,
)
_LICENSE = re.compile(r"(?:License|Licence|许可协议|授權|授权|版权声明|版權聲明)[:：]?", re.IGNORECASE)
_LICENSED = re.compile(
    r"licen[sc]ed under|\bCC[ -]BY|creative commons|commercial use|all rights reserved"
    r"|知识共享|創用|转载|轉載|商业",
    re.IGNORECASE,
)
_NO_PICTURE = ("Image Not Showing", "Possible Reasons")
_REASON = re.compile(
    r"[-*•]?\s*(?:The image (?:file may be corrupted|path is incorrect|format is not supported)"
    r"|The server hosting the image is unavailable|Learn More\s*→?)"
)


def without_boilerplate(lines: list[Line]) -> tuple[list[Line], list[Found]]:
    """Return the lines of the text itself, with `PICTURE` for pictures, and what was left out."""
    kept, found = _pictures(lines)
    end = _end_of_text(kept)
    found += [_dropped(line) for line in kept[end:] if line.words]
    text: list[Line] = []
    for line in kept[:end]:
        if line.words and _is_said_anywhere(line.words):
            found.append(_dropped(line))
            text.append(Line(line.number, ""))
        else:
            text.append(line)
    return text, sorted(found, key=lambda each: each.line)


@lru_cache(maxsize=1 << 13)
def _is_said_anywhere(words: str) -> bool:
    return _ANYWHERE.fullmatch(words) is not None


def _dropped(line: Line) -> Found:
    return Found(line.number, "pasted-boilerplate", Outcome.DROPPED, line.words)


def _pictures(lines: list[Line]) -> tuple[list[Line], list[Found]]:
    """Put `PICTURE` in the place of what HackMD shows for a picture that it cannot load."""
    kept: list[Line] = []
    found: list[Found] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.words != _NO_PICTURE[0] or lines[at + 1 : at + 2] == []:
            kept.append(line)
            at += 1
            continue
        end = at + 1
        while end < len(lines) and (
            not lines[end].words or lines[end].words == _NO_PICTURE[1] or _REASON.fullmatch(lines[end].words)
        ):
            end += 1
        while not lines[end - 1].words:
            end -= 1
        found += [
            Found(each.number, "pasted-lost-picture", Outcome.DROPPED, each.words)
            for each in lines[at:end]
            if each.words
        ]
        kept.append(Line(line.number, PICTURE))
        at = end
    return kept, found


def _end_of_text(lines: list[Line]) -> int:
    """Return the index of the first line behind the text."""
    end = len(lines)
    while end:
        words = lines[end - 1].words
        if words and not _AT_THE_END.fullmatch(words) and not _is_said_anywhere(words):
            start = _start_of_license(lines, end)
            if start is None:
                return end
            end = start
        else:
            end -= 1
    return len(lines)  # a file of such words alone is somebody's text


def _start_of_license(lines: list[Line], end: int) -> int | None:
    """Return where the licence that ends at `end` begins, if one does: a heading and at most six lines."""
    seen = 0
    licensed = False
    for at in range(end - 1, max(end - 20, -1), -1):
        words = lines[at].words
        if _LICENSE.fullmatch(words):
            return at if licensed else None
        seen += bool(words)
        licensed = licensed or bool(_LICENSED.search(words))
        if seen > 6:
            return None
    return None
