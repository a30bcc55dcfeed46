"""Queries as people type them: words, phrases, AND OR NOT, field:value, ranges of dates."""

from __future__ import annotations

from whoosh import fields, qparser, query

from cjksearch.local.schema import TEXT_FIELDS

#: Longer queries are refused: nesting them could exhaust the stack.
LONGEST = 500

_QUOTES = "Put it in quotes to search for it as it is."
_DATES = "Dates are written date:2026, date:2026-11-23 or date:[2026-01-01 to 2026-06-30]."


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
        list(TEXT_FIELDS), schema, fieldboosts=TEXT_FIELDS, group=qparser.OrGroup.factory(0.9)
    )
    parser.remove_plugin_class(qparser.WildcardPlugin)  # `c*` would hold up the search; a prefix will do
    parser.add_plugin(qparser.PrefixPlugin())
    try:
        parsed = parser.parse(text)
    except (qparser.QueryParserError, ValueError, OverflowError, RecursionError) as error:
        raise QueryError(f"The query {text!r} cannot be read: {error}. {_QUOTES}") from error
    for leaf in [parsed, *parsed.leaves()]:
        if getattr(leaf, "error", None):
            raise QueryError(f"{leaf.error}. {_DATES}")
    return parsed
