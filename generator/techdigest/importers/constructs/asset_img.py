"""Hexo's `{% asset_img class picture.png 300 200 "title" "alt" %}` and `{% img … %}`."""

from __future__ import annotations

import re
import shlex

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.templating import arguments_of, tag
from techdigest.importers.constructs.writing import image, picture

_FILE = re.compile(r"[/.\\:]|%2", re.IGNORECASE)
_SIZE = re.compile(r"\d{1,5}(?:px|%)?|auto")


def _change(match: re.Match[str], context: Context) -> Change | None:
    words = arguments_of(match["arguments"], has_names=False).others
    place = next((i for i, word in enumerate(words) if _FILE.search(word)), None)
    if place is None:
        return None
    sizes: list[str] = []
    rest = words[place + 1 :]
    while rest and _SIZE.fullmatch(rest[0]) and len(sizes) < 2:
        sizes.append(rest.pop(0))
    title, alt = _title_and_alt(rest)
    width, height = [*sizes, "", ""][:2]
    found = picture(context, words[place])
    return Change(image(found.address, alt or title, title, width=width, height=height), why=found.why)


def _title_and_alt(words: list[str]) -> tuple[str, str]:
    """The title, and behind it the text: in two pairs of quotes, or in one: `'"title" "alt"'`."""
    text = words[0] if len(words) == 1 else ""
    if '"' in text or "'" in text:
        try:
            words = shlex.split(text)
        except ValueError:  # an apostrophe
            words = [text]
    if len(words) > 2:  # no quotes: all of it is the title
        return " ".join(words), ""
    return (words[0] if words else ""), (words[1] if len(words) > 1 else "")


RULE = Rule(
    "hexo-asset-img",
    "Converted into a picture with its title, text and size.",
    replacing(tag("asset_img|img|image"), _change),
    needs=("{%",),
    dialects=frozenset(["hexo"]),
    is_template=True,
)
