"""A rendered page in, units of search out."""

from cjksearch.pages.hints import HintError, Hints
from cjksearch.pages.language import canonical, detect
from cjksearch.pages.sections import Section, sections
from cjksearch.pages.units import page_units

__all__ = ["HintError", "Hints", "Section", "canonical", "detect", "page_units", "sections"]
