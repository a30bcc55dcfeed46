"""Computer Vision Foundation: the file's name without its last part, `He_Mask_R-CNN_ICCV_2017`.

Papers of workshops carry the workshop: `NTIRE/Some_Title_CVPRW_2019`. Case counts.
"""

from __future__ import annotations

import re

from techdigest.papers.identifiers.addresses import Address
from techdigest.papers.identifiers.family import Family
from techdigest.papers.model import PaperId

_STEM = r"[\w.+'-]{3,120}?_(?P<meeting>[A-Z]{3,5})_(?P<year>20\d\d)"
_VALUE = re.compile(rf"(?:(?P<workshop>[\w.-]{{1,60}})/)?{_STEM}")
_PATH = re.compile(
    r"(?:/openaccess)?/content(?:_|/)\w+(?:/(?P<first>[\w.-]{1,60}))?/(?:html|papers|supplemental)"
    rf"(?:/(?P<second>[\w.-]{{1,60}}))?/(?P<stem>{_STEM})_(?:paper|supplemental)\.(?:html|pdf|zip)",
    re.IGNORECASE,
)
_FIRST_NEW_YEAR = 2021
_LAST_LOWER = {"CVPR": 2018, "ICCV": 2015}


def read_value(value: str) -> PaperId | None:
    """Read the file's name as far as its year, with a workshop's name in front."""
    return PaperId("cvf", value) if _VALUE.fullmatch(value) else None


def _read_address(address: Address) -> PaperId | None:
    match = _PATH.fullmatch(address.path)
    if match is None:
        return None
    workshop = match["first"] or match["second"]
    return read_value(f"{workshop}/{match['stem']}" if workshop else match["stem"])


def _address(value: str, kind: str, suffix: str) -> str:
    match = _VALUE.fullmatch(value)
    if match is None:
        raise ValueError(f"no identifier of this scheme: {value}")
    workshop, meeting, year = match["workshop"], match["meeting"], int(match["year"])
    stem = value.rpartition("/")[2]
    if year >= _FIRST_NEW_YEAR or meeting == "ACCV":
        folder = f"content/{meeting.removesuffix('W')}{year}{'W' if workshop else ''}"
        inner = f"{workshop}/{kind}" if workshop else kind
    else:
        name = meeting.lower() if year <= _LAST_LOWER.get(meeting, 0) else meeting
        is_old_workshop = workshop and not meeting.endswith("W")
        folder = f"content_{name}_{year}{'_workshops' if is_old_workshop else ''}"
        inner = f"{workshop}/{kind}" if is_old_workshop else f"{kind}/{workshop}" if workshop else kind
    return f"https://openaccess.thecvf.com/{folder}/{inner}/{stem}_paper.{suffix}"


CVF = Family(
    scheme="cvf",
    read_value=read_value,
    read_address=_read_address,
    url=lambda value: _address(value, "html", "html"),
    pdf_url=lambda value: _address(value, "papers", "pdf"),
    hosts=("openaccess.thecvf.com", "cv-foundation.org"),
)
