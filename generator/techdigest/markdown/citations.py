"""Citations: `[@key]` and `[see @a, p. 7; -@b]` become numbers that lead to the reference list.

A citation is found in running text, once code, formulas, links, addresses and tags are out of the way, and
stays empty until the page's papers have their numbers: tables of contents and ids of headings do not see it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from difflib import get_close_matches

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from techdigest.diagnostics import Severity
from techdigest.markdown.cite_links import cite_link
from techdigest.markdown.page_papers import PagePapers
from techdigest.markdown.render import Current, Rendering
from techdigest.papers.registry import Registry

_LONGEST = 1000  # characters between the brackets
# An @ that belongs to no address; what was taken out of the text (STX) is no part of a citation.
_CITATION = (
    r"(?<!!)\[(?!\^)(?=[^\[\]\x02\x03]*?(?<![A-Za-z0-9._+])@)"
    rf"(?P<inner>[^\[\]\x02\x03]{{2,{_LONGEST}}}+)\]"
)
_NUMBER = "data-citation"  # gone before the page is written
_SUGGESTED = 3
_ASKED = 50  # unknown keys of one page for which near ones are looked for


class Citations(InlineProcessor):
    """Puts an empty element in the place of each citation that names a paper of the registry."""

    ANCESTOR_EXCLUDES = ("a",)
    NEEDED = "@"

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(_CITATION, md)
        self._current = current

    def handleMatch(  # type: ignore[override]  # ours gives a span, as the base class's two forms allow
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int] | tuple[None, None, None]:
        """Return the element; what names no paper of the registry stays text."""
        rendering = self._current.rendering
        registry = rendering.context.registry
        if not registry or not rendering.page.path or _is_definition(m, data):
            return None, None, None
        from techdigest.papers.mentions.citations import parse_citation  # noqa: PLC0415 - many patterns, for sites with papers only

        cited = parse_citation(m["inner"])
        if not cited:
            return None, None, None
        for key in dict.fromkeys(citation.key for citation in cited):
            if key not in registry.by_key:
                _report(rendering, m[0], key)
        if not any(citation.key in registry.by_key for citation in cited):
            return None, None, None
        rendering.citations.append((cited, m[0]))
        element = etree.Element("span", {"class": "td-cites", "data-search-exclude": ""})
        element.set(_NUMBER, str(len(rendering.citations) - 1))
        element.text = AtomicString("")
        return element, m.start(), m.end()


def fill_citation(element: etree.Element, rendering: Rendering, papers: PagePapers) -> Iterator[str]:
    """Write the numbers into the element of a citation, and yield the keys of its papers."""
    number = element.attrib.pop(_NUMBER, None)
    if number is None:
        return
    registry: Registry = rendering.context.registry
    text, separator, last = "[", "", None
    for cited in rendering.citations[int(number)][0]:
        text += ("; " if separator and cited.prefix else separator) + (cited.prefix and f"{cited.prefix} ")
        paper = registry.by_key.get(cited.key)
        if paper is None:
            text += f"@{cited.key}"
        else:
            _append(element, last, text)
            last, text = cite_link(paper, papers), ""
            element.append(last)
            papers.mark(paper, last)
            yield paper.key
        text += cited.locator and f", {cited.locator}"
        separator = "; " if cited.locator else ", "
    _append(element, last, text + "]")


def citation_source(element: etree.Element, rendering: Rendering) -> str:
    """Return what the author wrote for a citation that is still empty."""
    return rendering.citations[int(element.get(_NUMBER, ""))][1]


def _append(element: etree.Element, last: etree.Element | None, text: str) -> None:
    if last is None:
        element.text = text
    else:
        last.tail = text


def _is_definition(m: re.Match[str], data: str) -> bool:
    """Whether it is the beginning of a line `[name]: …`, an address that nothing has read as one."""
    return data[m.end() : m.end() + 1] == ":" and data[: m.start()].rpartition("\n")[2].strip() == ""


def _report(rendering: Rendering, source: str, key: str) -> None:
    if key in rendering.unknown_keys:
        return
    rendering.unknown_keys.add(key)
    hint = "add it with `techdigest papers add`"
    if len(rendering.unknown_keys) <= _ASKED:
        near = get_close_matches(key, rendering.context.registry.by_key, _SUGGESTED)
        if near:
            hint = f"did you mean {' or '.join(f'@{other}' for other in near)}? Otherwise {hint}"
    message = f"No paper has the key `{key}`, so its citation stays as it is written"
    rendering.report(source, "citation-unknown", message, hint, Severity.WARNING)


def register_citations(md: Markdown, current: Current) -> None:
    """Register the pattern: links are read above 120, tags at 90, emphasis from 60 on."""
    md.inlinePatterns.register(Citations(md, current), "td-citation", 85)
