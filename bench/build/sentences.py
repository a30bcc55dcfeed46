"""Made-up sentences, formulas and code of the words in `words.toml`, drawn with the caller's chances."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
TAGS: list[str] = WORDS["tags"].split()


def coined(chance: random.Random) -> str:
    """Return a name that no dictionary has, so that a growing corpus has a growing vocabulary."""
    return "".join(chance.choices(WORDS["syllables"].split(), k=3)).capitalize()


def paragraph(chance: random.Random, lang: str, name: str, sentences: int) -> str:
    """Return so many sentences in a row; those in Chinese hold terms in English now and then."""
    written = (_filled(chance, lang, name, chance.choice(WORDS[lang]["sentences"])) for _ in range(sentences))
    return ("" if lang == "zh" else " ").join(written)


def title(chance: random.Random, lang: str, name: str) -> str:
    """Return a title or heading that begins with the name."""
    return _filled(chance, lang, name, WORDS[lang]["title"])


def formula(chance: random.Random) -> str:
    """Return a formula in TeX."""
    tex = WORDS["tex"]
    a, b, c = chance.sample(tex["letters"].split(), 3)
    greek, number = chance.choice(tex["greek"].split()), chance.randrange(2, 100)
    form: str = chance.choice(tex["formulas"])
    return form.format(a=a, b=b, c=c, greek=greek, number=number)


def code(chance: random.Random, name: str) -> tuple[str, str]:
    """Return a language and a piece of code in it."""
    language, form = chance.choice(list(WORDS["code"].items()))
    return language, _filled(chance, "en", name, form.strip("\n"))


def nouns(chance: random.Random, lang: str, count: int) -> list[str]:
    """Return so many words."""
    return chance.sample(_list(lang, "nouns"), count)


def _filled(chance: random.Random, lang: str, name: str, form: str) -> str:
    words: dict[str, Any] = {
        key: _drawn(chance, _list(lang, kind))
        for key, kind in (
            *(("noun", "nouns"), ("other", "nouns"), ("third", "nouns"), ("fourth", "nouns")),
            *(("verb", "verbs"), ("then", "verbs"), ("adjective", "adjectives"), ("opening", "openings")),
        )
    }
    term = _drawn(chance, _list("en", "nouns"))
    numbers = {"few": chance.randrange(2, 99), "many": chance.randrange(100, 9999)}
    return form.format(name=name, low=name.lower(), term=term, **words, **numbers)


@cache
def _list(lang: str, kind: str) -> tuple[str, ...]:
    listed = WORDS[lang][kind]
    return tuple(listed.split() if isinstance(listed, str) else listed)


def _drawn(chance: random.Random, listed: Sequence[str]) -> str:
    return chance.choices(listed, cum_weights=_cumulated(len(listed)))[0]


@cache
def _cumulated(count: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / (rank + 8) for rank in range(count)))
