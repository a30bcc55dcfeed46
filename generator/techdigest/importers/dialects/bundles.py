"""Hugo's page bundles: a folder with a text and its pictures, which tells of Hugo also by itself."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from techdigest.importers.dialects.base import Evidence
from techdigest.importers.front.syntax import read_parts
from techdigest.importers.tree import Tree

_INDEX = re.compile(r"(?:^|/)index(?:\.[A-Za-z-]{2,8})?\.(?:md|markdown)$")
_PICTURE = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif")
_BESIDE = re.compile(
    r"""(?:\]\(|\bsrc[ ]?=[ ]?["']?)\./[^\s/()"']{1,200}\.(?:png|jpe?g|gif|webp|svg|avif)\b""", re.I
)


def evidence(tree: Tree) -> Iterator[Evidence]:
    """Yield what bundles say for Hugo."""
    illustrated = {posixpath.dirname(path) for path in tree.files if path.lower().endswith(_PICTURE)}
    bundles = [path for path in tree.texts if _INDEX.search(path) and posixpath.dirname(path) in illustrated]
    told = next((path for path in bundles if _is_told(tree.text(path) or "", path)), None)
    if told is not None:
        yield Evidence(6, f"{told} has front matter, and its pictures beside it, as page bundles do")
    elif bundles:
        yield Evidence(3, f"{bundles[0]} has its pictures beside it, as page bundles do")
    elif len(tree.texts) == 1 and tree.samples:
        ((path, text),) = tree.samples
        if _is_told(text, path) and _BESIDE.search(text):
            why = "as in page bundles, though without them"
            yield Evidence(3, f"{path} has front matter, and names its pictures as beside it (./), {why}")


def is_lone(tree: Tree) -> bool:
    """Whether the tree is one page, of whose address nothing is known."""
    return len(tree.texts) == 1


def _is_told(text: str, path: str) -> bool:
    """Whether front matter gives title and date, as Hugo's archetypes begin it."""
    return {"title", "date"} <= {key.lower() for key in read_parts(text, path, []).front}
