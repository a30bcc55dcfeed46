"""Links as HTML: `<a href=…>`."""

from __future__ import annotations

import re
from html import escape, unescape

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.links_to import address_of

_LINK = re.compile(
    r"(?P<before><a\b[^<>]*?(?<![\w-])href[ \t\n]*=[ \t\n]*)"
    r"(?:\"(?P<double>[^\"<>]*)\"|'(?P<single>[^'<>]*)'|(?P<bare>[^\s\"'<>]+))",
    re.IGNORECASE,
)


def _change(match: re.Match[str], context: Context) -> Change | None:
    written = next(part for part in match.groups()[1:] if part is not None)
    found = address_of(context, unescape(written))
    if found is None:
        return None
    is_same = found.address == unescape(written)
    return Change(
        None if is_same else f'{match["before"]}"{escape(found.address)}"', found.outcome, found.why
    )


RULE = Rule(
    "html-link",
    "Kept as HTML; its address is converted as that of any link.",
    replacing(_LINK, _change),
    needs=("<a", "<A"),
)
