"""What else a word may be called: 叢集 for 集群, k8s for Kubernetes, 限流 for throttling, 報錯 for 錯誤.

Three word lists stand beside this module, each a group a line, its wordings parted by blanks; a blank
within a wording is written ``_`` (``garbage_collection``). A line that begins with ``#`` is a comment.

* ``wordings.txt``: regional words, mainland China's first. All stand for each other.
* ``synonyms.txt``: what people say first, then what manuals write, and short forms. The first stands for
  each of the others and they for it, but not for each other (搭建: 部署, 安装).
* ``glossary.txt``: English and Chinese. English and Chinese words of a line stand for each other, and so do
  its English ones; its Chinese ones do not, for they may be two senses (``image``: 镜像, 图片).

Lists are joined in one way: a wording that stands first in a group of ``wordings.txt`` brings the rest of
that group with it, so that ``server`` leads to 伺服器 by way of 服务器; so does one that is composed of such,
as 性能测试 leads to 效能測試 by way of 性能. Other words are no bridge: 文件 is a file in mainland China and
a document in Taiwan, and a query for ``document`` does not become one for files.

``*`` behind a wording of ``wordings.txt`` marks a *false friend*, which means something else on the other
side of the strait: 要求 for 请求 in Taiwan, 文件 for 檔案 in mainland China. A site of the other side is not
asked for it, though its readers may use it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from enum import Enum, IntEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from cjksearch.analysis.normalise import normalise

REGIONAL, SYNONYMS, GLOSSARY = "wordings.txt", "synonyms.txt", "glossary.txt"


class Group(NamedTuple):
    """A line of a word list.

    Attributes:
        words: The wordings, normalised and in lower case.
        false_friends: Those that mean something else where the others are used.
    """

    words: tuple[str, ...]
    false_friends: frozenset[str]


class Kind(IntEnum):
    """How two wordings are related; the ranking trusts the first kind most."""

    REGIONAL = 0
    TRANSLATION = 1
    SYNONYM = 2


#: By wording, all others that may be looked for in its place, and how they are related.
OtherWordings = Mapping[str, Mapping[str, Kind]]
_LEARNT: dict[Variety, OtherWordings] = {}


class Variety(Enum):
    """Whose Chinese a site is written in."""

    MAINLAND = "mainland China's"
    ELSEWHERE = "Taiwan's or Hong Kong's"
    BOTH = "both, or too little to tell"


def parse_groups(text: str) -> tuple[Group, ...]:
    """Return the groups of a word list.

    Spellings that are the same after folding count once; a group that is left with one wording is left out.
    """
    groups = []
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        written = [normalise(word).lower().replace("_", " ") for word in line.split()]
        friends = {word.removesuffix("*").strip(): word.endswith("*") for word in written}
        words = tuple(filter(None, friends))
        if len(words) > 1:
            groups.append(Group(words, frozenset(word for word in words if friends[word])))
    return tuple(groups)


@cache
def groups_of(name: str) -> tuple[Group, ...]:
    """Return the groups of one of the word lists."""
    return parse_groups((files("cjksearch.analysis") / name).read_text("utf-8"))


def other_wordings(variety: Variety = Variety.BOTH) -> OtherWordings:
    """Return for each wording of the lists all others that may be looked for in its place on such a site."""
    if variety not in _LEARNT:
        _LEARNT[variety] = joined(groups_of(REGIONAL), groups_of(SYNONYMS), groups_of(GLOSSARY), variety)
    return _LEARNT[variety]


def learnt() -> dict[Variety, OtherWordings]:
    """Return what `other_wordings` knows already; whoever kept it may put it back and save the time."""
    return _LEARNT


def joined(
    regional: Collection[Group],
    synonyms: Iterable[Group] = (),
    glossary: Iterable[Group] = (),
    variety: Variety = Variety.BOTH,
) -> OtherWordings:
    """Return for each wording all others, of its own groups first; see above for which groups are joined."""
    elsewhere: dict[str, dict[str, None]] = {}
    strange: set[tuple[str, str]] = set()
    for (first, *others), friends in regional:
        elsewhere.setdefault(first, {}).update(dict.fromkeys(others))
        of_site = {Variety.MAINLAND: others, Variety.ELSEWHERE: [first], Variety.BOTH: []}[variety]
        strange.update((first, word) for word in of_site if word in friends)

    first_form = {
        first: next((word for word in others if word not in friends), first)
        for (first, *others), friends in regional
    }
    parts = re.compile("|".join(sorted(map(re.escape, first_form), key=lambda part: (-len(part), part))))

    @cache
    def forms(word: str) -> tuple[str, ...]:
        composed = parts.sub(lambda part: first_form[part[0]], word) if first_form else word
        return (word, *dict.fromkeys((*elsewhere.get(word, ()), *([composed] if composed != word else ()))))

    def native(forms: tuple[str, ...]) -> list[str]:
        """Return the forms, the mainland's first, that have their sense on such a site."""
        return [form for form in forms if (forms[0], form) not in strange]

    found: dict[str, dict[str, Kind]] = {}

    def pair(ones: Iterable[str], others: Iterable[str], kind: Kind) -> None:
        others = tuple(others)
        for one in ones:
            known = found.setdefault(one, {})
            for other in others:
                if other != one:
                    known.setdefault(other, kind)

    for group, _ in regional:
        pair(group, native(group), Kind.REGIONAL)
    for (first, *others), _ in synonyms:
        for other in others:
            pair(forms(first), native(forms(other)), Kind.SYNONYM)
            pair(forms(other), native(forms(first)), Kind.SYNONYM)
    for group, _ in glossary:
        latin = [word for word in group if word.isascii()]
        pair(latin, latin, Kind.SYNONYM)
        for chinese in group:
            if not chinese.isascii():
                pair(latin, native(forms(chinese)), Kind.TRANSLATION)
                pair(forms(chinese), latin, Kind.TRANSLATION)
    return found
