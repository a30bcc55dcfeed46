"""Whom to ask, how politely, and for which identifiers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from techdigest.papers.lookup.errors import LookupFailedError
from techdigest.papers.model import Paper, PaperId

ARXIV = "https://export.arxiv.org/api/query"
CROSSREF = "https://api.crossref.org"
_NEW_ACL = re.compile(r"\d{4}\.[\w-]+\.\d+|[A-Z]\d{2}-\d{4}")


@dataclass(frozen=True, slots=True)
class Service:
    """How to ask.

    Attributes:
        arxiv: The address of arXiv's API.
        crossref: The address of Crossref's API.
        contact: An e-mail address of whoever asks: Crossref answers them sooner, and can write when something
            goes wrong. Not needed.
        delay: Seconds between two requests: arXiv asks for three.
        retries: How often to ask again.
        timeout: Seconds to wait for an answer.
    """

    arxiv: str = ARXIV
    crossref: str = CROSSREF
    contact: str = ""
    delay: float = 3.0
    retries: int = 2
    timeout: float = 20.0


def look_up(paper_id: PaperId, service: Service) -> Paper:
    """Return what arXiv or Crossref say of a paper; its key is to be chosen.

    Raises NotFoundError, and LookupFailedError where nobody can be asked (NotAvailableError: for want of a
    library).
    """
    if paper_id.scheme == "arXiv":
        from techdigest.papers.lookup.arxiv_api import ask_arxiv  # noqa: PLC0415 - quick start

        return ask_arxiv(paper_id, service)
    from techdigest.papers.lookup.crossref_api import ask_crossref  # noqa: PLC0415 - quick start

    if paper_id.scheme == "doi":
        return ask_crossref(paper_id, service)
    if paper_id.scheme == "acl" and _NEW_ACL.fullmatch(paper_id.value):
        paper = ask_crossref(PaperId("doi", f"10.18653/v1/{paper_id.value.lower()}"), service)
        return replace(paper, ids=tuple(sorted({*paper.ids, paper_id})))
    message = f"{paper_id}: nobody who answers such questions is known. Name the paper's DOI or arXiv id."
    raise LookupFailedError(message)
