"""Tell pictures that only draw from SVG that could do more when a browser opens it on its own."""

from __future__ import annotations

import re
from xml.parsers import expat

_SVG = "http://www.w3.org/2000/svg"
_STYLE = f"{_SVG} style"
_DRAWN = frozenset(
    """
    svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath image title desc
    metadata style clipPath mask pattern marker linearGradient radialGradient stop filter feGaussianBlur
    feOffset feBlend feMerge feMergeNode feColorMatrix feComposite feFlood
    """.split()  # noqa: SIM905 - easier to read than a page of quotes
)
# What programs write about a picture into its `metadata`.
_DESCRIBED = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://creativecommons.org/ns#",
)
_INSIDE = re.compile(r"\s*(?:#|data:image/(?:png|jpeg);)")
_LOADS = re.compile(r"@import|url\s*\(\s*+[\"']?+\s*+(?!#)|\\", re.IGNORECASE)


class _ActiveError(Exception):
    """Something that does more than draw."""


def only_draws(svg: bytes) -> bool:
    """Whether this is well-formed SVG without scripts, handlers, links, frames, entities or remote parts."""
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _Reader()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = reader.refuse
    parser.ProcessingInstructionHandler = reader.refuse
    try:
        parser.Parse(svg, True)
    except (_ActiveError, expat.ExpatError):
        return False
    return True


class _Reader:
    def __init__(self) -> None:
        self._style: list[str] | None = None  # what the style element holds that is being read

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, element = name.rpartition(" ")
        is_drawn = namespace == _SVG and element in _DRAWN
        if self._style is not None or not (is_drawn or namespace in _DESCRIBED):
            raise _ActiveError(name)
        for attribute, value in attributes.items():
            local = attribute.rpartition(" ")[2].lower()
            is_address = namespace == _SVG and local in ("href", "src")
            if local.startswith("on") or local == "base" or (is_address and not _INSIDE.match(value)):
                raise _ActiveError(attribute)
            if not is_address and _LOADS.search(value):
                raise _ActiveError(value)
        if name == _STYLE:
            self._style = []

    def text(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)

    def end(self, name: str) -> None:
        if self._style is not None and _LOADS.search("".join(self._style)):
            raise _ActiveError(name)
        self._style = None

    def refuse(self, *_: object) -> None:
        raise _ActiveError
