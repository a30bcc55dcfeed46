"""What the plugin does its work with. NumPy alone takes a while to import, and a build that finds nothing
changed never looks at it."""

from __future__ import annotations

from cjksearch import static
from cjksearch.index.unit import Unit, UnitError
from cjksearch.pages import Hints, canonical
from cjksearch.pages.results import PageUnits, SitePages, collected
from cjksearch.pages.store import read_units, write_documents

__all__ = [
    "Hints",
    "PageUnits",
    "SitePages",
    "Unit",
    "UnitError",
    "canonical",
    "collected",
    "read_units",
    "static",
    "write_documents",
]
