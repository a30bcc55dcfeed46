"""Dates as note folders write them, with a zone for those that have none."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

from techdigest.notes.fields import parse_date

_ZONE = re.compile(r"(?:\d|\s)(?:[Zz]|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)$")
_TIME = re.compile(r"\d{1,2}:\d{2}")
_LONG_ZONE = re.compile(
    r"\s*([+-]\d{2}:?\d{2})(?::\d{2}|\s+\([^()\n]{0,40}\))?$|\s+(?!AM$|PM$|UTC$|GMT$)(?:[A-Z]{2,5}|\([A-Z]{2,5}\))$"
)
_MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905 - easier to read
)
_ENGLISH = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<month>[A-Za-z]{3,9})\.?\s+(?:(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+)?"
    r"(?P<y>\d{4})(?P<time>\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")


def read_date(text: str, zone: tzinfo) -> tuple[date | datetime, bool] | None:
    """Return the date or the time that a text gives, and whether its zone had to be taken from `zone`.

    None for what is no date. Besides what notes may write: `12 May 2019`, `May 12, 2019 10:30`, RFC 2822,
    `20190512`, seconds or milliseconds since 1970.
    """
    text = _with_plain_zone(" ".join(text.split())[:80])
    found = parse_date(text) or _other(text)
    if not isinstance(found, datetime):
        return (found, False) if found else None
    is_naive = _TIME.search(text) is not None and not _ZONE.search(text) and not _EPOCH.fullmatch(text)
    if not is_naive:
        return found, False
    try:
        return found.replace(tzinfo=zone), True
    except (ValueError, OverflowError):
        return None


def written(value: date | datetime) -> str:
    """Return a date as front matter holds it."""
    if not isinstance(value, datetime):
        return value.isoformat()
    offset = value.utcoffset() or timedelta()
    if offset % timedelta(minutes=1):  # local mean time, before there were zones
        value = value.astimezone(UTC)
    return value.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _other(text: str) -> date | datetime | None:
    try:
        if match := _ENGLISH.fullmatch(text):
            return _english(match)
        if match := _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(text[:10]), UTC)
        if match := _COMPACT.fullmatch(text):
            year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
            is_day = match[4] is None
            if not 1900 <= year <= 2200:
                return None
            return (
                date(year, month, day)
                if is_day
                else datetime(year, month, day, hour, minute, second, tzinfo=UTC)
            )
        return _rfc(text)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _english(match: re.Match[str]) -> date | datetime | None:
    name, day = match["month"].lower(), match["d1"] or match["d2"]
    month = next((i for i, each in enumerate(_MONTHS, 1) if each.startswith(name)), 0)
    if not month or not day:
        return None
    return parse_date(f"{match['y']}-{month}-{day}{match['time'] or ''}")


def _with_plain_zone(text: str) -> str:
    """`… +08:00:00`, `… +0800 (CST)`, `… CST`: names of zones are not unique, so those do not count."""
    match = _LONG_ZONE.search(text) if _TIME.search(text) else None
    return text[: match.start()] + (match[1] or "") if match else text


def _rfc(text: str) -> datetime | None:
    if not re.match(r"[A-Za-z]{3},? ", text):
        return None
    found = parsedate_to_datetime(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
