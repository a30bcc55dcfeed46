"""Bring posts in from elsewhere, tell what became of them, and take them back."""

from __future__ import annotations

import os
import posixpath
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path

from rich.console import Console
from rich.text import Text

from techdigest.commands.import_lock import BusyError, alone_in
from techdigest.commands.import_printing import print_import
from techdigest.commands.printable import printable
from techdigest.commands.progress import progress
from techdigest.commands.site import Site
from techdigest.diagnostics import Diagnostics
from techdigest.domains.taxonomy import Taxonomy
from techdigest.importers.fetched import Earlier, Fetch
from techdigest.importers.front.domains import BadMap, DomainMap, map_text, read_map
from techdigest.importers.importing import Import, Options, import_tree
from techdigest.importers.model import Finding, Imported
from techdigest.importers.record import BadRecord, Journal, Record, Written
from techdigest.importers.remembered import Memory
from techdigest.importers.safe_files import digest_of, write_safely
from techdigest.importers.settling import Action, Settler, is_settled, undo
from techdigest.importers.tree import UNREAD, Tree
from techdigest.incremental.installed import installed_code
from techdigest.incremental.store import Store
from techdigest.notes.language import is_markdown
from techdigest.notes.slugs import slugify
from techdigest.notes.walk import walk

IMPORTS = "imports"  # the folder of records, in the content folder; it is not published
_MOST_REMEMBERED = 1_000_000_000  # bytes of what earlier imports converted


class CannotImport(Exception):
    """The import could not begin; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line.

    Attributes:
        source: The folder or file that is brought in.
        dialect: The name of a dialect, or `auto`.
        into: The folder of notes; None for the site's.
        zone: The zone of times that name none; None for what the source says.
        domains_map: The file of the map of domains; None for the one beside the record.
        report: The file of the record; None for the one in the site's folder of records.
        frames: Hosts whose iframes may stay.
        snippets: Whether fences that ask to be run go on asking.
        is_dry: Nothing is written.
        fetch: Fetches a picture; None leaves those of other sites where they are.
    """

    source: Path
    dialect: str = "auto"
    into: Path | None = None
    zone: tzinfo | None = None
    domains_map: Path | None = None
    report: Path | None = None
    frames: frozenset[str] = frozenset()
    snippets: bool = False
    is_dry: bool = False
    fetch: Fetch | None = None


def import_notes(site: Site, request: Request, console: Console) -> bool:
    """Bring a source in and print what became of it; return whether everything arrived.

    Raises CannotImport, and OSError where something cannot be written.
    """
    try:
        tree = Tree(request.source)
    except OSError as error:
        raise CannotImport(f"{request.source}: {error.strerror}") from error
    into = (request.into or site.content_dir / site.notes_dir).resolve()
    _refuse_itself(request.source.resolve(), into)
    try:
        if request.is_dry:
            return _import(site, request, console, tree, into)
        with alone_in(into), _memory(site, console) as memory:
            return _import(site, request, console, tree, into, memory=memory)
    except BusyError as error:
        raise CannotImport(str(error)) from error


@contextmanager
def _memory(site: Site, console: Console) -> Iterator[Memory]:
    """Yield what earlier imports converted: a cache, that may be deleted at any time."""

    def notice(sentence: str) -> None:
        console.print(Text(printable(sentence), style="dim"))

    with Store.open(site.cache_dir / IMPORTS, limit=_MOST_REMEMBERED, notice=notice) as store:
        yield Memory(store, installed_code(()))


def _import(
    site: Site, request: Request, console: Console, tree: Tree, into: Path, *, memory: Memory | None = None
) -> bool:
    record_file = (
        request.report or site.content_dir / IMPORTS / f"{slugify(Path(tree.name).stem) or 'source'}.json"
    )
    before = _record_before(record_file, tree)
    map_file = request.domains_map or record_file.with_suffix(".domains.yml")
    taxonomy = Taxonomy.load(site.domains_file, Diagnostics())
    options = Options(
        dialect=request.dialect,
        zone=request.zone,
        default_lang=site.default_lang,
        taxonomy=taxonomy,
        domains=_read_domains(map_file, taxonomy),
        taken=frozenset(_taken(into)),
        before=before.folders(),
        frames=request.frames,
        snippets=request.snippets,
        fetch=request.fetch,
        earlier=(earlier := Earlier(before, into)),
        memory=memory,
    )
    after = Record(tree.name, into=os.path.relpath(into, record_file.resolve().parent))
    with _journal(request, record_file, after) as journal:
        settler = Settler(into, before, record_file.with_suffix(""), journal, is_dry=request.is_dry)
        with progress() as told:
            made = import_tree(tree, options, told)
            counts = _bring(made, tree, settler, earlier, after.findings)
        settler.finish()
    after = replace(
        after,
        dialect=made.recognition.dialect.name,
        reasons=made.recognition.reasons,
        files=settler.files,
        domains_map=before.domains_map,
        findings=[*after.findings, *made.findings],
    )
    if not request.is_dry:
        after.domains_map = _propose(made, map_file, record_file, taxonomy, before.domains_map)
        after.save(record_file)
    print_import(console, after, settler.deeds, counts, into=into, is_dry=request.is_dry)
    if not request.is_dry:
        console.print(Text(printable(f"Report: {record_file}\nDomains: {map_file}"), style="dim"))
    return is_settled(settler.deeds) and not any(each.rule.startswith(UNREAD) for each in after.findings)


