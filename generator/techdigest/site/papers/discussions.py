"""Which notes discuss a paper, and in which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from techdigest.notes.model import Lang, Note
from techdigest.papers.literature import Discussion
from techdigest.papers.model import Mention, Paper
from techdigest.papers.registry import Registry
from techdigest.site.catalogue import Catalogue, day, newest_first
from techdigest.site.entries import item_url
from techdigest.site.papers.views import Discussed, DiscussedPart, PaperPage, Passage

MOST_PASSAGES = 3

_CITED = re.compile(r"(?<!\w)-?@(?P<key>\w[\w:.#$%&+?<>~/-]*)")

# Texts of which only ASCII letters have two cases: no pattern need be compiled to find a name in them.
_ONE_CASE = re.compile("[\x00-\x7f\u00b7\u2010-\u206f\u3000-\u9fff\uff00-\uff20]*")

HasAnchor = Callable[[str, str], bool]
"""Whether the page of a note, by its file, has an element with this id."""
Locate = Callable[[str, str], str | None]
"""The anchor of a section, by its note's file and its heading."""


@dataclass(frozen=True)
class Said:
    """What one note says of one paper; pages of papers in several languages show it."""

    catalogue: Catalogue
    paper: Paper
    note: Note
    discussions: list[Discussion] = field(default_factory=list)

    @cached_property
    def shown(self) -> Discussed:
        """As the page of the paper shows it."""
        return _discussed(self.catalogue, self.paper, self.note, self.discussions)


Discussing = dict[str, dict[Lang, Said]]
"""The notes that discuss a paper and what they say, by what translations share and by language."""


def discussing(catalogue: Catalogue, paper: Paper) -> Discussing:
    """The notes that discuss a paper, by what translations share and language."""
    notes = catalogue.by_path
    found: Discussing = {}
    for discussion in catalogue.literature.discussions(paper.key):
        if note := notes.get(discussion.path):
            said = found.setdefault(note.key, {}).setdefault(note.lang, Said(catalogue, paper, note))
            said.discussions.append(discussion)
    return found


def discussed(catalogue: Catalogue, found: Discussing, lang: Lang) -> tuple[Discussed, ...]:
    """Each note once, newest first: in `lang` if it discusses it there, else in the best other language."""
    picked: dict[str, Said] = {}
    for translations in found.values():
        order = (lang, *catalogue.addresses.languages, *translations)
        said = next(translations[each] for each in order if each in translations)
        picked[said.note.path] = said
    return tuple(picked[note.path].shown for note in newest_first(said.note for said in picked.values()))


def located(page: PaperPage, has_anchor: HasAnchor, locate: Locate) -> PaperPage:
    """Return the page with links that lead to the very places, as far as these have an anchor."""

    def place(passage: Passage) -> Passage:
        own = f"paper-{page.slug}"
        if passage.is_first and has_anchor(passage.path, own):
            anchor: str | None = own
        else:
            anchor = locate(passage.path, passage.heading) if passage.heading else None
        return replace(passage, url=f"{passage.url.partition('#')[0]}#{anchor}") if anchor else passage

    def part(given: DiscussedPart) -> DiscussedPart:
        return replace(given, passages=tuple(map(place, given.passages)))

    return replace(
        page,
        discussed=tuple(replace(note, parts=tuple(map(part, note.parts))) for note in page.discussed),
    )


def _discussed(catalogue: Catalogue, paper: Paper, note: Note, said: Iterable[Discussion]) -> Discussed:
    url = catalogue.url_of(note)
    items = {item.anchor: item for item in note.items}
    parts: list[DiscussedPart] = []
    is_first = True
    for discussion in said:
        item = items.get(discussion.item)
        there = item_url(url, item) if item else url
        passages = []
        for mention in _quotable(discussion.mentions):
            before, name, after = cut(mention, paper, catalogue.literature.registry)
            heading = "" if item and mention.heading == item.title else mention.heading
            passages.append(Passage(before, name, after, heading, note.path, there, is_first))
            is_first = False
        parts.append(DiscussedPart(item.title if item else "", there, tuple(passages)))
    return Discussed(note.title, url, note.lang, day(note.front.date), note.path, tuple(parts))


def _quotable(mentions: Iterable[Mention]) -> list[Mention]:
    """The first mentions that have a sentence, each sentence once."""
    sentences = {mention.sentence: mention for mention in reversed(list(mentions)) if mention.sentence}
    return list(reversed(sentences.values()))[:MOST_PASSAGES]


def cut(mention: Mention, paper: Paper, registry: Registry) -> tuple[str, str, str]:
    """The sentence before the paper's name, the name as it stands there, and the rest; "" where it is not.

    Citations are read as their authors and years: `[@fan2014cuckoo, sec. 3]` as `[Fan 2014, sec. 3]`.
    """
    sentence = _line(mention.sentence)
    if found := _find_citation(sentence, paper.key):
        start, end = found.span()
        before, after = (_readable(part, registry) for part in (sentence[:start], sentence[end:]))
        return before.removesuffix("-"), _short(paper), after
    sentence = _readable(sentence, registry)
    names = [
        mention.text,
        mention.title or "",
        paper.title,
        *paper.aliases,
        mention.id.value if mention.id else "",
    ]
    for name in sorted(filter(None, names), key=len, reverse=True):
        if (start := _find(sentence, name)) >= 0:
            end = start + len(name)
            return sentence[:start], sentence[start:end], sentence[end:]
    return sentence, "", ""


def _line(sentence: str) -> str:
    """A sentence as it is; of a row of a table, its cells."""
    if len(sentence) > 1 and sentence[0] == sentence[-1] == "|":
        cells = (cell.strip() for cell in re.split(r"(?<!\\)\|", sentence))
        return " · ".join(filter(None, cells))
    return sentence


def _find_citation(sentence: str, key: str) -> re.Match[str] | None:
    if "@" not in sentence:
        return None
    return re.search(rf"(?<!\w)@{re.escape(key)}(?![\w-])", sentence, re.IGNORECASE)


def _find(sentence: str, name: str) -> int:
    """Where a name stands first, whatever its case; -1 if it does not."""
    if _ONE_CASE.fullmatch(sentence) and _ONE_CASE.fullmatch(name):
        return sentence.lower().find(name.lower())
    found = re.search(re.escape(name), sentence, re.IGNORECASE)
    return found.start() if found else -1


def _readable(sentence: str, registry: Registry) -> str:
    def read(found: re.Match[str]) -> str:
        key = found["key"]
        while key and key not in registry.by_key and not key[-1].isalnum():
            key = key[:-1]
        paper = registry.by_key.get(key)
        return _short(paper) + found["key"][len(key) :] if paper else found[0]

    return _CITED.sub(read, sentence)


def _short(paper: Paper) -> str:
    """A paper in two words: its first author and its year."""
    author = paper.authors[0].family if paper.authors else paper.title
    return f"{author} {paper.year}" if paper.year is not None else author
