"""The authors of all papers, each person once, in the order of family names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from techdigest.notes.slugs import slugify, unique
from techdigest.papers.model import Author, Paper

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Person:
    """An author under the fullest of the names in use, with an anchor in the index."""

    author: Author
    anchor: str
    papers: tuple[Paper, ...]


class People:
    """The authors of papers: `persons` in order, and the person that an author of a paper is."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        wrote: dict[Author, dict[str, Paper]] = {}
        for paper in papers:
            for author in paper.authors:
                wrote.setdefault(author, {})[paper.key] = paper
        families: dict[str, list[Author]] = {}
        for author in wrote:
            families.setdefault(folded(author.family), []).append(author)
        fullest = {author: _fullest(author, families[folded(author.family)]) for author in wrote}
        together: dict[tuple[str, ...], list[Author]] = {}
        for author in wrote:
            together.setdefault(_key(fullest[author]), []).append(author)
        taken: set[str] = set()
        self._person_of: dict[Author, Person] = {}
        found: list[Person] = []
        for key in sorted(together):
            names = together[key]
            shown = max(names, key=lambda name: (len(name.given), name.family, name.given))
            anchor = unique(f"author-{slugify(shown.name) or 'unnamed'}", taken)
            own = {paper.key: paper for name in names for paper in wrote[name].values()}
            person = Person(shown, anchor, tuple(own.values()))
            found.append(person)
            self._person_of |= dict.fromkeys(names, person)
        self.persons = tuple(found)

    def person(self, author: Author) -> Person:
        """The person that an author of one of the papers is."""
        return self._person_of[author]


def folded(text: str) -> str:
    """A text for sorting and comparing: no case, no accents, no punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _NO_LETTER.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def letter_of(text: str) -> str:
    """The letter under which a text stands in an index: `A` to `Z`, `汉` for Han characters, else `#`."""
    first = folded(text)[:1].upper()
    if HAN.match(first):
        return "汉"
    return first if "A" <= first <= "Z" else "#"


def _key(author: Author) -> tuple[str, ...]:
    return (folded(author.family), *folded(author.given).split())


def _fullest(author: Author, family: list[Author]) -> Author:
    """The longer name that this one shortens, if there is just one: Michael D. for Michael, Jo Ann for Jo A.

    The first given name must be written out and be the same: `W. Wang` may be anybody.
    """
    own = folded(author.given).split()
    if not own or len(own[0]) < 2:
        return author
    longer = {_key(other): other for other in family if _shortens(own, folded(other.given).split())}
    final = {
        key: other
        for key, other in longer.items()
        if not any(_shortens(list(key[1:]), list(third[1:])) for third in longer if third != key)
    }
    return next(iter(final.values())) if len(final) == 1 else author


def _shortens(short: list[str], full: list[str]) -> bool:
    return (
        len(short) <= len(full)
        and short[:1] == full[:1]
        and all(a == b or (len(a) == 1 and b.startswith(a)) for a, b in zip(short, full, strict=False))
    )
