"""How much of a source arrives on the page that is built of it, found on a path of its own.

The source is read by another reader of Markdown than the site's, and none of the rules of an import; the page
as a browser gets it. Both give `Facts`; `compare` says what is missing, line by line, and one by one.
"""

from __future__ import annotations

from techdigest.importers.fidelity.accounts import Account, State
from techdigest.importers.fidelity.compare import Gap, Losses, compare
from techdigest.importers.fidelity.facts import Facts, Piece, Thing, What
from techdigest.importers.fidelity.page import read_page
from techdigest.importers.fidelity.plain import read_plain
from techdigest.importers.fidelity.source import read_source

__all__ = [
    "Account",
    "Facts",
    "Gap",
    "Losses",
    "Piece",
    "State",
    "Thing",
    "What",
    "compare",
    "read_page",
    "read_plain",
    "read_source",
]
