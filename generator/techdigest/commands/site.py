"""What the command line knows about a site: its folders and languages, from mkdocs.yml."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from techdigest.diagnostics import Diagnostics
from techdigest.domains.tag import tag_library
from techdigest.domains.taxonomy import Taxonomy
from techdigest.markdown.collect import collect_library
from techdigest.notes.library import Library, read_library
from techdigest.notes.model import Lang
from techdigest.snippets.library import SnippetLibrary

if TYPE_CHECKING:  # only the commands on papers need them
    from techdigest.papers.literature import Literature


class SiteError(Exception):
    """There is no site here, or its configuration is broken; the message says what to do."""


class ForeignSiteError(SiteError):
    """The site is not ours: it does not ask for our plugin."""


@dataclass(frozen=True)
class Site:
    """Where a site's notes are, and how they are read."""

    content_dir: Path
    notes_dir: str
    domains_file: Path
    papers_name: str  # as diagnostics name it: below the content folder
    default_lang: Lang
    extensions: tuple[str, ...]
    extension_configs: Mapping[str, Any]
    cache_dir: Path

    @property
    def papers_file(self) -> Path:
        """The file of papers."""
        return self.content_dir / self.papers_name

    @property
    def records_dir(self) -> Path:
        """The folder of the records of snippets."""
        return self.content_dir / "records"

    @classmethod
    def load(cls, config_file: Path) -> Site:
        """Read mkdocs.yml as MkDocs does. Raises SiteError, or ForeignSiteError where it does not name us."""
        from mkdocs.config import load_config  # noqa: PLC0415 - the command line loads MkDocs only here
        from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 - quick start

        if not config_file.is_file():
            raise SiteError(
                f"{config_file}: no such file. Go to a site's folder, or make one: techdigest new"
            )
        try:
            config = load_config(str(config_file))
        except MkDocsException as error:
            is_ours = b"techdigest" in config_file.read_bytes()
            raise (SiteError if is_ours else ForeignSiteError)(f"{config_file}: {error}") from error
        plugin = config.plugins.get("techdigest")
        if plugin is None:
            raise ForeignSiteError(f"{config_file}: the plugin techdigest is not among its plugins")
        content = Path(config.docs_dir)
        options = plugin.config
        return cls(
            content,
            options.notes_dir,
            content / options.domains_file,
            options.papers_file,
            options.languages[0],
            tuple(config.markdown_extensions),
            config.mdx_configs,
            config_file.parent / (os.environ.get("TECHDIGEST_CACHE") or options.build.cache),
        )

    def read(self) -> tuple[Library, Diagnostics]:
        """Return the library, and everything that is wrong with it, its domains and its snippets."""
        found = Diagnostics()
        library = self._library(found)
        tag_library(library.notes, Taxonomy.load(self.domains_file, found), found)
        self._collect(library, found)
        return library, found

    def snippets(self) -> tuple[SnippetLibrary, Diagnostics]:
        """Return the runnable snippets of all pages, and what is wrong with them.

        What is wrong with the notes otherwise is left to `read`, unless a note cannot be read at all.
        """
        found, others = Diagnostics(), Diagnostics()
        library = self._library(others)
        snippets = self._collect(library, found)
        for diagnostic in others:
            if diagnostic.severity == "error" and diagnostic.path not in library.by_path:
                found.add(diagnostic)
        return snippets, found

    def papers(self) -> tuple[Literature, Diagnostics]:
        """Return the papers with all mentions of them, and what is wrong with papers.bib.

        What is wrong with the notes is left to `read`.
        """
        from techdigest.papers.bibtex import load_registry  # noqa: PLC0415 - quick start
        from techdigest.papers.literature import Literature  # noqa: PLC0415 - quick start
        from techdigest.papers.mentions import find_mentions  # noqa: PLC0415 - quick start

        found = Diagnostics()
        registry = load_registry(self.content_dir, self.papers_name, found)
        notes = self._library(Diagnostics()).notes
        mentions = {note.path: find_mentions(note, registry) for note in notes}
        return Literature(registry, mentions, {note.path: note.key for note in notes}), found

    def _library(self, found: Diagnostics) -> Library:
        return read_library(self.content_dir, found, notes_dir=self.notes_dir, default_lang=self.default_lang)

    def _collect(self, library: Library, found: Diagnostics) -> SnippetLibrary:
        return collect_library(
            library,
            self.content_dir,
            self.extensions,
            self.extension_configs,
            found,
            default_lang=self.default_lang,
        )
