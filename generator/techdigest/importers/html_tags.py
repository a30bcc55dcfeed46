"""Which elements and attributes of HTML posts may have, by nh3's lists and a few more that notes use."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import nh3

DRAWING = frozenset(
    ["svg", "g", "path", "circle", "rect", "line", "text", "polygon", "polyline", "ellipse", "defs", "use"]
)
FORMS = frozenset(
    ["input", "button", "select", "option", "label", "textarea", "form", "fieldset", "legend", "optgroup"]
)
_TAGS = frozenset(nh3.ALLOWED_TAGS) | frozenset(
    """
    font big u section details summary figure figcaption picture source video audio track
    colgroup col main address dfn meter progress ruby rt rp rb rtc map area tt nav header footer
    article aside strike center del ins mark kbd samp var
    """.split()  # noqa: SIM905 - easier to read than a page of quotes
)
_ATTRIBUTES = {name: set(names) for name, names in nh3.ALLOWED_ATTRIBUTES.items()}
for _name, _more in {
    "*": (
        "id",
        "class",
        "title",
        "lang",
        "dir",
        "align",
        "width",
        "height",
        "style",
        "markdown",
        "name",
        "role",
    ),
    "a": ("rel", "target"),
    "font": ("color", "size", "face"),
    "details": ("open",),
    "input": ("type", "checked", "disabled"),
    "video": ("src", "controls", "poster", "width", "height", "loop", "muted"),
    "audio": ("src", "controls", "loop"),
    "source": ("src", "srcset", "type", "media"),
    "td": ("valign", "bgcolor"),
    "th": ("valign", "bgcolor"),
    "tr": ("valign", "bgcolor"),
    "table": ("border", "cellpadding", "cellspacing", "bgcolor"),
    "img": ("src", "alt", "loading", "border"),
    "ol": ("start", "type", "reversed"),
    "li": ("value",),
}.items():
    _ATTRIBUTES.setdefault(_name, set()).update(_more)
_ATTRIBUTES["a"].discard("rel")
DROPPED = frozenset(
    ["script", "style", "noscript", "object", "embed", "applet", "template", "math", "head", "frameset"]
)
ALONE = frozenset(["meta", "link", "base", "param", "html", "body", "frame", "embed", "noembed"])
KNOWN = (
    _TAGS
    | DROPPED
    | ALONE
    | FORMS
    | DRAWING
    | {"iframe", "title", "marquee", "blink", "dialog", "menu", "canvas"}
)

_PLAIN = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,20}[ \t]*/?>")


@lru_cache(maxsize=4096)
def cleaned(tag: str) -> str:
    """Return a tag with the attributes that text may have; or nothing."""
    if _PLAIN.fullmatch(tag):
        return tag
    if tag.startswith("</"):
        return f"</{tag[2:-1].split(maxsplit=1)[0].strip('/')}>"
    name = _named(tag)
    if name in DRAWING:
        return "" if re.search(r"\bon\w+\s*=|script:|href", tag, re.IGNORECASE) else tag
    # Cells and the like are only read in a table.
    inside = _WITHIN.get(name, "")
    made = nh3.clean(
        f"{inside}{tag}",
        tags=set(_TAGS) | {"input"},
        attributes=_ATTRIBUTES,
        clean_content_tags=set(),
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
    )
    opened = re.search(rf"<{name}\b(?:[^<>\"]|\"[^\"]*\")*>", made)
    if opened is None:
        return ""
    before, after = _names(tag), _names(opened[0])
    return tag if before == after else opened[0]


_WITHIN = dict.fromkeys(("tbody", "thead", "tfoot", "caption", "colgroup"), "<table>")
_WITHIN |= {"tr": "<table><tbody>", "td": "<table><tbody><tr>", "th": "<table><tbody><tr>"}
_WITHIN |= {"col": "<table><colgroup>"}
_NAME = re.compile(r"""([A-Za-z_:][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")


def _names(tag: str) -> list[tuple[str, str]]:
    """Return the attributes of a tag with their values, to tell whether any went."""
    inner = re.sub(r"^<[A-Za-z0-9-]+|/?>$", "", tag)
    return sorted(
        (match[1].lower(), unescape(match[2] or match[3] or match[4] or "").strip())
        for match in _NAME.finditer(inner)
    )


def _named(tag: str) -> str:
    return re.split(r"[^A-Za-z0-9-]", tag.lstrip("</"), maxsplit=1)[0].lower()
