"""Render the theme's templates by hand, as MkDocs would, on views of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.toc import get_toc

from techdigest.site.views import View

SITE_URL = "https://notes.example/base/"
VOID = frozenset({"meta", "link", "input", "img", "br", "hr", "path", "rect", "circle"})


@dataclass
class Site:
    """An empty site with the theme, whose templates are compiled once."""

    config: MkDocsConfig

    @cached_property
    def env(self) -> Environment:
        """The theme's templates, as MkDocs sets them up."""
        return self.config.theme.get_env()

    def render(self, template: str, td: View | None, *, source: str = "a-note.md", content: str = "") -> str:
        """The HTML of one page with a template and a view; `source` decides the page's address."""
        file = File(source, self.config.docs_dir, self.config.site_dir, use_directory_urls=True)
        files = Files([file])
        nav = get_navigation(files, self.config)
        page = nav.pages[0]
        page.content, page.toc, page.meta = content, get_toc([]), {}
        context: dict[str, Any] = dict(get_context(nav, files, self.config, page))
        if td is not None:
            context["td"] = td
        return self.env.get_template(template).render(context)


def site(
    folder: Path, *, plugins: tuple[str, ...] = (), theme: dict[str, Any] | None = None, **more: Any
) -> Site:
    """A site in a folder, with other settings where a test needs them."""
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "mkdocs.yml").touch()
    config = load_config(
        config_file=str(folder / "mkdocs.yml"),
        docs_dir=str(folder / "docs"),
        site_name="Notes & <Digests>",
        site_url=SITE_URL,
        theme={"name": "techdigest"} | (theme or {}),
        plugins=list(plugins),
        **more,
    )
    return Site(config)


@dataclass
class Element:
    """An element of a page: its tag, attributes and the text directly in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Document(HTMLParser):
    """All elements of a page, in order."""

    html: str
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember the element and, unless it is void, that it is open."""
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of that tag."""
        while tag not in VOID and self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Give the text to all elements around it."""
        for element in self._open:
            element.text += data

    def find(self, tag: str, **attributes: str) -> Iterator[Element]:
        """Elements of a tag with these attributes; `class_` and `data_x` stand for `class` and `data-x`."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        for element in self.elements:
            if element.tag == tag and all(
                value in element.attributes.get(name, "").split()
                if name == "class"
                else element.attributes.get(name) == value
                for name, value in wanted.items()
            ):
                yield element
