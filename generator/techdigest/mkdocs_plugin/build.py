"""One build of a site: what was read, and what each page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from techdigest.diagnostics import Diagnostics
from techdigest.incremental.cache import Cache
from techdigest.incremental.executors import Executor
from techdigest.mkdocs_plugin.anchors import anchor_of
from techdigest.mkdocs_plugin.config import TechDigestConfig
from techdigest.mkdocs_plugin.files import add_listings, add_redirects, drop_rivals, later_files, place
from techdigest.mkdocs_plugin.library import Shown, read
from techdigest.mkdocs_plugin.memory import remembering
from techdigest.mkdocs_plugin.meta import listing_meta, paper_meta
from techdigest.mkdocs_plugin.papers import add_downloads, read_papers
from techdigest.mkdocs_plugin.snippets import Snippets
from techdigest.mkdocs_plugin.study import Study, study
from techdigest.notes.model import Note
from techdigest.site.addresses import Addresses
from techdigest.site.catalogue import Catalogue, last_changed
from techdigest.site.glossary import located
from techdigest.site.listings import listing_views
from techdigest.site.note_views import bare_view, note_view, page_view
from techdigest.site.papers.discussions import located as located_paper
from techdigest.site.plain import listing_markdown
from techdigest.site.terms import note_terms
from techdigest.site.views import View


@dataclass
class Build:
    """What one build knows once MkDocs has gathered its files.

    Attributes:
        shown: The notes and pages that are published.
        catalogue: The same, as listings see them.
        snippets: What is run of them, and what came of it.
        listings: The view of each listing, by the source name of the page that shows it.
        files: MkDocs' files, which know the anchors of pages once these are rendered.
        studies: What was found in each file.
    """

    config: MkDocsConfig
    shown: Shown
    catalogue: Catalogue
    snippets: Snippets
    listings: Mapping[str, View]
    files: Files
    studies: dict[str, Study]
    _views: dict[str, View] = field(default_factory=dict)

    @classmethod
    def begin(
        cls,
        config: MkDocsConfig,
        options: TechDigestConfig,
        files: Files,
        diagnostics: Diagnostics,
        *,
        cache: Cache | None = None,
        executor: Executor | None = None,
        latest: dict[bytes, Study] | None = None,
    ) -> Build:
        """Read the content, and bring `files` in line with it.

        Args:
            config: MkDocs' configuration.
            options: The plugin's.
            files: What MkDocs has gathered.
            diagnostics: Gets what is wrong.
            cache: Knows what was found in files that have not changed.
            executor: Reads the others.
            latest: What the last build of this process has found in them (see `study_all`).
        """
        addresses = Addresses(tuple(options.languages), options.notes_dir, config.use_directory_urls)
        shown, studies = read(
            config, options, files, diagnostics, cache=cache, executor=executor, latest=latest
        )
        place(files, shown.by_path.values(), addresses)
        drop_rivals(files, diagnostics)
        shown = shown.within(files)
        urls = {path: files.src_uris[path].url for path in shown.by_path}
        snippets = Snippets.read(config, options, shown, files, diagnostics, studies=studies)
        terms = {note.path: terms for note in shown.notes if (terms := studies[note.path].terms)}
        headings = {path: [title for _, title in found.headings] for path, found in terms.items()}
        remember = remembering(cache)
        catalogue = Catalogue(
            addresses,
            shown.notes,
            shown.pages,
            domain_names={domain.id: domain.names for domain in shown.taxonomy.domains},
            minutes=lambda note: studies[note.path].minutes,
            url_of=lambda note: urls[note.path],
            section_titles=lambda note: headings[note.path],
            has_feeds=bool(config.site_url) and any(last_changed(note) for note in shown.notes),
            snippets=tuple(snippets.standings.values()),
            terms=note_terms(shown.notes, terms, remember),
            literature=read_papers(options.papers_file, shown, studies, diagnostics),
            remember=remember,
        )
        views = listing_views(catalogue, latest=options.latest)
        has_templates = is_our_theme(config)
        texts = {
            source: "" if has_templates else _listing_text(addresses, source, view)
            for source, view in views.items()
        }
        stand_ins = add_listings(config, files, texts)
        add_downloads(config, files, catalogue)
        add_redirects(config, files, shown.by_path.values(), later_files(config, addresses), diagnostics)
        listings = {stand_ins[source]: view for source, view in views.items()}
        return cls(config, shown, catalogue, snippets, listings, files, studies)

    def refresh(self, page: Page, data: bytes) -> bool:
        """Take over the text of a page that was edited since, as far as the page itself shows it.

        Args:
            page: The page.
            data: Its file as it is now.

        Returns:
            False if it is to be published otherwise than before, or not at all.
        """
        then, path = self.note(page), page.file.src_uri
        if then is None:
            return False
        new = study(data, path, self.shown.rules)
        before, after = self.studies[path].note, new.note
        if before is None or after is None or _identity(before) != _identity(after):
            return False
        self.studies[path] = new
        note = replace(after, slug=then.slug, key=then.key)
        self.shown.refresh(note)
        self.catalogue.refresh(note)
        self.catalogue.literature.refresh(path, new.mentions)
        self._views.pop(path, None)
        return True

    @property
    def has_notes(self) -> bool:
        """Whether this is a site of notes; without any, MkDocs' own ways are left alone."""
        return bool(self.shown.notes)

    def note(self, page: Page) -> Note | None:
        """The note or plain page that a page shows; None for generated pages."""
        return self.shown.by_path.get(page.file.src_uri)

    def listing(self, page: Page) -> View | None:
        """The listing that a page shows: a generated page, or the author's own with a listing's template."""
        view = self.listings.get(page.file.src_uri)
        note = self.note(page)
        if view is None or note is None or note.extra.get("template") == template_name(view):
            return view
        return None

    def view(self, page: Page) -> View:
        """What a page's template gets as `td`."""
        source = page.file.src_uri
        if source not in self._views:
            self._views[source] = self._new_view(page)
        return self._views[source]

    def bare(self, title: str) -> View:
        """The view of a page without source, such as 404.html."""
        return bare_view(self.catalogue, title)

    def listing_meta(self, view: View) -> dict[str, Any]:
        """The metadata of a generated page: of papers the search is told, of listings it is not."""
        template = self.template(view)
        if view.paper is None:
            return listing_meta(view, template)
        paper = self.catalogue.literature.registry.by_key[view.paper.key]
        return paper_meta(paper, view, template, view.paper.domains)

    def template(self, view: View) -> str | None:
        """The template of a view; None if the theme has no templates of ours."""
        return template_name(view) if is_our_theme(self.config) else None

    def changed(self, page: Page) -> date | None:
        """The day a page last changed: a note by its front matter, a listing by its newest entry."""
        if (view := self.listing(page)) is not None:
            if view.paper is not None:
                return view.paper.newest
            entries = [entry for group in view.groups for entry in group.entries]
            days = [entry.updated or entry.date for entry in entries]
            return max((day for day in days if day), default=self._newest)
        note = self.note(page)
        return last_changed(note) if note else None

    @cached_property
    def _newest(self) -> date | None:
        return max((day for note in self.shown.notes if (day := last_changed(note))), default=None)

    def _new_view(self, page: Page) -> View:
        note, listing = self.note(page), self.listing(page)
        if listing is not None:
            if listing.terms:
                listing = replace(listing, terms=located(listing.terms, self._anchor))
            if listing.paper is not None:
                listing = replace(listing, paper=located_paper(listing.paper, self._has_anchor, self._anchor))
            if note is None:
                return listing
            return replace(listing, title=note.title, description=note.front.description or "")
        if note is None:
            return self.bare(unescape(page.title or ""))
        return note_view(self.catalogue, note) if note.is_listed else page_view(self.catalogue, note)

    def _anchor(self, path: str, heading: str) -> str | None:
        """The anchor of a section on its page, once that is rendered."""
        file = self.files.src_uris.get(path)
        return anchor_of(file.page.toc, heading) if file and file.page else None

    def _has_anchor(self, path: str, anchor: str) -> bool:
        """Whether a rendered page has an element with this id."""
        file = self.files.src_uris.get(path)
        content = file.page.content if file and file.page else None
        return f'id="{anchor}"' in (content or "")


def _identity(note: Note) -> tuple[object, ...]:
    """What decides where a note is published, and whether."""
    return note.slug, note.key, note.lang, note.is_listed, note.is_private, note.front.aliases


def is_our_theme(config: MkDocsConfig) -> bool:
    """Whether the theme is ours or extends it."""
    return any((Path(folder) / "partials/td/strings.html").is_file() for folder in config.theme.dirs)


def template_name(view: View) -> str:
    """The theme's template for a kind of view."""
    return "main.html" if view.kind == "page" else f"{view.kind}.html"


def _listing_text(addresses: Addresses, source: str, view: View) -> str:
    url = addresses.url_of_source(source)
    return listing_markdown(view, lambda target: get_relative_url(target, url))
