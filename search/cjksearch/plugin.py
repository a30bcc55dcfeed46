"""The MkDocs plugin: collects what pages say, writes the index, and puts the search dialog on every page.

Serves any MkDocs site, with any theme::

    plugins:
      - cjksearch
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from cjksearch.lazy import lazily

if TYPE_CHECKING:
    from cjksearch import work
    from cjksearch.cache import Cache
    from cjksearch.pages.results import Labels
else:
    work = lazily("cjksearch.work")

log = get_plugin_logger("cjksearch")

ASSETS = "assets/cjksearch"
INDEX = "cjksearch"

#: On a page whose units `page_results` has told of: they need not be collected again.
_TOLD = "_cjksearch_told"
_HEAD_END = re.compile("</head>", re.IGNORECASE)


class CjkSearchConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs does not type __init_subclass__
    """What a site may set under ``plugins: - cjksearch:``. Everything has a default."""

    enabled = c.Type(bool, default=True)
    """False builds the site without search, for a faster preview."""

    lang = c.Optional(c.Type(str))
    """The language of pages that do not name theirs (``lang`` in the front matter), as a BCP 47 tag.
    Absent: Chinese pages are told from others, and Simplified from Traditional, by their characters."""

    replace_search = c.Type(bool, default=True)
    """Where Material's or MkDocs' own ``search`` plugin is listed too: true hides its box, so that the site
    has one search; false leaves it in the header, and this one answers to Ctrl-K and its own button."""

    units = c.Type(str, default=".cache/cjksearch/units.jsonl")
    """Where the plain text of all sections is kept for the local index (``techdigest search``), one JSON
    object a line; relative to mkdocs.yml. An empty string keeps none."""

    labels = c.Type(dict, default={})
    """Names of facet values for the filters, by facet, value and language:
    ``{domain: {cloud: {zh-Hans: 云计算, en: Cloud}}}``. Values without a name are shown as they are."""


class CjkSearchPlugin(BasePlugin[CjkSearchConfig]):  # type: ignore[no-untyped-call]  # as above
    """Collects the units of each page as it is rendered, and writes the index when all are.

    A build that keeps what pages gave to earlier ones asks `page_results` where a page is rendered, maybe in
    another process, and hands over the results of all pages by `take_page_results`.

    Attributes:
        cache: Where such a build keeps what is not made anew.
        publish: Takes path and content of a file of the site, which such a build need not write again.
    """

    #: Where the build calls `on_page_context` for every page, that is where they are collected.
    collects_in_templates = True

    def __init__(self) -> None:
        self.cache: Cache | None = None
        self.publish: Callable[[str, bytes], None] | None = None
        self._labels: Labels = {}
        self._fallback = "en"
        self._is_dirty = False

    @cached_property
    def _pages(self) -> work.SitePages:
        return work.SitePages()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether pages that did not change will be left out of the build."""
        self._is_dirty = dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig | None:
        """Read the labels, and say what becomes of another search plugin."""
        if not self.config.enabled:
            return None
        hints, problems = work.Hints.from_meta({"search": {"labels": self.config.labels}})
        for problem in problems:
            log.warning(f"option {problem.removeprefix('search.')}; ignored.")
        self._labels = hints.labels
        self._fallback = work.canonical(_theme_language(config))
        if other := self._other_search(config):
            log.info(
                f"The `{other}` plugin is active too. "
                + (
                    "Its box is hidden: cjksearch answers. Remove it from `plugins`, and readers no longer "
                    "download its index; or set `replace_search: false` to keep both."
                    if self.config.replace_search
                    else "Both work: its box stays in the header, cjksearch answers to Ctrl-K and its button."
                )
            )
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files | None:
        """Add the client to the site, and forget the pages of the build before."""
        if not self.config.enabled:
            return None
        self._pages = self._unchanged(files, config) if self._is_dirty else work.SitePages()
        for name, text in work.static.client_files().items():
            file = File.generated(config, f"{ASSETS}/{name}", content=text)
            if (stale := files.get_file_from_path(file.src_uri)) is not None:
                files.remove(stale)
            files.append(file)
        return files

    # Before Material's search, which strips the hints from the page.
    @event_priority(50)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext | None:
        """Collect the units of a page whose content is final, unless the build asks for them."""
        if self.config.enabled and not hasattr(page, _TOLD):
            self._pages.give(page.file.src_uri, self._collected(page))
        return None

    def is_complete(self, config: MkDocsConfig) -> bool:
        """Whether the units of the last build are still there for the local index."""
        path = self._units_path(config)
        return not self.config.enabled or path is None or path.is_file()

    def page_results(self, page: Page) -> work.PageUnits:
        """Return what a page gives to the index."""
        setattr(page, _TOLD, True)
        return self._collected(page) if self.config.enabled else work.PageUnits((), {}, ())

    def forget_page_results(self) -> None:
        """Forget the pages that were collected: the results of all are about to come."""
        self._pages = work.SitePages()

    def take_page_results(self, page: Page, digest: bytes, load: Callable[[], work.PageUnits]) -> None:
        """Take what `page_results` returned for a page, in this build or in an earlier one."""
        self._pages.take(page.file.src_uri, digest, load)

    def template_inputs(self, page: Page) -> object:
        """What is put on a page depends on its address and the configuration alone."""
        return ()

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str | None:
        """Put the dialog on the page."""
        return self._with_dialog(output, page.url, config) if self.config.enabled else None

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str | None:
        """Put the dialog on pages that are templates, such as 404.html."""
        if not self.config.enabled or not template_name.endswith(".html"):
            return None
        return self._with_dialog(output_content, template_name, config)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the index into the site, and the units for the local index beside mkdocs.yml."""
        if not self.config.enabled:
            return
        labels = {facet: dict(values) for facet, values in self._labels.items()}
        for path, own, problems in self._pages.remarks(self.cache):
            for problem in problems:
                log.warning(f"{path}: {problem}")
            for facet, values in own.items():
                labels.setdefault(facet, {}).update(values)
        documents = self._pages.documents(with_digests=self.cache is not None)
        out = Path(config.site_dir) / INDEX
        report = work.static.write_documents(
            documents, out, labels=labels, with_terms=True, cache=self.cache, publish=self._publisher()
        )
        for duplicate in report.duplicates:
            log.warning(f"{duplicate}: two sections have this address; the first is in the index.")
        if units_path := self._units_path(config):
            try:
                work.write_documents(documents, units_path, self.cache)
            except OSError as error:  # a read-only checkout can still be published
                log.warning(
                    f"{units_path}: {error.strerror}; the local index is not updated. `units: ''` keeps none."
                )
        log.debug(f"{report.units} sections, {report.terms} terms, {report.size} bytes in {INDEX}/")

    def _publisher(self) -> Callable[[str, bytes], None] | None:
        """What takes the files of the index, by their path in its folder, if the build does."""
        publish = self.publish
        return publish and (lambda path, content: publish(f"{INDEX}/{path}", content))

    def _collected(self, page: Page) -> work.PageUnits:
        if page.file.inclusion is InclusionLevel.DRAFT:
            return work.PageUnits((), {}, ())
        return work.collected(
            page.url or "./",
            # MkDocs escapes the titles it reads from headings.
            html.unescape(str(page.title or "")),
            page.meta,
            page.content or "",
            lang=work.canonical(self.config.lang or ""),
            fallback=self._fallback,
        )

    def _unchanged(self, files: Files, config: MkDocsConfig) -> work.SitePages:
        """Return the units of pages that a dirty build will not render, as last known."""
        uris = {file.url: file.src_uri for file in files.documentation_pages() if not file.is_modified()}
        before = self._pages.documents(with_digests=False)
        known = [unit for document in before for unit in document.load()]
        if not known and (path := self._units_path(config)) and path.is_file():
            try:
                known = list(work.read_units(path))
            except work.UnitError as error:
                log.warning(f"{error}. Pages that did not change are missing from the search index.")
        kept: dict[str, list[work.Unit]] = {}
        for unit in known:
            if uri := uris.get(unit.url.partition("#")[0]):
                kept.setdefault(uri, []).append(unit)
        pages = work.SitePages()
        for uri, units in kept.items():
            pages.give(uri, work.PageUnits(tuple(units), {}, ()))
        return pages

    def _units_path(self, config: MkDocsConfig) -> Path | None:
        if not self.config.units:
            return None
        return Path(config.config_file_path or "mkdocs.yml").parent / self.config.units

    def _other_search(self, config: MkDocsConfig) -> str | None:
        return next((name for name in ("material/search", "search") if name in config.plugins), None)

    def _with_dialog(self, output: str, url: str, config: MkDocsConfig) -> str:
        """Return the page with the dialog's style sheet and script at the end of its head."""
        head_end = _HEAD_END.search(output)
        if head_end is None:
            return output
        if url == "404.html":  # a host shows it at any depth
            url = ""
            base = urlsplit(config.site_url or "/").path.rstrip("/") + "/"
        else:
            base = ""
        style, script = (
            html.escape(base + get_relative_url(f"{ASSETS}/{name}", url))
            for name in ("dialog.css", "dialog.js")
        )
        replaces = self.config.replace_search and self._other_search(config)
        attribute = " data-cjksearch-replaces" if replaces else ""
        tags = (
            f'<link rel="stylesheet" href="{style}">'
            f'<script type="module" src="{script}" data-cjksearch{attribute}></script>'
        )
        return output[: head_end.start()] + tags + output[head_end.start() :]


def _theme_language(config: MkDocsConfig) -> str:
    """Return the language of the theme's own words: Material's `language`, MkDocs' `locale`."""
    return str(config.theme.get("language") or config.theme.get("locale") or "en")
