"""A site of made-up posts in Chinese and English, the same at every call.

A post is one file. Two make a pair, in Simplified Chinese and in English, and each fifth pair has a third in
Traditional Chinese. Posts hold what such posts hold: formulas, a chart, code, tables, tags, links to other
posts and to their sections; each eighth pair is a digest, whose sections name the address they are about.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bench.build import sentences
from opencc import OpenCC

LANGUAGES = ("zh-Hans", "en", "zh-Hant")
FIRST_DAY = date(2020, 1, 1)
SOURCE_LABELS = {"zh-Hans": "原文链接：", "en": "Source: ", "zh-Hant": "原文連結："}
SEE_ALSO = {"zh-Hans": "参见{}。", "en": "See also {}.", "zh-Hant": "參見{}。"}


@dataclass(frozen=True)
class Post:
    """A post: the pair's slug, language, front matter and body in Markdown.

    Links to other posts read `../<slug>/index.md`, as the file of the target is named in its language.
    """

    slug: str
    lang: str
    title: str
    day: date
    tags: tuple[str, ...]
    body: str

    @property
    def file_name(self) -> str:
        """The name of its file, in a folder named after the slug."""
        return file_name(self.lang)

    @property
    def markdown(self) -> str:
        """The whole file."""
        title, tags = (json.dumps(value, ensure_ascii=False) for value in (self.title, self.tags))
        return f"---\ntitle: {title}\ndate: {self.day}\ntags: {tags}\n---\n\n{self.body}\n"


@dataclass(frozen=True)
class Pair:
    """What the translations of a post share: a name, the languages, and what their texts are drawn from."""

    number: int
    slug: str
    name: str
    languages: tuple[str, ...]
    sections: int
    digest: bool


def file_name(lang: str) -> str:
    """Return the name of a post's file."""
    return "index.md" if lang == "zh-Hans" else f"index.{lang}.md"


def pairs(posts: int) -> list[Pair]:
    """Plan pairs of so many posts together; the last may be cut short."""
    planned: list[Pair] = []
    left = posts
    while left > 0:
        number = len(planned)
        chance = random.Random(f"pair {number}")
        languages = LANGUAGES[: min(3 if number % 5 == 4 else 2, left)]
        name, digest = sentences.coined(chance), number % 8 == 3
        slug = f"{name.lower()}-{number:04}"
        planned.append(Pair(number, slug, name, languages, chance.randint(4, 5), digest))
        left -= len(languages)
    return planned


def write_posts(count: int) -> list[Post]:
    """Return `count` posts, in the order of their pairs."""
    planned = pairs(count)
    return [_post(pair, lang, planned) for pair in planned for lang in pair.languages]


def chart(slug: str) -> str:
    """Return the picture of a pair, as SVG: a chart of bars."""
    chance = random.Random(f"chart {slug}")
    bars = "".join(
        f'<rect x="{20 + 24 * bar}" y="{200 - height}" width="18" height="{height}" fill="#3f6fb5"/>'
        f'<text x="{29 + 24 * bar}" y="216" font-size="10" text-anchor="middle">{height}</text>'
        for bar, height in enumerate(chance.randrange(10, 190) for _ in range(16))
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="420" height="230">{bars}</svg>\n'


def heading(pair: Pair, lang: str, section: int) -> str:
    """Return the heading of a section; all translations have the anchor `s<section>`."""
    chance = _chance(pair, lang, f"heading {section}")
    return _in_script(lang, sentences.title(chance, _text(lang), pair.name))


def post_title(pair: Pair, lang: str) -> str:
    """Return the title of a post."""
    return _in_script(lang, sentences.title(_chance(pair, lang, "title"), _text(lang), pair.name))


def _post(pair: Pair, lang: str, planned: Sequence[Pair]) -> Post:
    chance = _chance(pair, lang, "body")
    parts = [_prose(pair, lang, chance, 2)]
    if pair.digest:
        entries = (f"{n + 1}. {heading(pair, lang, n)}" for n in range(pair.sections))
        parts += ["## TL;DR", "\n".join(entries)]
    for section in range(pair.sections):
        parts += _section(pair, lang, section, chance, planned)
    tags = tuple(sorted(set(random.Random(f"tags {pair.number}").choices(sentences.TAGS, k=3))))
    day = FIRST_DAY + timedelta(days=pair.number)
    return Post(pair.slug, lang, post_title(pair, lang), day, tags, "\n\n".join(parts))


def _section(
    pair: Pair, lang: str, section: int, chance: random.Random, planned: Sequence[Pair]
) -> list[str]:
    shared = random.Random(f"section {pair.number} {section}")  # formulas and code are not translated
    parts = [f"## {heading(pair, lang, section)} {{#s{section}}}"]
    if pair.digest:
        address = f"https://{sentences.coined(shared).lower()}.example/{shared.randrange(10**6)}"
        parts.append(f"{SOURCE_LABELS[lang]}<{address}>")
    sentence_count = 3 if lang == "en" else 4  # a sentence in English takes more bytes
    prose = _prose(pair, lang, chance, sentence_count)
    parts.append(f"{prose} ${sentences.formula(shared)}$" if section < 3 else prose)
    if section % 2 == 0:
        parts.append(_link(pair, lang, section, planned))
    if section == 0:
        parts.append(f"$$\n{sentences.formula(shared)}\n$$")
    elif section == 1:
        parts.append(f'![{pair.name}](chart.svg "{pair.name} {shared.randrange(100)}")')
    elif section == 2:
        language, code = sentences.code(shared, pair.name)
        parts.append(f"```{language}\n{code}\n```")
    else:
        parts.append(_table(shared, lang))
    return [*parts, _prose(pair, lang, chance, sentence_count)]


def _prose(pair: Pair, lang: str, chance: random.Random, count: int) -> str:
    return _in_script(lang, sentences.paragraph(chance, _text(lang), pair.name, count))


def _link(pair: Pair, lang: str, section: int, planned: Sequence[Pair]) -> str:
    """Return a sentence that links to another post by its title, or to a section of it by its heading."""
    chance = random.Random(f"link {pair.number} {section}")
    others = planned[max(0, pair.number - 200) : pair.number + 20]  # posts refer to others of their time
    able = (other for other in others if other != pair and set(pair.languages) <= set(other.languages))
    target = chance.choice(list(able) or [pair])
    at = section % target.sections
    shown, anchor = (
        (post_title(target, lang), "") if chance.random() < 0.6 else (heading(target, lang, at), f"#s{at}")
    )
    link = f"[{shown}](../{target.slug}/{file_name(lang)}{anchor})"
    return SEE_ALSO[lang].format(link)


def _table(chance: random.Random, lang: str) -> str:
    rows = (
        f"| {_in_script(lang, noun)} | {chance.randrange(1000)} | `{chance.random():.4f}` |"
        for noun in sentences.nouns(chance, _text(lang), 4)
    )
    return "\n".join(["| | p50 | p99 |", "| --- | --- | --- |", *rows])


def _chance(pair: Pair, lang: str, what: str) -> random.Random:
    return random.Random(f"{pair.number} {_text(lang)} {what}")


def _text(lang: str) -> str:
    """Return which of the two languages a text is drawn in; Traditional is made from Simplified."""
    return lang[:2]


def _in_script(lang: str, text: str) -> str:
    return _traditional().convert(text) if lang == "zh-Hant" else text


@cache
def _traditional() -> OpenCC:
    return OpenCC("s2twp")
