"""Pictures as HTML: `<img src=…>`, also in `<figure>`; their files."""

from __future__ import annotations

import re
from html import escape, unescape

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.writing import picture

# Lazy loading hides the address elsewhere.
_TAG = re.compile(r"<img\b(?P<attributes>[^<>]*)>", re.IGNORECASE)
_SOURCE = re.compile(
    r"(?P<name>(?<![\w-])(?:data-(?:src|original|lazy-src)|src))[ \t\n]*=[ \t\n]*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>]+))",
    re.IGNORECASE,
)


def _change(match: re.Match[str], context: Context) -> Change | None:
    sources = list(_SOURCE.finditer(match["attributes"]))
    if not sources:
        return None
    source = max(sources, key=lambda one: len(one["name"]))  # data-src before src
    value = next(part for part in source.groups()[1:] if part is not None)
    found = picture(context, unescape(value).strip())
    rest = _SOURCE.sub("", match["attributes"]).rstrip("/ \t\n")
    address = escape(found.address.replace("\\", "/"))
    shown = f'<img src="{address}" {rest.strip()}'.rstrip() + ">"
    is_same = len(sources) == 1 and unescape(value) == found.address
    return Change(None if is_same else shown, found.outcome, found.why)


RULE = Rule(
    "html-image",
    "Kept as HTML, which is understood; its file lies beside the note now.",
    replacing(_TAG, _change),
    needs=("<img", "<IMG", "<Img"),
)
