"""How a unit lies in the Whoosh index, and how its text becomes terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from whoosh import fields, query
from whoosh.analysis import Analyzer, Token

from cjksearch.analysis import normalise, stem, tokenise
from cjksearch.analysis.wordings import other_wordings
from cjksearch.local.words import cut

#: Changes whenever an index built before would answer differently.
VERSION = 2

#: What a query without a field name looks at, and how much a match there counts.
TEXT_FIELDS = {"title": 3.0, "heading": 4.0, "tags": 2.0, "text": 1.0}
_OWN_FIELDS = frozenset((*TEXT_FIELDS, "id", "url", "lang", "kind", "date", "stored_date"))
_ADJACENT = 1.5  # characters that stand together as in the query say more than the words among them
_OTHER_WORDING = 0.8


class HanAnalyzer(Analyzer):  # type: ignore[misc]  # Whoosh has no types
    """Text to terms: characters and jieba's words for Han, stems and parts of identifiers for the rest.

    The words of a run share the positions of their first characters, so that a phrase of characters finds any
    passage, however the words were cut. Asked for a query, it gives what a phrase is made of: no words.
    """

    def __call__(self, value: str, *, mode: str = "", **options: Any) -> Iterator[Token]:
        """Yield Whoosh's tokens. Character offsets refer to the normalised text."""
        position = int(options.get("start_pos", 0))
        token = Token(positions=True, chars=True, boost=1.0, stopped=False, removestops=False)
        for found in tokenise(normalise(value)):
            terms: list[tuple[str, int]]
            if found.cjk:
                terms = [(character, place) for place, character in enumerate(found.text)]
                terms += cut(found.text) if mode == "index" else []
            else:
                terms = [(stem(found.text), 0)]
                terms += [(stem(part), 0) for part in found.parts] if mode == "index" else []
            # Whoosh expects ascending positions.
            for term, place in sorted(terms, key=lambda pair: pair[1]):
                token.text, token.pos = term, position + place
                token.startchar, token.endchar = found.start, found.end
                yield token
            position += len(found.text) if found.cjk else 1


class HanText(fields.TEXT):  # type: ignore[misc]  # Whoosh has no types
    """A text field that looks up a query's word as its own analysis asks for."""

    def self_parsing(self) -> bool:
        """Tell Whoosh's parser to call `parse_query`."""
        return True

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> query.Query:
        """Return the query for what was typed between two spaces: its words, or its characters in a row."""
        found = _word_query(fieldname, qstring, boost)
        others = [
            _side_by_side(fieldname, _passage(other), boost * _OTHER_WORDING)
            for other in _other_wordings(normalise(qstring))
        ]
        return query.Or([found, *others]).normalize() if others else found

    def parse_range(self, *_: object, **__: object) -> None:
        """Leave ranges of words to Whoosh."""


def schema(facets: Iterable[str]) -> fields.Schema:
    """Return the schema for units with these facets; each facet becomes a field to ask for."""
    analyzer = HanAnalyzer()
    made = fields.Schema(
        id=fields.ID(unique=True),
        url=fields.ID(stored=True),
        title=HanText(analyzer, stored=True),
        heading=HanText(analyzer, stored=True),
        tags=HanText(analyzer),
        text=HanText(analyzer, stored=True),
        lang=fields.KEYWORD(stored=True, lowercase=True),
        kind=fields.KEYWORD(stored=True, lowercase=True),
        date=fields.DATETIME(),
        stored_date=fields.STORED(),
        stored_lang=fields.STORED(),
        edition_of=fields.STORED(),
        domain=fields.KEYWORD(lowercase=True),
    )
    for name in sorted(facets):
        if name.isidentifier() and not name.startswith("_") and name not in made:
            made.add(name, fields.KEYWORD(lowercase=True))
    return made


def _word_query(fieldname: str, text: str, boost: float) -> query.Query:
    parts: list[query.Query] = []
    for found in tokenise(normalise(text)):
        if not found.cjk:
            parts.append(query.Term(fieldname, stem(found.text), boost=boost))
            continue
        words = list(dict.fromkeys(word for word, _ in cut(found.text)))
        parts += [query.Term(fieldname, word, boost=boost) for word in words]
        # Also where the run is one word: the texts may have cut it otherwise.
        parts.append(_side_by_side(fieldname, list(found.text), boost * _ADJACENT))
    if not parts:
        return query.NullQuery
    return parts[0] if len(parts) == 1 else query.Or(parts)


def _side_by_side(fieldname: str, terms: list[str], boost: float) -> query.Query:
    if len(terms) == 1:
        return query.Term(fieldname, terms[0], boost=boost)
    return query.Phrase(fieldname, terms, boost=boost)


def _passage(text: str) -> list[str]:
    """Return the terms that a normalised text gives in order: characters, and stems."""
    return [term for found in tokenise(text) for term in (found.text if found.cjk else [stem(found.text)])]


def _other_wordings(text: str) -> list[str]:
    """Return what else the words of a normalised text may be called: 叢集 for 集群, kubernetes for k8s."""
    words: set[str] = set()
    for found in tokenise(text):
        words.add(found.text)
        if found.cjk:
            words.update(word for word, _ in cut(found.text))
    known = other_wordings()
    others = dict.fromkeys(other for word in sorted(words) for other in known.get(word, ()))
    return [other for other in others if other not in words]
