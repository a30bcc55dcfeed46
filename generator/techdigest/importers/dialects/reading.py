"""What the dialects have in common: reading a file into a post, names with dates, patterns of addresses."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from techdigest.importers.front.dates import read_date
from techdigest.importers.front.documents import document_of
from techdigest.importers.front.syntax import read_parts
from techdigest.importers.model import Finding, Post
from techdigest.importers.tree import Tree
from techdigest.notes.fields import parse_lang
from techdigest.notes.language import is_markdown, split_suffix

_VARIABLE = re.compile(r":\{?([a-z_]+)\}?")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905 - easier to read
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905 - easier to read
)
_DATED = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})-(?P<slug>.+)", re.DOTALL)


def read_post(tree: Tree, path: str, found: list[Finding]) -> Post | None:
    """Return a file's post as far as any dialect has it, or None where the file is no text."""
    text = tree.text(path, found)
    if text is None:
        return None
    parts = read_parts(text, path, found)
    stem, lang = stem_of(path)
    return Post(
        path=path,
        body=parts.body,
        line=parts.line,
        front=parts.front,
        front_lines=parts.lines,
        title=stem,
        key=posixpath.join(posixpath.dirname(path), stem),
        lang=lang,
        slug=stem,
        folders=(posixpath.dirname(path),),
    )


def stem_of(path: str) -> tuple[str, str]:
    """Return a file's bare name, and the language in it: `a/b.zh-TW.md` is `b`, `zh-Hant`."""
    name = posixpath.basename(path)
    if not is_markdown(name):
        return posixpath.splitext(name)[0], ""
    stem, lang = split_suffix(name)
    return stem, lang or ""


def dated(stem: str) -> tuple[str, str]:
    """Split `2020-01-02-name` into date and name; the date is empty where there is none."""
    match = _DATED.fullmatch(stem)
    return (match["date"], match["slug"]) if match else ("", stem)


def language_folder(path: str) -> tuple[str, str]:
    """Split off a first folder that is a language: `en/posts/a.md` is `en` and `posts/a.md`."""
    folder, _, rest = path.partition("/")
    lang = parse_lang(folder) if rest else None
    return (lang, rest) if lang else ("", path)


def text_of(post: Post, *keys: str) -> str:
    """Return the first of some front matter keys that is a text, as it was written; empty for none."""
    front = document_of(post.front)
    for key in keys:
        raw = front.raw.get(key)
        if isinstance(raw, str) and raw.strip():
            return " ".join(raw.split())
    return ""


def texts_of(post: Post, *keys: str) -> tuple[str, ...]:
    """Return all texts that some front matter keys hold, alone or in lists."""
    front = document_of(post.front)
    found: list[str] = []
    for key in keys:
        raw = front.raw.get(key)
        found += [each for each in (raw if isinstance(raw, list) else [raw]) if isinstance(each, str)]
    return tuple(each.strip() for each in found if each.strip())


def moment_of(post: Post, timezone: object = None) -> datetime | None:
    """Return when a post was published: what its front matter says, else its name.

    Given the time zone that a configuration names, it is told by the clocks there.
    """
    zone = zone_of(timezone)
    for text in (text_of(post, "date", "date created", "created"), post.date):
        read = read_date(text, zone) if text else None
        if read:
            value = read[0]
            if not isinstance(value, datetime):
                return datetime(value.year, value.month, value.day, tzinfo=zone)
            return value.astimezone(zone) if timezone else value
    return None


def address(text: str) -> str:
    """Return an address as a path from the site's root, one slash at its beginning, none doubled."""
    path = unquote(re.sub(r"^[a-z][a-z0-9+.-]*://[^/]*", "", text.strip(), flags=re.IGNORECASE))
    path = path.split("?")[0].split("#")[0]
    return re.sub("/{2,}", "/", f"/{path}") if path.strip("/") else ""


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """Return a pattern such as `/:year/:title/` with its variables filled in; unknown ones are left out.

    Empty where it wants the parts of a date and there is none: nobody knows that address.
    """
    names = _VARIABLE.findall(pattern)
    if any(name in _OF_DATES and name not in values for name in names):
        return ""
    return address(_VARIABLE.sub(lambda match: values.get(match[1], ""), pattern))


def date_values(moment: datetime | None) -> dict[str, str]:
    """Return the variables of addresses that dates have in Hexo, Jekyll and Hugo."""
    if moment is None:
        return {}
    year, week, day = moment.isocalendar()
    return {
        "year": f"{moment.year:04}",
        "short_year": f"{moment.year % 100:02}",
        "i_year": str(moment.year),
        "month": f"{moment.month:02}",
        "i_month": str(moment.month),
        "day": f"{moment.day:02}",
        "i_day": str(moment.day),
        "y_day": f"{moment.timetuple().tm_yday:03}",
        "hour": f"{moment.hour:02}",
        "minute": f"{moment.minute:02}",
        "second": f"{moment.second:02}",
        "week": f"{week:02}",
        "w_year": str(year),
        "w_day": str(day),
        "short_day": _DAYS[day - 1][:3],
        "long_day": _DAYS[day - 1],
        "short_month": _MONTHS[moment.month - 1][:3],
        "long_month": _MONTHS[moment.month - 1],
        # Hugo's names
        "monthname": _MONTHS[moment.month - 1],
        "weekday": str(day % 7),
        "weekdayname": _DAYS[day - 1],
        "yearday": str(moment.timetuple().tm_yday),
    }


_OF_DATES = frozenset(date_values(datetime.min))


def zone_of(name: object) -> tzinfo:
    """Return the zone that a configuration names; UTC for none, and for one that is unknown."""
    try:
        return ZoneInfo(name.strip()) if isinstance(name, str) and name.strip() else UTC
    except (KeyError, OSError, ValueError):
        return UTC


def site_urls(config: Mapping[str, Any]) -> tuple[str, ...]:
    """Return where a configuration says that the site was published, without a slash at the end."""
    root = next((config[key] for key in ("root", "baseurl") if isinstance(config.get(key), str)), "").strip(
        "/"
    )
    urls = [
        config[key].rstrip("/") for key in ("url", "baseURL", "baseurl") if isinstance(config.get(key), str)
    ]
    urls = [url for url in urls if re.match(r"https?://", url)]
    return tuple(dict.fromkeys([*(f"{url}/{root}" for url in urls if root and "//" not in root), *urls]))
