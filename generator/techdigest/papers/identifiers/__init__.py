"""Canonical identifiers of papers, from every spelling and address that names one.

Each scheme is one file; `families.py` lists them. A paper may have several identifiers (its arXiv id and its
DOI); the registry brings them together.
"""

from techdigest.papers.identifiers.find import FoundId, find_ids, id_url, parse_id, pdf_url

__all__ = ["FoundId", "find_ids", "id_url", "parse_id", "pdf_url"]
