"""The pages of a build: all of them, or those that were edited where the rest of the site is as it was."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from mkdocs.structure.files import File

from techdigest.incremental.digests import Digest
from techdigest.incremental.executors import Executor
from techdigest.incremental.stages import Stages
from techdigest.mkdocs_build import ledger
from techdigest.mkdocs_build.assets import publish_templates
from techdigest.mkdocs_build.bytecode import compiled_before
from techdigest.mkdocs_build.finished import finish_all, finish_in_line
from techdigest.mkdocs_build.ledger import Entry, Ledger
from techdigest.mkdocs_build.pages import renew
from techdigest.mkdocs_build.records import Said, say, withheld
from techdigest.mkdocs_build.rendered import part, put_back_kept, render_all, render_in_line
from techdigest.mkdocs_build.rendering import Kept
from techdigest.mkdocs_build.site import Site
from techdigest.mkdocs_build.workshop import Workshop


@dataclass
class Making:
    """How the pages of one build are made.

    Attributes:
        site: The site.
        shop: The tools.
        executor: Makes many pages.
        stages: Is told how far it is.
        key: Where the ledger of this site is; None if it can have none.
        kept: What is kept of each page, once it is rendered; of none where plugins see each in its turn.
    """

    site: Site
    shop: Workshop
    executor: Executor
    stages: Stages
    key: Digest | None
    kept: dict[str, Kept] = field(default_factory=dict)
    _keys: dict[str, Digest | None] = field(default_factory=dict)
    _html: dict[str, Digest] = field(default_factory=dict)
    _finished: dict[str, tuple[Said, ...]] = field(default_factory=dict)  # what was said of each template
    _anchors: dict[str, tuple[Said, ...]] = field(default_factory=dict)  # and of its links to anchors
    _sources: dict[str, Digest] = field(default_factory=dict)
    _templates: dict[str, Digest] = field(default_factory=dict)

    def make(self) -> None:
        """Make the pages, and the templates without a page."""
        documents = self.site.documents
        if self.key:
            self._sources = {file.src_uri: self.shop.source(file) for file in documents}
        then = ledger.find(self.shop, self.key)
        changed = ledger.edited(self.site, self.shop, then) if then else None
        if then is None or changed is None or not self._render_edited(then, changed):
            self._renew(documents if self.kept else ())
            self._render(documents)
            then = None
        config = self.site.config
        self.site.env = config.plugins.on_env(self.site.env, config=config, files=self.site.files)
        self.site.env.auto_reload = False  # else each of a page's 40 includes asks after its file
        with compiled_before(self.site, self.shop):
            with self.stages.stage("templates"):
                self._templates = publish_templates(self.site, self.shop, then.templates if then else {})
            self._finish(documents if then is None else self._to_finish(then, changed or []))
        self._validate(documents if then is None else changed or [])

    def keep(self) -> None:
        """Keep what was made for the next build, unless something of it cannot be kept."""
        pages = {}
        for src_uri, kept in self.kept.items() if self.key else ():
            key = self._keys.get(src_uri)
            if key is None:
                return
            html, finished, anchors = self._html[src_uri], self._finished[src_uri], self._anchors[src_uri]
            pages[src_uri] = Entry(self._sources[src_uri], key, kept.face, html, finished, anchors)
        if pages:
            self.shop.keep(self.key, Ledger(pages, self._templates))

    def hand_over(self) -> None:
        """Give the plugins what they keep of each page, in the order of pages."""
        site, roster = self.site, self.site.roster
        if not self.kept:  # each plugin has seen every page
            return
        collecting = roster.templates_apart
        for _, forget in roster.ask("forget_page_results", collecting=collecting):
            forget()
        for name, take in roster.ask("take_page_results", collecting=collecting):
            for file in site.documents:
                digest = self.kept[file.src_uri].results[name]
                take(site.page(file.src_uri), digest, partial(self._result, file.src_uri, digest))

    def _result(self, src_uri: str, digest: Digest) -> Any:
        return pickle.loads(part(self.site, self.shop, src_uri, digest))  # noqa: S301 - of our own cache

    def _render(self, documents: Sequence[File]) -> None:
        with self.stages.stage("render", len(documents)) as stage:
            if not self.site.roster.renders_apart:
                render_in_line(self.site, self.shop, stage)
                return
            self.kept, self._keys = render_all(self.site, self.shop, self.executor, stage, documents)

    def _renew(self, documents: Sequence[File]) -> None:
        for file in documents:
            title = self.site.given_titles.get(file.src_uri)
            renew(self.site.page(file.src_uri), title, self.site.config)

    def _render_edited(self, then: Ledger, changed: Sequence[File]) -> bool:
        """Render what was edited and put back all else; False if other pages may have to be made again."""
        is_changed = {file.src_uri for file in changed}
        others = [file for file in self.site.documents if file.src_uri not in is_changed]
        kept = ledger.renderings(self.shop, then, others)
        if kept is None:
            return False
        for file in others:
            put_back_kept(self.site, self.shop, file, kept[file.src_uri])
        with self.stages.stage("render", len(self.site.documents)) as stage:
            stage.advance(len(others), hit=True)
            try:
                with withheld():
                    rendered, keys = render_all(self.site, self.shop, self.executor, stage, changed)
            except Exception:  # rendering all pages meets it in its turn, behind what is said of those before
                return False
        self.kept = kept | rendered
        if not ledger.have_same_faces(then, rendered):
            return False
        self._keys = {**{src_uri: entry.key for src_uri, entry in then.pages.items()}, **keys}
        self._finished = {src_uri: entry.finished for src_uri, entry in then.pages.items()}
        self._anchors = {src_uri: entry.anchors for src_uri, entry in then.pages.items()}
        for file in self.site.documents:
            say(self.kept[file.src_uri].said)
        return True

    def _to_finish(self, then: Ledger, changed: Sequence[File]) -> list[File]:
        """What was edited, and pages whose HTML the cache has lost."""
        is_changed = {file.src_uri for file in changed}
        todo = []
        for file in self.site.documents:
            html = then.pages[file.src_uri].html
            if file.src_uri not in is_changed and self.shop.reuse(file.dest_uri, html):
                self._html[file.src_uri] = html
            else:
                todo.append(file)
        return todo

    def _finish(self, documents: Sequence[File]) -> None:
        with self.stages.stage("pages", len(self.site.documents)) as stage:
            if not self.site.roster.templates_apart or not self.site.roster.renders_apart:
                finish_in_line(self.site, self.shop, stage)
                return
            stage.advance(len(self._html), hit=True)
            made = finish_all(self.site, self.shop, self.executor, stage, documents, kept=self.kept)
            todo = {file.src_uri for file in documents}
            for src_uri in (file.src_uri for file in self.site.documents):
                if src_uri in todo:
                    self._html[src_uri], self._finished[src_uri] = next(made)
                say(self._finished[src_uri])

    def _validate(self, documents: Sequence[File]) -> None:
        """Look at the links to anchors of these documents; those of others lead where they led."""
        level = self.site.config.validation.links.anchors
        for file in documents:
            with withheld() as said:
                self.site.page(file.src_uri).validate_anchor_links(files=self.site.files, log_level=level)
            self._anchors[file.src_uri] = tuple(said)
        for file in self.site.documents:
            say(self._anchors[file.src_uri])
