"""Where notes, listings and redirects stand among MkDocs' files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import get_relative_url

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.mkdocs_plugin.walk import is_included
from techdigest.notes.language import split_suffix
from techdigest.notes.model import Note
from techdigest.site.addresses import Addresses
from techdigest.site.redirects import redirect_files, redirect_page


def place(files: Files, notes: Iterable[Note], addresses: Addresses) -> None:
    """Give notes and translated pages their addresses, and keep listed notes out of the navigation."""
    seen: set[str] = set()
    for note in sorted(
        notes, key=lambda note: (addresses.languages.index(addresses.language(note.lang)), note.path)
    ):
        file = _file(files, note.path)
        if (target := addresses.file_of(note)) is not None:
            move(file, target)
            stem, _ = split_suffix(posixpath.basename(note.path))
            file.name = "index" if stem == "README" else stem
        # A page stands in MkDocs' navigation once; each language's own puts its translation there.
        if note.is_listed or note.key in seen:
            file.inclusion = InclusionLevel.NOT_IN_NAV
        seen.add(note.key)


def move(file: File, target: str) -> None:
    """Let a file be written to another place of the site, and forget what was derived from the former."""
    file.dest_uri = target
    for derived in ("url", "abs_dest_path"):
        file.__dict__.pop(derived, None)


def drop_rivals(files: Files, diagnostics: Diagnostics) -> None:
    """Where several pages claim one address, the first by name keeps it; the others are left out."""
    taken: dict[str, File] = {}
    for file in sorted(files, key=lambda file: file.src_uri):
        if not is_included(file):
            continue
        first = taken.setdefault(file.dest_uri, file)
        if first is not file:
            files.remove(file)
            diagnostics.add(
                Diagnostic(
                    file.src_uri,
                    0,
                    "address-taken",
                    f"{first.src_uri} has the address /{first.url.removeprefix('./')}; this file is left out",
                    "Rename one of them, or give it another `slug`.",
                )
            )


def add_listings(config: MkDocsConfig, files: Files, texts: Mapping[str, str]) -> dict[str, str]:
    """Add a page for each listing whose address no file of the author's has.

    Args:
        config: MkDocs' configuration.
        files: Gets the new files.
        texts: The Markdown of each listing by source name.

    Returns:
        For each source name, that of the file which has its address: the same, or the author's.
    """
    authors = {file.dest_uri: file for file in files if is_included(file)}
    homes: dict[str, str] = {}
    for source, text in texts.items():
        listing = File.generated(config, source, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        author = authors.get(listing.dest_uri) or files.src_uris.get(source)
        if author is None:
            files.append(listing)
        homes[source] = author.src_uri if author else source
    return homes


def add_redirects(
    config: MkDocsConfig, files: Files, notes: Iterable[Note], later: Iterable[str], diagnostics: Diagnostics
) -> None:
    """Add a page at each old address that a note's aliases name, unless something else is published there.

    `later` are files of the site that MkDocs has not gathered, as `later_files` gives them.
    """
    taken = {file.dest_uri: file.src_uri for file in files} | {name: name for name in later}
    folders = {folder: owner for name, owner in taken.items() for folder in _folders(name)}
    for note in notes:
        target = _file(files, note.path).url
        for name in redirect_files(note):
            # A file cannot lie below another file, nor where a folder is.
            owner = next(
                (taken[place] for place in (name, *_folders(name)) if place in taken), folders.get(name)
            )
            if owner is not None:
                diagnostics.add(_alias_taken(note, name, owner))
                continue
            taken[name] = note.path
            folders |= dict.fromkeys(_folders(name), note.path)
            url = get_relative_url(target, _directory(name))
            page = redirect_page(note, url=url, canonical=urljoin(config.site_url or "", target))
            files.append(File.generated(config, name, content=page))


def later_files(config: MkDocsConfig, addresses: Addresses) -> set[str]:
    """The files of the site that neither pages nor assets make."""
    feeds = {addresses.feed(lang) for lang in addresses.languages}
    return {
        *feeds,
        *config.theme.static_templates,
        *config.extra_templates,
        "sitemap.xml.gz",
        "llms.txt",
        "robots.txt",
    }


def _folders(name: str) -> Iterator[str]:
    while name := posixpath.dirname(name):
        yield name


def _directory(name: str) -> str:
    folder, base = posixpath.split(name)
    return f"{folder}/" if base == "index.html" else name


def _alias_taken(note: Note, name: str, owner: str) -> Diagnostic:
    return Diagnostic(
        note.path,
        0,
        "alias-taken",
        f"the alias /{name.removesuffix('index.html')} is already published from {owner}",
        "Remove the alias, or move the other page.",
        Severity.WARNING,
    )


def _file(files: Files, path: str) -> File:
    file = files.src_uris.get(path)
    if file is None:
        raise LookupError(f"{path} is not among the files of the site")
    return file
