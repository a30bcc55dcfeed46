"""The papers of a site: the registry, and every mention of them in what is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.mkdocs_plugin.library import Shown
from techdigest.mkdocs_plugin.study import Study
from techdigest.notes.model import Note
from techdigest.papers.literature import Literature
from techdigest.papers.registry import Registry
from techdigest.site.catalogue import Catalogue
from techdigest.site.papers.pages import paper_files


def read_papers(
    papers_file: str, shown: Shown, studies: Mapping[str, Study], diagnostics: Diagnostics
) -> Literature:
    """Put together which published notes mention which papers; without a registry nothing was looked for."""
    if not shown.registry:
        return Literature()
    notes = shown.by_path.values()
    for note in notes:
        for diagnostic in _unknown(note, shown.registry, papers_file):
            diagnostics.add(diagnostic)
    mentions = {note.path: studies[note.path].mentions for note in notes}
    return Literature(shown.registry, mentions, {note.path: note.key for note in notes})


def add_downloads(config: MkDocsConfig, files: Files, catalogue: Catalogue) -> None:
    """Add the files in which readers get papers for their own libraries, where no file of the author's is."""
    authors = {file.dest_uri for file in files}
    for name, text in paper_files(catalogue).items():
        if name not in authors:
            files.append(File.generated(config, name, content=text, inclusion=InclusionLevel.NOT_IN_NAV))


def _unknown(note: Note, registry: Registry, papers_file: str) -> Iterator[Diagnostic]:
    given = {name: note.front_lines.get("papers", 0) for name in note.front.papers}
    for item in note.items:
        given |= dict.fromkeys(item.papers, note.body_line + item.line - 1)
    for name, line in given.items():
        if registry.find(name) is None:
            yield Diagnostic(
                note.path,
                line,
                "paper-unknown",
                f"{papers_file} has no paper {name!r}",
                f"Add it: techdigest papers add {name}; techdigest papers check tells of all such papers.",
                Severity.WARNING,
            )
