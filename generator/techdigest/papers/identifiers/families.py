"""The registry of families: one line makes a scheme known everywhere."""

from __future__ import annotations

from techdigest.papers.identifiers.acl import ACL
from techdigest.papers.identifiers.arxiv import ARXIV
from techdigest.papers.identifiers.cvf import CVF
from techdigest.papers.identifiers.doi import DOI
from techdigest.papers.identifiers.family import Family
from techdigest.papers.identifiers.isbn import ISBN
from techdigest.papers.identifiers.neurips import NEURIPS
from techdigest.papers.identifiers.openreview import OPENREVIEW
from techdigest.papers.identifiers.pmlr import PMLR
from techdigest.papers.identifiers.pubmed import PUBMED
from techdigest.papers.identifiers.s2 import S2
from techdigest.papers.identifiers.usenix import USENIX

FAMILIES: tuple[Family, ...] = (
    ARXIV,
    DOI,
    ACL,
    OPENREVIEW,
    USENIX,
    PMLR,
    NEURIPS,
    CVF,
    S2,
    PUBMED,
    ISBN,
)

BY_SCHEME = {family.scheme: family for family in FAMILIES}
BY_PREFIX = {prefix: family for family in FAMILIES for prefix in (family.scheme.lower(), *family.prefixes)}
BY_HOST = {
    host: tuple(family for family in FAMILIES if host in family.hosts)
    for host in sorted({host for family in FAMILIES for host in family.hosts})
}


def families_of(host: str) -> tuple[Family, ...]:
    """The families that publish on a host or on one that it is a subdomain of."""
    labels = host.split(".")[-6:]
    names = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((BY_HOST[name] for name in names if name in BY_HOST), ())
