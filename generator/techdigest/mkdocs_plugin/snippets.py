"""The snippets of a site: collected from all pages, shown with their records. Nothing of them is executed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import get_relative_url

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.markdown.collect import collect
from techdigest.markdown.images import Image, image_size
from techdigest.markdown.safe_svg import only_draws
from techdigest.markdown.snippet_html import snippet_html
from techdigest.mkdocs_plugin.config import TechDigestConfig
from techdigest.mkdocs_plugin.library import Shown
from techdigest.mkdocs_plugin.study import Study
from techdigest.notes.model import Note
from techdigest.snippets.gather import gather
from techdigest.snippets.library import SnippetLibrary
from techdigest.snippets.model import Fence, Place, Snippet, Target
from techdigest.snippets.record_model import BadRecord, Record
from techdigest.snippets.records import read_picture, read_records
from techdigest.snippets.states import Standing, State, standings

RECORDS = "records"  # the folder of records, in the content folder
_ANCHOR = re.compile(r'id="snippet-([a-z0-9-]+)"')


@dataclass
class Snippets:
    """Where the snippets of published pages stand.

    Attributes:
        library: All snippets, those of private notes included.
        standings: Those that published pages show, by id, sorted.
        pages: The published notes and pages that show one, by path.
        urls: Their addresses.
        pictures: The published pictures of each snippet's records; addresses are below the site's root.
    """

    library: SnippetLibrary = field(default_factory=SnippetLibrary)
    standings: Mapping[str, Standing] = field(default_factory=dict)
    pages: Mapping[str, Note] = field(default_factory=dict)
    urls: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, Mapping[Target, Image]] = field(default_factory=dict)

    @classmethod
    def read(
        cls,
        config: MkDocsConfig,
        options: TechDigestConfig,
        shown: Shown,
        files: Files,
        diagnostics: Diagnostics,
        *,
        studies: Mapping[str, Study],
    ) -> Snippets:
        """Gather the snippets of the whole content folder; publish the pictures of those on public pages."""
        root = Path(config.docs_dir)
        notes = shown.library.by_path
        fences = dict(_fences(config, notes.values(), studies, diagnostics))
        library = gather(fences, notes.values(), root, diagnostics, default_lang=options.languages[0])
        if not library.snippets:  # a folder called records is the author's own, then
            return cls(library)
        if f"{RECORDS}/" in options.unpublished:
            _withhold_records(files)
        folder = root / RECORDS
        found = standings(library.snippets, read_records(folder, diagnostics), diagnostics, RECORDS)
        published = {
            standing.snippet.id: standing
            for standing in found
            if any(place.path in shown.by_path for place in standing.snippet.places)
        }
        paths = {place.path for standing in published.values() for place in standing.snippet.places}
        pages = {path: shown.by_path[path] for path in sorted(paths & shown.by_path.keys())}
        urls = {path: files.src_uris[path].url for path in pages}
        pictures: dict[str, dict[Target, Image]] = {}
        for snippet_id, target, image in _pictures(config, published, folder, files, diagnostics):
            pictures.setdefault(snippet_id, {})[target] = image
        snippets = cls(library, published, pages, urls, pictures)
        for diagnostic in snippets._troubles():
            diagnostics.add(diagnostic)
        return snippets

    def show(self, fence: Fence, highlight: Callable[[str], str]) -> str:
        """The HTML of a fence on its page: the snippet, or the code alone where it is none."""
        snippet, page = self.library.of(fence), self.pages.get(fence.path)
        if snippet is None or page is None:
            return highlight(self.library.code_of(fence))
        url = self.urls[page.path]
        pictures = {
            target: Image(get_relative_url(image.src, url), image.width, image.height)
            for target, image in self.pictures.get(snippet.id, {}).items()
        }
        standing = self.standings[snippet.id]
        return snippet_html(standing, page.lang, highlight, pictures, lambda other: self.address(other, page))

    def missing(self, path: str, html: str) -> Iterator[Diagnostic]:
        """What a rendered page should show and does not."""
        shown = set(_ANCHOR.findall(html))
        for snippet in self.library.on_page(path):
            for place in snippet.places:
                if place.path == path and snippet.id not in shown and snippet.id in self.standings:
                    yield _not_shown(snippet, place)

    def codes_on(self, path: str) -> list[tuple[str, str]]:
        """The code that each fence of a page shows, by its id, whether it is run or not."""
        return self._codes.get(path, [])

    @cached_property
    def _codes(self) -> Mapping[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for (path, snippet_id), code in self.library.codes.items():
            found.setdefault(path, []).append((snippet_id, code))
        return found

    def address(self, snippet_id: str, page: Note) -> str | None:
        """Where the reader of a page finds a snippet: there, or in the page's language, or anywhere."""
        standing = self.standings.get(snippet_id)
        if standing is None:
            return None
        anchor = f"#snippet-{snippet_id}"
        shown = [place.path for place in standing.snippet.places if place.path in self.pages]
        if page.path in shown:
            return anchor
        best = next((path for path in shown if self.pages[path].lang == page.lang), shown[0])
        return get_relative_url(self.urls[best], self.urls[page.path]) + anchor

    def _troubles(self) -> Iterator[Diagnostic]:
        for standing in self.standings.values():
            place = next(place for place in standing.snippet.places if place.path in self.pages)
            for target, state in standing.states.items():
                if state is State.STALE:
                    yield _stale(standing, place, target)
                elif state is State.FAILED:
                    yield _failed(standing, place, standing.records[target])


