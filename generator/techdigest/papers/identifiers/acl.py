"""The ACL Anthology: `2020.acl-main.1`, and `P18-1001` before 2020.

The Anthology's DOIs hold this identifier (10.18653/v1/P18-1001); `doi.py` reads them as it.
See https://aclanthology.org/info/ids/.
"""

from __future__ import annotations

import re

from techdigest.papers.identifiers.addresses import Address
from techdigest.papers.identifiers.family import Family
from techdigest.papers.model import PaperId

_NEW = r"\d{4}\.[a-z][a-z0-9_]{0,30}(?:-[a-z0-9_]{1,30})?\.\d{1,4}"
_OLD = r"[A-Z]\d{2}-\d{4}"
_VALUE = re.compile(rf"({_NEW}|{_OLD})(?:v\d{{1,2}})?", re.IGNORECASE)
_PATH = re.compile(
    rf"/(?:[a-z-]+/)*(?:[a-z]/[a-z]\d{{2}}/)?({_NEW}|{_OLD})"
    r"(?:v\d{1,2})?(?:\.(?:pdf|bib|xml|endf|html))?(?:/[a-z]\d{2}-\d{4})?",
    re.IGNORECASE,
)


def read_value(value: str) -> PaperId | None:
    """Read an identifier, with or without version. Volumes and front matter are no papers."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    canonical = match[1].lower() if "." in match[1] else match[1].upper()
    is_front_matter = not canonical[-3:].strip("0") or canonical.endswith(".0")
    return None if is_front_matter else PaperId("acl", canonical)


def _read_address(address: Address) -> PaperId | None:
    match = _PATH.fullmatch(address.path)
    return read_value(match[1]) if match else None


ACL = Family(
    scheme="acl",
    read_value=read_value,
    read_address=_read_address,
    url=lambda value: f"https://aclanthology.org/{value}/",
    pdf_url=lambda value: f"https://aclanthology.org/{value}.pdf",
    hosts=("aclanthology.org", "aclanthology.info", "aclweb.org", "aclanthology.coli.uni-saarland.de"),
)
