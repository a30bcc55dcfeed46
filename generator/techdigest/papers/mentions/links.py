"""Links of all kinds in a block: `[text](url)`, `[text][name]`, `<url>`, bare addresses, `<a href="url">`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from techdigest.papers.identifiers import parse_id
from techdigest.papers.mentions.candidates import OPAQUE, TAG, Block, Candidate, Link, trimmed
from techdigest.papers.mentions.mask import blank
from techdigest.papers.mentions.wholes import find_whole

_BRACKET = re.compile(r"\\.|!?\[|\]")
_ADDRESS = re.compile(
    r"\([ \t]*(?:<(?P<angle>[^<>\n]{1,2000})>|(?P<plain>(?:[^\s()<>\\]|\\.|\([^\s()<>]{0,300}\)){1,2000}+))"
    r"(?:\s{1,20}(?:\"[^\"]{0,300}\"|'[^']{0,300}'|\([^()]{0,300}\)))?[ \t]*\)"
)
_NAME = re.compile(r"[ ]?\[(?P<name>[^\[\]\n]{0,200})\]")
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?!\^)(?P<name>[^\[\]\n]{1,200})\]:[ \t]*\n?[ \t]*<?(?P<url>[^\s<>]{1,2000})>?", re.MULTILINE
)
_BARE = re.compile(
    r"<(?P<auto>https?://[^<>\s]{1,2000})>"
    r"|(?<![A-Za-z0-9/])(?P<bare>https?://[^\s<>\"`，。；：！？、）】《》」』”’（【「『“‘"
    + OPAQUE
    + r"]{1,2000})",
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    r"<a\s(?:[^<>\"'\n]|\"[^\"\n]{0,2000}+\"|'[^'\n]{0,2000}+'){0,40}?"
    r"(?<=\s)href\s{0,3}=\s{0,3}(?:\"(?P<dq>[^\"\n]{1,2000})\"|'(?P<sq>[^'\n]{1,2000})'|(?P<bare>[^\s<>\"']{1,2000}))[^<>]{0,2000}>",
    re.IGNORECASE,
)
_ANCHOR_END = re.compile(r"</a\s{0,5}>", re.IGNORECASE)


def take_definitions(text: str, raw: str) -> tuple[str, dict[str, str]]:
    """Return the masked text without lines `[name]: url`, and their addresses; the first of a name counts."""
    found: dict[str, str] = {}
    pieces, done = [], 0
    for match in _DEFINITION.finditer(raw):
        if text[match.start("name") - 1] != "[":
            continue
        found.setdefault(_name(match["name"]), match["url"])
        pieces += [text[done : match.start()], blank(text[match.start() : match.end()])]
        done = match.end()
    return "".join([*pieces, text[done:]]), found


def find_links(text: str, raw: str, named: Mapping[str, str]) -> list[Link]:
    """Return the links of a block, in order; of two that overlap the outer or first.

    Args:
        text: The block, masked; tags of HTML are looked for in `raw`, the same block as it was written.
        raw: The block as it was written.
        named: The addresses of `take_definitions`.
    """
    links = [*_bracketed(text, raw, named), *_anchors(text, raw), *_bare(text, raw)]
    links.sort(key=lambda link: (link.start, -link.end))
    kept: list[Link] = []
    for link in links:
        if not kept or link.start >= kept[-1].end:
            kept.append(link)
    return kept


def without_addresses(text: str, links: list[Link]) -> str:
    """The text with the addresses of links made opaque, and their brackets blank."""
    if not links:
        return text.replace(TAG, " ")
    pieces, done = [], 0
    for link in links:
        inside = text[link.text_start : link.text_end]
        pieces += [text[done : link.start], " " * (link.text_start - link.start), inside]
        behind = link.end - link.text_end
        pieces.append(OPAQUE * behind)
        done = link.end
    return "".join([*pieces, text[done:]]).replace(TAG, " ")


def _bracketed(text: str, raw: str, named: Mapping[str, str]) -> Iterator[Link]:
    if "[" not in text:
        return
    opened: list[tuple[int, bool]] = []
    for match in _BRACKET.finditer(text):
        if match[0].endswith("[") and match[0] != "\\[":
            opened.append((match.start(), match[0] == "!["))
        elif match[0] == "]" and opened:
            start, is_image = opened.pop()
            if is_image:
                continue
            end = match.end()
            inside = start + 1, match.start()
            address = _ADDRESS.match(raw, end) if text.startswith("(", end) else None
            if address:
                yield Link(start, address.end(), *inside, _unescaped(address["angle"] or address["plain"]))
            elif named:
                name = _NAME.match(text, end)
                key = _name((name["name"] if name else "") or text[inside[0] : inside[1]][:300])
                if key in named and not text.startswith(":", end):
                    yield Link(start, name.end() if name else end, *inside, named[key])


def _anchors(text: str, raw: str) -> Iterator[Link]:
    if TAG not in text:
        return
    for match in _ANCHOR.finditer(raw):
        if text[match.start()] != TAG:
            continue
        closing = _ANCHOR_END.search(raw, match.end(), match.end() + 1000)
        text_end = closing.start() if closing else match.end()
        if OPAQUE in text[match.end() : text_end]:
            text_end = match.end()
        url = html.unescape(match["dq"] or match["sq"] or match["bare"])
        yield Link(match.start(), closing.end() if closing else match.end(), match.end(), text_end, url)


def _bare(text: str, raw: str) -> Iterator[Link]:
    for match in _BARE.finditer(raw) if "://" in raw else ():
        if match["auto"]:
            if text[match.start()] == TAG == text[match.end() - 1]:
                yield Link(match.start(), match.end(), match.end(), match.end(), match["auto"])
        elif text[match.start()] in "hH" and OPAQUE not in text[match.start() : match.end()]:
            url = _trim(match["bare"])
            end = match.start() + len(url)
            yield Link(match.start(), end, end, end, _unescaped(url))


def find_linked(block: Block) -> Iterator[Candidate]:
    """Yield the papers to which links lead, by their addresses, else by their texts."""
    for link in block.links:
        paper_id = parse_id(link.url)
        paper = block.titles.registry.by_url(link.url)
        start, end = trimmed(block.text, link.text_start, link.text_end)
        is_asked = start < end and block.has_titles
        found = find_whole(block.titles, block.text[start:end]) if is_asked else None
        title = " ".join(block.text[start + found[0] : start + found[1]].split()) if found else None
        if paper is None and found:
            paper = found[2]
        if paper or paper_id:
            yield Candidate(link.start, link.end, "link", paper.key if paper else None, paper_id, title)


def _name(name: str) -> str:
    return " ".join(name.split()).casefold()


def _unescaped(url: str) -> str:
    return html.unescape(re.sub(r"\\([_*\[\]()~#&+.!\-])", r"\1", url.strip()))


def _trim(url: str) -> str:
    end = len(url)
    surplus = url.count(")") - url.count("(")
    while end and (url[end - 1] in ".,;:!?'*_~|]}\\" or (url[end - 1] == ")" and surplus > 0)):
        surplus -= url[end - 1] == ")"
        end -= 1
    return url[:end]
