"""Obsidian's `![[picture.png|300]]` and `![[note#part]]`."""

from __future__ import annotations

import re

from techdigest.importers.constructs.anchors import with_anchor
from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.writing import MISSING, image, link, plain
from techdigest.importers.model import Outcome

_EMBED = re.compile(
    r"!\[\[(?=[^\[\]\n|]{0,500}\w)(?![^\[\]\n]{0,500}&[lg]t;)(?P<target>[^\[\]\n|<>]{1,500})(?:\\?\|(?P<alias>[^\[\]\n]{0,500}))?\]\]"
)
_FILE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|ico|excalidraw)$", re.IGNORECASE)
_SIZE = re.compile(r"(\d{1,5})(?:x(\d{1,5}))?")


def _change(match: re.Match[str], context: Context) -> Change:
    target, alias = match["target"].rstrip("\\").strip(), (match["alias"] or "").strip()
    path, _, part = target.partition("#")
    *words, last = alias.split("|")
    size = _SIZE.fullmatch(last.strip())
    text = " ".join(words if size else [*words, last]).strip()
    name = context.file_at(path)
    if _FILE.search(path):
        width, height = (size[1], size[2] or "") if size else ("", "")
        stem = path.rpartition("/")[2].rpartition(".")[0]
        shown = image(name or path, text or stem, width=width, height=height)
        return Change(shown, why="" if name else MISSING)
    if name:  # a paper, a recording
        return Change(link(plain(text or path), name))
    address = context.post_at(path) if path else ""
    shown = plain(text or target.replace("#", " › ").strip(" ›"))
    if address is None:
        return Change(shown, Outcome.DROPPED, "the source has no such note: its name stays")
    return Change(
        link(shown, with_anchor(address, part)), why="shown as a link, not as the text of that note"
    )


RULE = Rule(
    "obsidian-embed",
    "Converted into a picture; embedded notes into a link.",
    replacing(_EMBED, _change),
    needs=("![[",),
)
