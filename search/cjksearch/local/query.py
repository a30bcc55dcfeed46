"""Queries as people type them: words, phrases, AND OR NOT, field:value, ranges of dates."""

from __future__ import annotations

from whoosh import fields, qparser, query
from whoosh.util import times

from cjksearch.analysis import normalise, stem
from cjksearch.local.schema import TEXT_FIELDS

#: Longer queries are refused: nesting them could exhaust the stack.
LONGEST = 500
#: Beyond so many words nobody expects to find all of them in one place.
_MOST_WORDS = 8

_QUOTES = "Put it in quotes to search for it as it is."
_BAD_DATE = "The query has a date that cannot be read."
_DATES = "Dates are written date:2026, date:2026-11-23, date:[2026-01-01 to 2026-06-30]."


class QueryError(ValueError):
    """A query that cannot be answered; the message says what is wrong and what would be right."""


def parse(text: str, schema: fields.Schema) -> query.Query:
    """Return Whoosh's query for what was typed.

    Words are joined by "or": what has more of them comes first. Raises `QueryError`.
    """
    if not text.strip():
        raise QueryError("The query is empty: give a word to search for.")
    if len(text) > LONGEST:
        raise QueryError(f"The query has {len(text)} characters; at most {LONGEST} can be searched for.")
    parser = qparser.MultifieldParser(
        list(TEXT_FIELDS), schema, fieldboosts=TEXT_FIELDS, group=qparser.OrGroup
    )
    parser.remove_plugin_class(qparser.WildcardPlugin)  # `c*` would hold up the search; a prefix will do
    parser.add_plugin(_BeginningPlugin())
    try:
        parsed = parser.parse(text, normalize=False)
        has_bad_date = any(getattr(leaf, "error", None) for leaf in [parsed, *parsed.leaves()])
        ready = _with_all_first(_exclude(parsed)).normalize()
    except times.TimeError as error:
        raise QueryError(f"{_BAD_DATE} {_DATES}") from error
    except (qparser.QueryParserError, ValueError, OverflowError, RecursionError) as error:
        raise QueryError(f"The query cannot be read: {error}. {_QUOTES}") from error
    if has_bad_date:  # dates are the only values that Whoosh parses
        raise QueryError(f"{_BAD_DATE} {_DATES}")
    return ready


def _exclude(node: query.Query) -> query.Query:
    """Return the query with "a NOT b" taken to mean "a, but not b"; Whoosh's "or" would add all without b."""
    if not isinstance(node, query.Or):
        return node.apply(_exclude)
    wanted = [_exclude(child) for child in node if not isinstance(child, query.Not)]
    unwanted = [child.query for child in node if isinstance(child, query.Not)]
    found = query.Or(wanted, boost=node.boost)
    return query.AndNot(found, query.Or(unwanted)) if wanted and unwanted else node if unwanted else found


def _with_all_first(node: query.Query) -> query.Query:
    """Return the query with what has all the words counting twice."""
    if isinstance(node, query.AndNot):
        return query.AndNot(_with_all_first(node.a), node.b)
    if isinstance(node, query.Or) and 1 < len(node) <= _MOST_WORDS:
        return query.Or([*node, query.And(list(node))])
    return node


class _BeginningNode(qparser.PrefixPlugin.PrefixNode):  # type: ignore[misc]  # Whoosh has no types
    """The beginning of a word, folded as texts are: ``Cuck*`` finds Cuckoo."""

    def query(self, parser: qparser.QueryParser) -> query.Query:
        beginning = normalise(self.text).lower()
        return query.Or(
            [query.Prefix(self.fieldname, beginning), query.Term(self.fieldname, stem(beginning))],
            boost=self.boost,
        )


class _BeginningPlugin(qparser.PrefixPlugin):  # type: ignore[misc]  # Whoosh has no types
    nodetype = _BeginningNode