def _fences(
    config: MkDocsConfig, notes: Iterable[Note], studies: Mapping[str, Study], diagnostics: Diagnostics
) -> Iterator[tuple[str, Sequence[Fence]]]:
    for note in notes:
        fences = studies[note.path].fences
        if fences is None:
            fences = collect(note, config.markdown_extensions, config.mdx_configs, diagnostics)
        if fences:
            yield note.path, fences


def _withhold_records(files: Files) -> None:
    """Publish no record as it is: it may be of a private note, and its picture may hold scripts."""
    for file in [file for file in files if file.src_uri.startswith(f"{RECORDS}/")]:
        if not file.is_documentation_page():
            files.remove(file)


def _pictures(
    config: MkDocsConfig,
    published: Mapping[str, Standing],
    folder: Path,
    files: Files,
    diagnostics: Diagnostics,
) -> Iterator[tuple[str, Target, Image]]:
    for snippet_id, standing in published.items():
        for target, record in standing.records.items():
            if (plot := record.result.plot) is None:
                continue
            name = posixpath.join("assets/snippets", snippet_id, plot)
            try:
                data = _picture(folder, record)
            except BadRecord as problem:
                path = f"{RECORDS}/{snippet_id}/{plot}"
                diagnostics.add(Diagnostic(path, 0, problem.code, str(problem), problem.hint))
                continue
            if files.get_file_from_path(name) is None:
                files.append(File.generated(config, name, content=data, inclusion=InclusionLevel.NOT_IN_NAV))
            size = image_size(folder / snippet_id / plot) or (None, None)
            yield snippet_id, target, Image(name, *size)


def _picture(folder: Path, record: Record) -> bytes:
    """The bytes of a record's picture. Raises BadRecord, also for a picture that could run scripts."""
    data = read_picture(folder, record) or b""
    if str(record.result.plot).endswith(".svg") and not only_draws(data):
        raise BadRecord(
            "record-plot-active",
            "this SVG holds scripts, links or parts of other sites, or is broken; it is not published",
            "Let the snippet draw it anew: techdigest snippets run.",
        )
    return data


def _stale(standing: Standing, place: Place, target: Target) -> Diagnostic:
    snippet_id = standing.snippet.id
    is_edited = standing.records[target].snippet.hash != standing.snippet.fingerprint
    what = "the code of {!r} has changed since its record for {} was made"
    if not is_edited:
        what = "{!r} pins other versions than its record for {} was made with"
    return Diagnostic(
        place.path,
        place.line,
        "snippet-stale",
        what.format(snippet_id, target),
        f"Run it again: techdigest snippets run {snippet_id}.",
        Severity.WARNING,
    )


def _failed(standing: Standing, place: Place, record: Record) -> Diagnostic:
    snippet_id = standing.snippet.id
    first = (record.result.message.splitlines() or [record.result.status])[0]
    return Diagnostic(
        place.path,
        place.line,
        "snippet-failed",
        f"{snippet_id!r} failed on {record.target}: {first[:200]}",
        f"Mend it and run it again: techdigest snippets run {snippet_id}.",
        Severity.WARNING,
    )


def _not_shown(snippet: Snippet, place: Place) -> Diagnostic:
    return Diagnostic(
        place.path,
        place.line,
        "snippet-not-shown",
        f"the snippet {snippet.id!r} does not reach its page",
        "Another plugin may have changed the page's text: the page has to show what is run.",
    )
