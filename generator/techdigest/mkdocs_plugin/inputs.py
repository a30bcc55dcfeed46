"""What the page of a note depends on besides its own file: values whose digests tell whether it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from mkdocs.structure.pages import Page

from techdigest.incremental.digests import Digest, digest_bytes, digest_of
from techdigest.markdown.context import Looked, PageSource, RenderContext
from techdigest.markdown.images import answer_image
from techdigest.mkdocs_plugin.build import Build
from techdigest.mkdocs_plugin.snippets import Snippets
from techdigest.papers.registry import Registry


def page_inputs(
    build: Build, page: Page, source: PageSource | None, meta: Mapping[str, Any] | None
) -> object:
    """What the Markdown extension and the templates are told of a page, and what its snippets show.

    Args:
        build: The build.
        page: The page.
        source: What the extension is told, if it is told anything. The text itself is left out: it is the
            page's own file.
        meta: The metadata that the templates get; None where MkDocs reads it from the file itself.
    """
    told = None if source is None else replace(source, source="", body_line=0, paper_url=None)
    path = page.file.src_uri
    note = build.note(page)
    return (
        told,
        meta,
        # The text as we have read it: the file may have been saved again before its digest was taken.
        None
        if note is None
        else (note.lang, note.is_listed, build.has_notes, digest_bytes(note.body.encode())),
        list(_snippets(build.snippets, path)),
    )


def site_inputs(build: Build) -> object:
    """What pages may show of other files than their own: of notes all but their text."""
    catalogue, shown = build.catalogue, build.shown
    return (
        [(path, study.face) for path, study in build.studies.items()],
        [(path, note.slug, note.key, note.domains) for path, note in shown.by_path.items()],
        shown.rules.digest,
        catalogue.literature.registry.papers,
        catalogue.terms,
        build.snippets.standings,
        build.snippets.pictures,
    )


def _snippets(snippets: Snippets, path: str) -> Iterator[object]:
    """What a page shows of each of its snippets."""
    yield snippets.codes_on(path)
    page = snippets.pages.get(path)
    for snippet in snippets.library.on_page(path) if page else ():
        yield snippet, snippets.standings.get(snippet.id), snippets.pictures.get(snippet.id)
        yield [snippets.address(other, page) for other in snippet.setup] if page else None


def names_of(registry: Registry) -> Digest | None:
    """A digest of everything by which papers are found in a text; None where there are no papers."""
    if not registry:
        return None
    return digest_of(
        [
            (paper.key, paper.ids, paper.url, paper.fields.get("ids_other"), paper.title, paper.aliases)
            for paper in registry.papers
        ]
    )


def answers(context: RenderContext) -> Mapping[str, Callable[[str], object]]:
    """What answers the questions that rendering notes."""
    return {
        Looked.IMAGE: partial(answer_image, content_dir=context.content_dir, generated=context.generated),
        Looked.PAPER: context.registry.by_key.get,
    }
