"""Digest items on the page: each heading is followed by the item's domains and sources.

What the author wrote about them below the heading stays on the page, but the search need not show it again.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from techdigest.markdown.render import Current
from techdigest.notes.item_hints import is_hint
from techdigest.notes.links import without_links
from techdigest.notes.model import DigestItem, Source


class AddItemMeta(Treeprocessor):
    """Adds a line of domains and sources below the heading of each digest item."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, root: etree.Element) -> None:
        """Change the tree in place."""
        page = self._current.rendering.page
        items = {item.anchor: item for item in page.items}
        if not items:
            return
        for parent in list(root.iter()):
            children = list(parent)
            for number, heading in enumerate(children):
                item = items.get(heading.get("id", "")) if heading.tag == "h2" else None
                if item is None:
                    continue
                classes = (heading.get("class") or "").split()
                heading.set("class", " ".join(dict.fromkeys([*classes, "td-item"])))
                for element in _hints(children[number + 1 :]):
                    element.set("data-search-exclude", "")
                meta = _meta(item, page.domain_links)
                if len(meta):
                    parent.insert(list(parent).index(heading) + 1, meta)


def _hints(below: Sequence[etree.Element]) -> Iterator[etree.Element]:
    """Find what only names the item's sources and domains below its heading: paragraphs, then lists."""
    is_below_hint = False
    for element in below:
        if element.tag not in {"p", "ul", "ol"}:
            return
        lines = [line for line in without_links(_text(element)).split("\n") if line.strip()]
        is_list_of_links = not lines and is_below_hint and element.tag != "p"
        is_below_hint = is_list_of_links or (bool(lines) and all(map(is_hint, lines)))
        if not is_below_hint:
            return
        yield element


def _text(element: etree.Element) -> str:
    """Return the text of an element but for that of its links."""
    inner = "" if element.tag == "a" else "".join(map(_text, element))
    return ("" if element.tag == "a" else element.text or "") + inner + (element.tail or "")


def _meta(item: DigestItem, domain_links: Mapping[str, tuple[str, str]]) -> etree.Element:
    meta = etree.Element("p", {"class": "td-item-meta", "data-search-exclude": ""})
    meta.tail = "\n"
    for domain in item.domains:
        if domain in domain_links:
            name, href = domain_links[domain]
            _add_link(meta, name, {"class": "td-chip", "href": href})
    for source in item.sources:
        host = _host(source)
        if host:
            attributes = {"class": "td-source", "href": source.url, "rel": "noopener"}
            if source.title:
                attributes["title"] = source.title
            _add_link(meta, host, attributes)
    return meta


def _host(source: Source) -> str | None:
    """Return the host that the source's address names; None if it is no address on the web."""
    try:
        parts = urlsplit(source.url)
        host = parts.hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") if parts.scheme in {"http", "https"} and host else None


def _add_link(parent: etree.Element, text: str, attributes: dict[str, str]) -> None:
    link = etree.SubElement(parent, "a", attributes)
    link.text = AtomicString(text)
    link.tail = " "


def register_items(md: Markdown, current: Current) -> None:
    """Register the processor: headings have their ids from 5 on, addresses of the note are rewritten at 0."""
    md.treeprocessors.register(AddItemMeta(md, current), "td-items", -5)