def take_back(record_file: Path, console: Console) -> bool:
    """Undo an import; return whether nothing of it stayed. Raises CannotImport."""
    try:
        into = (record_file.parent / Record.load(record_file).into).resolve()
        with alone_in(into), progress() as told:  # the record is read again: until now it may have changed
            done = undo(record_file, told)
    except FileNotFoundError as error:
        raise CannotImport(f"{record_file}: no such record") from error
    except (BadRecord, BusyError, OSError) as error:
        raise CannotImport(str(error)) from error
    console.print(Text(f"{len(done.removed)} files removed"))
    for path in done.kept:
        console.print(Text(printable(f"  {path}: edited by hand, left alone")))
    return not done.kept


def _refuse_itself(source: Path, into: Path) -> None:
    if source == into or source.is_relative_to(into) or into.is_relative_to(source):
        raise CannotImport(
            f"{source} and the folder of notes {into} lie within each other; copy the source elsewhere."
        )


def _record_before(record_file: Path, tree: Tree) -> Record:
    """Return the record of the import before this one; an empty one for the first."""
    try:
        record = Record.load(record_file)
    except FileNotFoundError:
        return Record()
    except BadRecord as error:
        raise CannotImport(f"{error}; move it away, or name another file with --report.") from error
    sources = {each.source for each in record.files.values()}
    if sources and not any(source in tree for source in sources):
        raise CannotImport(
            f"{record_file} is the record of another source; name another file with --report,"
            " or take that import back with --undo."
        )
    return record


def _read_domains(map_file: Path, taxonomy: Taxonomy) -> DomainMap | None:
    try:
        return read_map(map_file.read_text(encoding="utf-8"), taxonomy)
    except FileNotFoundError:
        return None
    except (BadMap, UnicodeDecodeError, OSError) as error:
        raise CannotImport(f"{map_file}: {error}") from error


def _propose(
    made: Import, map_file: Path, record_file: Path, taxonomy: Taxonomy, before: tuple[str, str]
) -> tuple[str, str]:
    """Write the map of domains where there is none; return its name and digest, for the record."""
    if map_file.exists():
        return before
    data = map_text(made.counts, made.domains, taxonomy).encode()
    write_safely(map_file, data)
    return (map_file.name, digest_of(data)) if map_file.parent == record_file.parent else ("", "")


def _taken(into: Path) -> Iterator[str]:
    """Yield the names of notes and folders that are there already."""
    if not into.is_dir():
        return
    for path in walk(into, Diagnostics()):
        folder, name = posixpath.split(path)
        if folder:
            yield folder.partition("/")[0]
            yield slugify(posixpath.basename(folder))
        if is_markdown(name):
            yield slugify(name.partition(".")[0])


def _bring(
    made: Import, tree: Tree, settler: Settler, earlier: Earlier, findings: list[Finding]
) -> Counter[str]:
    counts: Counter[str] = Counter()
    for note in made.notes:
        findings += note.findings
        data = tree.data(note.post.path)
        source_digest = digest_of(data) if data is not None else ""
        deed = settler.put(
            note.path,
            note.text.encode("utf-8", "replace"),
            Written("", note.post.path, note.post.number, source_digest),
        )
        counts["notes"] += 1
        counts["drafts"] += "\ndraft: true\n" in note.text.partition("\n---\n")[0] + "\n"
        if deed.action != Action.IN_THE_WAY:
            counts["pictures"] += _bring_pictures(note, made, settler, earlier)
    return counts


def _bring_pictures(note: Imported, made: Import, settler: Settler, earlier: Earlier) -> int:
    count = 0
    for path, source in note.pictures.items():
        folder, _, name = path.rpartition("/")
        if earlier.names(folder).get(source) == name:
            settler.keep(path)
            count += 1
            continue
        data = made.data(source)
        if data is not None:
            settler.put(path, data, Written("", source))
            count += 1
    return count


@contextmanager
def _journal(request: Request, record_file: Path, after: Record) -> Iterator[Journal | None]:
    """Keep a journal while an import writes; it stays if that ends in the middle."""
    if request.is_dry:
        yield None
        return
    journal = Journal(record_file, after.into, after.source)
    try:
        yield journal
    finally:
        journal.close()
