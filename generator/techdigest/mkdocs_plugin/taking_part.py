"""What the plugin tells the build of its work on pages, so that only what changes is made."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from cjksearch.lazy import lazily
from techdigest.diagnostics import Diagnostic, Diagnostics
from techdigest.incremental.digests import Digest, digest_bytes
from techdigest.mkdocs_build.values import nav_digest
from techdigest.notes.languages import Lang

if TYPE_CHECKING:
    from techdigest.incremental.cache import Cache
    from techdigest.incremental.executors import Executor
    from techdigest.incremental.lookups import Lookups
    from techdigest.mkdocs_plugin import work
else:
    work = lazily("techdigest.mkdocs_plugin.work")

_NOTHING_FOUND = digest_bytes(pickle.dumps((), 5))


class TakesPart:
    """Takes part in an incremental build: see `mkdocs_build.participants.Participant` for its methods.

    Attributes:
        build: What is known of the site that is built.
        render: What the Markdown extension is told.
        cache: Set by the build, as the next two are.
        executor: Works in processes.
        lookups: Where rendering notes what it asks.
        navs: The navigation of each language.
        diagnostics: What was found.
        paper_names: The digest of the names by which texts name papers.
    """

    build: work.Build
    render: work.RenderContext
    cache: Cache | None = None
    executor: Executor | None = None
    lookups: Lookups | None = None
    navs: dict[Lang, Navigation]

    def __init__(self) -> None:
        super().__init__()
        self.diagnostics = Diagnostics()
        self.paper_names: Digest | None = None

    @cached_property
    def typesetter(self) -> work.Typesetter:
        """MathJax, begun when the first formula comes."""
        return work.Typesetter()

    def told(self, page: Page, text: str) -> tuple[work.PageSource | None, dict[str, Any] | None]:
        """What the extension is told of a page whose Markdown is `text`, and its metadata if it is ours."""
        build, note = self.build, self.build.note(page)
        if note is None:
            listing = build.listing(page)
            return None, build.listing_meta(listing) if listing is not None else None
        source = work.page_source(build.catalogue, note, page, text)
        if not note.is_listed:
            return source, None
        view = build.view(page)
        return source, work.note_meta(note, view, build.catalogue.domain_names, build.template(view))

    def answers(self) -> Mapping[str, Callable[[str], object]]:
        """What answers the questions that rendering has noted."""
        return work.answers(self.render)

    def refresh_page(self, page: Page) -> bool:
        """Read a note again that was edited while its site is shown."""
        path = page.file.abs_src_path
        return path is not None and self.build.refresh(page, Path(path).read_bytes())

    def page_inputs(self, page: Page) -> object:
        """What a page depends on besides its file."""
        note = self.build.note(page)
        source, meta = self.told(page, note.body if note else "")
        return work.page_inputs(self.build, page, source, meta), self.paper_names if note else None

    def site_inputs(self) -> object:
        """What pages show of others."""
        return work.site_inputs(self.build)

    def before_page(self, page: Page) -> None:
        """Collect what is found on one page by itself."""
        if self.lookups is not None:
            self.render.note = self.lookups.note
        self.diagnostics.set_apart()
        self.typesetter.asked.clear()

    def page_results(self, page: Page) -> tuple[Diagnostic, ...]:
        """What was found on the page."""
        return self.diagnostics.take_apart()

    def page_memory(self, page: Page) -> dict[work.Formula, work.Typeset | str]:
        """The formulas of the page as they are set: most of them will be there when it has changed."""
        return self.typesetter.known(self.typesetter.asked)

    def recall_page(self, page: Page, memory: dict[work.Formula, work.Typeset | str]) -> None:
        """Know the formulas that the page had."""
        self.typesetter.learn(memory)

    def take_page_results(
        self, page: Page, digest: Digest, load: Callable[[], tuple[Diagnostic, ...]]
    ) -> None:
        """Find again what was found on a page when it was rendered."""
        if digest != _NOTHING_FOUND:
            for diagnostic in load():
                self.diagnostics.add(diagnostic)

    def template_inputs(self, page: Page) -> object:
        """What a page's template gets from us."""
        view = self.build.view(page)
        nav = self.navs.get(self.build.catalogue.addresses.language(view.lang))
        return view, nav and nav_digest(nav)
