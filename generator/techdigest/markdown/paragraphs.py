"""Blocks do not belong into paragraphs: lift them out, between what comes before and after."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable

IsBlock = Callable[[etree.Element], bool]


def lift_out(root: etree.Element, is_block: IsBlock, tag: str) -> None:
    """Split every paragraph around its children that are blocks, and give those the tag."""
    for parent in list(root.iter()):
        if any(child.tag == "p" and any(map(is_block, child)) for child in parent):
            children = list(parent)
            for child in children:
                parent.remove(child)
            for child in children:
                parent.extend(_split(child, is_block, tag) if child.tag == "p" else [child])


def _split(paragraph: etree.Element, is_block: IsBlock, tag: str) -> list[etree.Element]:
    if not any(map(is_block, paragraph)):
        return [paragraph]
    parts = [_part(paragraph, paragraph.text)]
    for child in list(paragraph):
        if is_block(child):
            tail, child.tail, child.tag = child.tail, None, tag
            parts += [child, _part(paragraph, tail)]
        else:
            parts[-1].append(child)
    filled = [part for part in parts if part.tag != "p" or len(part) or (part.text or "").strip()]
    for part in filled:
        part.tail = "\n"
        if part.tag == "p":
            _strip_end(part)
    return filled


def _part(paragraph: etree.Element, text: str | None) -> etree.Element:
    part = etree.Element("p", paragraph.attrib)
    part.text = (text or "").lstrip()
    return part


def _strip_end(paragraph: etree.Element) -> None:
    if len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "").rstrip()
    else:
        paragraph.text = (paragraph.text or "").rstrip()
