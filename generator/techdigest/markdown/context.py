"""What rendering needs to know beyond the Markdown itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from techdigest.diagnostics import Diagnostics
from techdigest.math.typesetter import Typesetter
from techdigest.notes.model import DigestItem, Lang
from techdigest.papers.model import Paper
from techdigest.papers.registry import Registry
from techdigest.snippets.model import Fence


@dataclass(frozen=True, slots=True)
class PageSource:
    """The page about to be rendered.

    Attributes:
        path: The file, relative to the content folder, with forward slashes.
        body_line: The line of the file on which `source` starts, counted from 1.
        source: The Markdown after the front matter, as in the file; diagnostics find their line in it.
        lang: The page's language.
        items: The digest items whose headings get links to their domains and sources.
        domain_links: Domain id -> (name to show, address as it stands in the page's HTML).
        papers: All papers that the file mentions, its front matter and headings included.
        paper_url: The address of a paper's page as it stands in the page's HTML; None where there are no
            such pages.
    """

    path: str
    body_line: int = 1
    source: str = ""
    lang: Lang = "zh-Hans"
    items: tuple[DigestItem, ...] = ()
    domain_links: Mapping[str, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    papers: tuple[Paper, ...] = ()
    paper_url: Callable[[Paper], str] | None = None


class Looked(StrEnum):
    """What rendering looks up: an image by `image_question`, a paper by its key."""

    IMAGE = "image"
    PAPER = "paper"


@dataclass(slots=True)
class RenderContext:
    """Shared by the pages of one build. Set `page` before each page is rendered.

    Attributes:
        diagnostics: Where findings go.
        typesetter: Sets the formulas.
        content_dir: The folder that image paths must stay in.
        page: The page about to be rendered; None renders text that belongs to no file.
        generated: Files that exist only in the build, by their path below the content folder.
        code_math: Whether a code span around ``$…$`` is a formula, as in blogdown.
        allow_scripts: Whether notes keep scripts, event handlers and ``javascript:`` addresses.
        commonmark_lists: Whether the content of a list item may be indented by the width of its marker, as
            in CommonMark, rather than by four spaces; text indented by four is read alike.
        show_snippet: Makes the HTML of a runnable fence, given a function that highlights code; None shows
            the code alone.
        registry: The papers that the text may cite; without any, citations are text like any other.
        note: Is told what rendering looks up besides, by the kinds of `Looked`.
    """

    diagnostics: Diagnostics
    typesetter: Typesetter
    content_dir: Path
    page: PageSource | None = None
    generated: frozenset[str] = frozenset()
    code_math: bool = False
    allow_scripts: bool = False
    commonmark_lists: bool = True
    show_snippet: Callable[[Fence, Callable[[str], str]], str] | None = None
    registry: Registry = field(default_factory=Registry)
    note: Callable[[Looked, str], None] = lambda kind, name: None
