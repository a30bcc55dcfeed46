"""Papers as others read them: BibTeX and RIS."""

from techdigest.papers.export.bibtex import to_bibtex
from techdigest.papers.export.ris import to_ris

__all__ = ["to_bibtex", "to_ris"]
