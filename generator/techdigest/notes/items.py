"""Digest items: the level-2 sections of a digest, each with the source it digests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.notes.fences import Line, read_lines
from techdigest.notes.headings import Heading, headings_of, parse_attributes
from techdigest.notes.item_hints import Hints, is_summary, match_summary, read_hints, read_summary
from techdigest.notes.lead import lead
from techdigest.notes.links import find_links, is_web_url
from techdigest.notes.model import DigestItem, Source
from techdigest.notes.plain import to_plain
from techdigest.notes.slugs import slugify, unique

_MIN_ITEMS = 2  # one section with a source is an article with a reference
_NUMBER = re.compile(
    r"^(?:第[0-9一二三四五六七八九十]{1,4}[篇条條][:：、.\s]*|(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[.)](?!\d)|[、）：:])\s*)"
)
_OWN_KEYS = ("source", "sources", "domain", "domains", "paper", "papers")


@dataclass(frozen=True, slots=True)
class _Section:
    heading: Heading
    lines: Sequence[Line]
    hints: Hints
    sources: tuple[Source, ...]


def read_items(
    body: str,
    *,
    is_digest: bool | None = None,
    path: str = "",
    body_line: int = 1,
    diagnostics: Diagnostics | None = None,
) -> tuple[DigestItem, ...]:
    """Return the items of a digest, in order; none when the body is no digest.

    A body is a digest when two or more of its level-2 sections name their source: as an attribute of the
    heading (`## Title {#anchor source="https://…" domains="cloud" paper="arXiv:2006.14171"}`) or in a line
    below it (`原文：<url>`, `Source: <url>`). Sections without source (TL;DR, closing words) are no items.
    `is_digest` (front matter `type`) decides instead where it is not None; then a heading that is a link is
    a source too. Domains come back as the author wrote them; `techdigest.domains.tag` turns them into ids.

    Args:
        body: The Markdown body.
        is_digest: See above.
        path: The file, for diagnostics.
        body_line: The line of the file on which the body starts.
        diagnostics: Gets addresses that are no web addresses.
    """
    if is_digest is False or ("\n##" not in f"\n{body}" and "\n-" not in body):
        return ()
    lines = read_lines(body)
    headings = headings_of(body)
    sections = _sections(headings, lines, links_count=bool(is_digest))
    chosen = [section for section in sections if section.sources]
    if len(chosen) < (1 if is_digest else _MIN_ITEMS):
        return ()
    if diagnostics is not None:
        _report_unsafe(sections, path, body_line, diagnostics)
    titles = [_title(section.heading) for section in chosen]
    proposed = match_summary(titles, _summary(headings, lines))
    taken: set[str] = set()
    return tuple(
        _item(section, title, domains, _anchor(section.heading, title, number, taken))
        for number, (section, title, domains) in enumerate(
            zip(chosen, titles, proposed, strict=True), start=1
        )
    )


def annotate(body: str, items: Sequence[DigestItem]) -> str:
    """Return the body with each item's heading carrying `{#anchor .td-item}`.

    The number of lines stays. Other attributes stay too, but for those that `read_items` has read.
    """
    lines = body.split("\n")
    for item in items:
        text, attributes = parse_attributes(lines[item.line - 1])
        classes = [name for name in attributes.classes if name != "td-item"]
        values = [f"{key}={_quoted(value)}" for key, value in attributes.values if key not in _OWN_KEYS]
        parts = [f"#{item.anchor}", ".td-item", *(f".{name}" for name in classes), *values]
        lines[item.line - 1] = f"{text.rstrip()} {{{' '.join(parts)}}}"
    return "\n".join(lines)


def _sections(headings: Sequence[Heading], lines: Sequence[Line], *, links_count: bool) -> list[_Section]:
    """Return the level-2 sections. A section ends at the next heading of level 1 or 2."""
    tops = [heading for heading in headings if heading.level <= 2]
    ends = [*(heading.line - 1 for heading in tops), len(lines)][1:]
    found = []
    for heading, end in zip(tops, ends, strict=True):
        if heading.level == 2:
            inner = lines[heading.line : end]
            hints = read_hints(_without_underline(inner))
            given = find_links(heading.attributes.get("source", "sources")) or (
                find_links(heading.markdown) if links_count else []
            )
            sources = {source.url: source for source in (*given, *hints.sources) if is_web_url(source.url)}
            found.append(_Section(heading, inner, hints, tuple(sources.values())))
    return found


def _item(section: _Section, title: str, proposed: tuple[str, ...], anchor: str) -> DigestItem:
    attributes = section.heading.attributes
    explicit = _split(attributes.get("domains", "domain"))
    prose = _without_underline([line for line in section.lines if line.number not in section.hints.lines])
    papers = attributes.get("papers", "paper").replace(",", " ").split()
    return DigestItem(
        title=title,
        anchor=anchor,
        line=section.heading.line,
        sources=section.sources,
        domains=explicit or section.hints.domains or proposed,
        papers=tuple(dict.fromkeys(papers)),
        text=to_plain("\n".join(line.text for line in prose)),
        lead=lead(prose),
    )


def _summary(headings: Sequence[Heading], lines: Sequence[Line]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the entries of the summary list: those of the section that is named so, else of the opening."""
    for heading in headings:
        if is_summary(heading.title):
            end = next((other.line - 1 for other in headings if other.line > heading.line), len(lines))
            return read_summary(lines[heading.line : end])
    first = next((heading.line - 1 for heading in headings if heading.level == 2), len(lines))
    return read_summary(lines[:first])


def _title(heading: Heading) -> str:
    return _NUMBER.sub("", heading.title).strip() or heading.title


def _anchor(heading: Heading, title: str, number: int, taken: set[str]) -> str:
    return unique(heading.attributes.id or slugify(title) or f"item-{number}", taken)


def _without_underline(lines: Sequence[Line]) -> Sequence[Line]:
    """Drop the underline of a setext heading, which is the section's first line."""
    return lines[1:] if lines and re.fullmatch(r"-+[ \t]*|=+[ \t]*", lines[0].text) else lines


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for raw in re.split("[,，、;；]", text) if (part := raw.strip()))


def _quoted(value: str) -> str:
    return f"'{value}'" if '"' in value else f'"{value}"'


def _report_unsafe(sections: Sequence[_Section], path: str, body_line: int, diagnostics: Diagnostics) -> None:
    for section in sections:
        given = section.heading.attributes.get("source", "sources")
        if given and not any(is_web_url(source.url) for source in find_links(given)):
            diagnostics.add(
                Diagnostic(
                    path,
                    body_line + section.heading.line - 1,
                    "item-source",
                    f"the source {given[:60]!r} is no web address; it is left out",
                    "Write an address that starts with https://.",
                    Severity.WARNING,
                )
            )
