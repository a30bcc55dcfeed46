"""The MkDocs plugin: maps MkDocs' events to the core.

plugins:
  - techdigest
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from cjksearch.lazy import lazily
from techdigest.mkdocs_build.config import BuildConfig
from techdigest.mkdocs_build.install import install
from techdigest.mkdocs_plugin import walk
from techdigest.mkdocs_plugin.config import TechDigestConfig
from techdigest.mkdocs_plugin.taking_part import TakesPart

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

    from techdigest.mkdocs_plugin import work
else:
    work = lazily("techdigest.mkdocs_plugin.work")

log = get_plugin_logger("techdigest")

# MkDocs stamps pages with today's date, which would make each day's build differ; pages without a date of
# their own get this one, which our sitemap leaves out.
NO_DATE = "1970-01-01"


class TechDigestPlugin(TakesPart, BasePlugin[TechDigestConfig]):  # type: ignore[no-untyped-call]  # as in config.py
    """Notes in, pages out. Without any note, MkDocs' own pages are left as they are."""

    def __init__(self) -> None:
        super().__init__()
        install()
        self._content_dir = Path()
        self._files = Files([])
        self._troubled: frozenset[str] = frozenset()
        self._studied: dict[bytes, work.Study] = {}

    @property
    def build_options(self) -> BuildConfig:
        """How the site is built."""
        return self.config.build

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Live through all builds of `mkdocs serve`, as plugins that define this do, and MathJax with us."""

    def on_shutdown(self) -> None:
        """Stop MathJax."""
        if "typesetter" in self.__dict__:
            self.typesetter.close()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Begin a build: forget the one before, and put our extension behind the site's own."""
        self.diagnostics.clear()
        self._content_dir = Path(config.docs_dir)
        self.render = work.RenderContext(
            self.diagnostics,
            self.typesetter,
            self._content_dir,
            code_math=self.config.code_math,
            allow_scripts=self.config.allow_scripts,
        )
        extensions: list[Any] = config.markdown_extensions  # Python-Markdown takes names and instances
        others = [
            extension for extension in extensions if not isinstance(extension, work.TechDigestExtension)
        ]
        extensions[:] = [*others, work.TechDigestExtension(self.render)]
        walk.install(_gather, lambda config: _plugin(config) is not None)
        return config

    # Before other plugins look at the files, so that none of them sees a private note.
    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the notes, leave out what is private, and add listings and redirects."""
        self.build = work.Build.begin(
            config,
            self.config,
            files,
            self.diagnostics,
            cache=self.cache,
            executor=self.executor,
            latest=self._studied,
        )
        self._files = files
        self.render.show_snippet = self.build.snippets.show
        self.render.registry = self.build.catalogue.literature.registry
        self.paper_names = work.names_of(self.render.registry)
        # Of the file by itself, not of what others make of it: its page would not follow them.
        self._troubled = frozenset(path for path, study in self.build.studies.items() if study.read)
        self.render.generated = frozenset(file.src_uri for file in files if file.generated_by)
        if self.build.has_notes:
            if "attr_list" not in config.markdown_extensions:  # carries the anchors of digest items
                config.markdown_extensions.insert(0, "attr_list")
        else:
            self.render.allow_scripts = True  # a site of plain pages is its owner's business, as in MkDocs
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Draw each language's navigation, and date the pages."""
        self.navs = work.navigations(self.build, nav, files)
        if self.build.has_notes:
            for file in files.documentation_pages():
                if file.page is not None:
                    changed = self.build.changed(file.page)
                    file.page.update_date = changed.isoformat() if changed else NO_DATE

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Give MkDocs the text of a note without front matter; plain pages it reads itself, if it can."""
        note = self.build.note(page)
        if note is None or (not note.is_listed and note.path not in self._troubled):
            return None
        return "\n" + note.body  # the blank line keeps MkDocs from taking `key: value` for metadata

    # Before other plugins change the text: lines are still those of the file.
    @event_priority(100)
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Tell the Markdown extension and the templates about the page."""
        note = self.build.note(page)
        text = note.body if note and note.is_listed else markdown
        self.render.page, meta = self.told(page, text)
        if meta is not None:
            page.meta = meta
        elif note is not None:
            read = work.read_meta(note) if note.path in self._troubled else page.meta
            page.meta = work.page_meta(note, read) if self.build.has_notes else read
        if note is None:
            if (listing := self.build.listing(page)) is not None:
                page.title = escape(listing.title)
            return None
        return work.annotate(note.body, note.items) if note.is_listed else None

    # After other plugins have changed the page.
    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Check that the page shows what is run."""
        for diagnostic in self.build.snippets.missing(page.file.src_uri, html):
            self.diagnostics.add(diagnostic)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the page's template its view and its language's navigation."""
        view = self.build.view(page)
        context["td"] = view  # type: ignore[typeddict-unknown-key]  # ours, as each plugin may add
        context["nav"] = self.navs.get(self.build.catalogue.addresses.language(view.lang), nav)
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The same for pages that are templates, such as 404.html."""
        context["td"] = self.build.bare(template_name)  # type: ignore[typeddict-unknown-key]  # as above
        context["nav"] = self.navs.get(self.build.catalogue.addresses.default, context["nav"])
        return context

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str | None:
        """Put dates and languages into the sitemap of a site of notes."""
        if template_name != "sitemap.xml" or not self.build.has_notes or not config.site_url:
            return None
        return work.sitemap(work.locations(self.build, self._files))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what stands beside the pages, and say what was found."""
        if self.build.has_notes:
            work.write_beside(self.build, self.config, self._files, self.diagnostics)
        self._report()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Serve so that what is saved is seen at once, and readers never wait for a build."""
        from techdigest.mkdocs_build.preview import preview  # noqa: PLC0415 - no build needs it
        from techdigest.mkdocs_build.serve import preview_server  # noqa: PLC0415 - likewise

        made = preview(builder, Path(server.root))
        return preview_server(server, made, config, cache=self.config.build.cache)

    def on_build_error(self, *, error: Exception) -> None:
        """Say what was found before the build failed: it may be why."""
        self._report()

    def _report(self) -> None:
        """Print all that was found, once: a strict build fails because of it, and then comes here again."""
        found = self.diagnostics.render(work.source_lines(self._content_dir))
        self.diagnostics.clear()
        for text in found:
            log.warning(text)


def _plugin(config: MkDocsConfig) -> TechDigestPlugin | None:
    return next((plugin for plugin in config.plugins.values() if isinstance(plugin, TechDigestPlugin)), None)


def _gather(config: MkDocsConfig) -> Files:
    plugin = _plugin(config)
    assert plugin is not None, "only called for sites with the plugin"  # noqa: S101 - narrows the type
    return walk.gather_files(config, plugin.diagnostics)
