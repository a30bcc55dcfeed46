"""HackMD's sizes of pictures: `![](picture.png =300x200)`, `=80%x`."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing

_SIZED = re.compile(
    r"(?P<image>!\[[^\[\]\n]*\]\([ \t]*(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)"
    r"(?:[ \t]+\"[^\"\n]*\")?)"
    r"[ \t]+=(?P<width>[0-9]{1,5}(?:\.[0-9]+)?(?:%|px)?)?x"
    r"(?P<height>[0-9]{1,5}(?:\.[0-9]+)?(?:%|px)?)?[ \t]*\)"
)


def _change(match: re.Match[str], _context: Context) -> Change:
    sizes = (("width", match["width"]), ("height", match["height"]))
    shown = " ".join(f'{name}="{size.removesuffix("px")}"' for name, size in sizes if size)
    return Change(f"{match['image']})" + (f"{{ {shown} }}" if shown else ""))


RULE = Rule("image-size", "Converted into attributes.", replacing(_SIZED, _change), needs=(" =",))
