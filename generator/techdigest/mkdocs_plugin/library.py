"""From MkDocs' files to notes: what this build may publish, and what must stay out of it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from techdigest.diagnostics import Diagnostics
from techdigest.domains.taxonomy import Taxonomy
from techdigest.incremental.cache import Cache
from techdigest.incremental.executors import Executor
from techdigest.markdown.extension import TechDigestExtension
from techdigest.mkdocs_plugin.config import TechDigestConfig
from techdigest.mkdocs_plugin.study import Rules, Study, study_all
from techdigest.mkdocs_plugin.walk import is_included
from techdigest.notes.library import Library, library_of, markdown_files
from techdigest.notes.model import Note
from techdigest.papers.registry import Registry


@dataclass(frozen=True)
class Shown:
    """What is left of the library once everything private, excluded or unreadable is gone.

    Attributes:
        notes: Listed notes, tagged.
        pages: Plain pages.
        taxonomy: The domains; empty where the site has no file of them.
        registry: The papers; empty where the site has no file of them, or no notes.
        library: All that was read, as it was read.
        rules: How it was read.
    """

    notes: tuple[Note, ...]
    pages: tuple[Note, ...]
    taxonomy: Taxonomy
    registry: Registry
    library: Library
    rules: Rules

    @cached_property
    def by_path(self) -> dict[str, Note]:
        """All of them by source name."""
        return {note.path: note for note in (*self.notes, *self.pages)}

    def refresh(self, note: Note) -> None:
        """Let another reading of a file take the place of the first, for its own page."""
        self.by_path[note.path] = note

    def within(self, files: Files) -> Shown:
        """The same without what is no longer among the files."""
        kept = files.src_uris
        notes = tuple(note for note in self.notes if note.path in kept)
        pages = tuple(page for page in self.pages if page.path in kept)
        return replace(self, notes=notes, pages=pages)


def read(
    config: MkDocsConfig,
    options: TechDigestConfig,
    files: Files,
    diagnostics: Diagnostics,
    *,
    cache: Cache | None = None,
    executor: Executor | None = None,
    latest: dict[bytes, Study] | None = None,
) -> tuple[Shown, dict[str, Study]]:
    """Read the content folder, as `study_all` does, and take out of `files` what must not be published.

    Returns:
        What is published, and the studies of all files by path.
    """
    root = Path(config.docs_dir)
    about_papers = Diagnostics()
    rules = Rules(
        options.notes_dir.strip("/"),
        options.languages[0],
        Taxonomy.load(root / options.domains_file, diagnostics),
        _registry(root, options.papers_file, about_papers),
        [each for each in config.markdown_extensions if not isinstance(each, TechDigestExtension)],
        config.mdx_configs,
    )
    studies = study_all(markdown_files(root, diagnostics), rules, cache, executor, latest)
    diagnostics.update(said for study in studies.values() for said in (*study.read, *study.fenced))
    read_notes = (study.note for study in studies.values() if study.note is not None)
    library = library_of(read_notes, diagnostics, default_lang=rules.default_lang)
    _remove(files, _unread(files, library, config.docs_dir))
    _remove(files, _withheld(files, library, options.notes_dir))
    notes = tuple(note for note in library.notes if _is_published(files, note))
    pages = tuple(page for page in library.pages if _is_published(files, page))
    if library.notes:  # private ones, too: what was said of them is not published either
        _remove(files, _unpublished(files, (options.domains_file, options.papers_file, *options.unpublished)))
    if notes:
        diagnostics.update(said for note in notes for said in studies[note.path].tagged)
        diagnostics.update(about_papers)
    shown = Shown(notes, pages, rules.taxonomy, rules.registry if notes else Registry(), library, rules)
    return shown, studies


def _registry(root: Path, name: str, diagnostics: Diagnostics) -> Registry:
    if not (root / name).exists():
        return Registry()
    from techdigest.papers.bibtex import load_registry  # noqa: PLC0415 - many patterns, for sites with papers only

    return load_registry(root, name, diagnostics)


def _is_published(files: Files, note: Note) -> bool:
    file = files.src_uris.get(note.path)
    if note.is_private or file is None:
        return False
    return file.is_documentation_page() and is_included(file)


def _withheld(files: Files, library: Library, notes_dir: str) -> Iterator[File]:
    """Private notes, and the images and other files that are only theirs."""
    private = {path for path, note in library.by_path.items() if note.is_private}
    if not private:
        return
    public = library.by_path.keys() - private
    folders = {folder for path in private for folder in _bundles(path)} - {"", notes_dir}
    shared = {folder for path in public for folder in _bundles(path)}
    for file in files:
        is_theirs = _owner(file.src_uri, folders | shared) in folders - shared
        if file.src_uri in private or (is_theirs and not file.is_documentation_page()):
            yield file


def _bundles(path: str) -> Iterator[str]:
    """The folder whose files belong to a note: its own if it is an index file, else the one named like it."""
    folder, name = posixpath.split(path)
    stem = name.split(".", 1)[0]
    yield folder if stem in ("index", "README") else posixpath.join(folder, stem)


def _owner(path: str, bundles: Iterable[str]) -> str | None:
    """The innermost of the folders that a file lies in."""
    folder = posixpath.dirname(path)
    while folder and folder not in bundles:
        folder = posixpath.dirname(folder)
    return folder or None


def _unread(files: Files, library: Library, root: str) -> Iterator[File]:
    """Markdown files of the content folder that could not be read as text: MkDocs would stop at them."""
    for file in files.documentation_pages():
        is_hidden = any(part.startswith(".") for part in file.src_uri.split("/"))  # the library skips these
        if file.src_dir == root and not is_hidden and file.src_uri not in library.by_path:
            yield file


def _unpublished(files: Files, names: Iterable[str]) -> Iterator[File]:
    names = tuple(names)
    folders = tuple(name for name in names if name.endswith("/"))
    for file in files:
        if file.src_uri in names or (folders and file.src_uri.startswith(folders)):
            yield file


def _remove(files: Files, unwanted: Iterable[File]) -> None:
    for file in list(unwanted):
        files.remove(file)
