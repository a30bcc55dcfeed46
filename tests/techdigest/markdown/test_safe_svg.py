"""Which pictures of records may be published."""

from __future__ import annotations

import pytest

from techdigest.markdown.safe_svg import only_draws

DRAWN = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9pt" height="9pt">
 <metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#">
  <cc:Work><dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/></cc:Work></rdf:RDF></metadata>
 <defs><style type="text/css">*{stroke-linejoin: round; fill: url(#a)}</style><path id="p" d="M 0 0"/></defs>
 <g clip-path="url(#c)" style="fill: url( '#a' )"><use xlink:href="#p"/><text>C:\\x url(y) @import</text></g>
 <image href="data:image/png;base64,iVBORw0KGgo="/>
</svg>"""


def test_what_plotting_libraries_draw_is_published() -> None:
    assert only_draws(DRAWN.encode())


@pytest.mark.parametrize(
    "piece",
    [
        "<script>alert(1)</script>",
        '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
        '<g onload="alert(1)"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<use href="data:image/svg+xml,x"/>',
        '<image href="https://elsewhere.example/x.png"/>',
        '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
        '<set attributeName="onload" to="alert(1)"/>',
        "<style>@import 'x.css';</style>",
        "<style>@imp<![CDATA[ort]]> 'x.css';</style>",
        "<style>@import 'x.css';<g/></style>",
        "<style>* { fill: url(https://elsewhere.example/x) }</style>",
        "<style>* { fill: u\\72l(https://elsewhere.example/x) }</style>",
        '<g style="fill: url(  x.svg#a)"/>',
        '<g xml:base="https://elsewhere.example/"><use href="#p"/></g>',
        "<?xml-stylesheet href='x.css'?>",
        "<g>",
    ],
)
def test_what_could_do_more_than_draw_is_not(piece: str) -> None:
    assert not only_draws(DRAWN.replace("</svg>", piece + "</svg>").encode())


def test_entities_are_refused_before_they_are_expanded() -> None:
    bomb = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    doctype = f'<!DOCTYPE svg [<!ENTITY e0 "x">{bomb}]>'
    assert not only_draws(f'{doctype}<svg xmlns="http://www.w3.org/2000/svg">&e12;</svg>'.encode())


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"no XML", b"<html xmlns='http://www.w3.org/1999/xhtml'/>"]
)
def test_what_is_no_svg_is_not_published(data: bytes) -> None:
    assert not only_draws(data)
