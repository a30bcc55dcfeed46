"""Search at home: a Whoosh index of the same units, for the command line."""

from cjksearch.local.hits import LocalHit, format_hits
from cjksearch.local.index import IndexMissing, LocalIndex
from cjksearch.local.query import QueryError

__all__ = ["IndexMissing", "LocalHit", "LocalIndex", "QueryError", "format_hits"]
