"""What is found out about one file, whatever the others say: remembered from build to build."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from markdown.extensions import Extension

from techdigest.diagnostics import Diagnostic, Diagnostics
from techdigest.domains.tag import tag_note
from techdigest.domains.tagger import Tagger
from techdigest.domains.taxonomy import Taxonomy
from techdigest.incremental.cache import Cache
from techdigest.incremental.digests import Digest, Undigestible, digest_of
from techdigest.incremental.executors import Executor
from techdigest.incremental.executors.serial import Serial
from techdigest.markdown.collect import collect, is_self_contained
from techdigest.notes.model import Lang, Note
from techdigest.notes.read import read_note
from techdigest.notes.reading import reading_minutes
from techdigest.papers.model import Mention
from techdigest.papers.registry import Registry
from techdigest.site.terms import NoteTerms, terms_of
from techdigest.snippets.model import Fence


@dataclass(frozen=True)
class Rules:
    """All that a study depends on besides the file.

    Attributes:
        notes_dir: The folder of notes.
        default_lang: The language of texts whose language does not show.
        taxonomy: The domains.
        registry: The papers.
        extensions: The site's Markdown extensions but for our own, with their options.
    """

    notes_dir: str
    default_lang: Lang
    taxonomy: Taxonomy
    registry: Registry
    extensions: Sequence[str | Extension]
    configs: Mapping[str, Any]

    @cached_property
    def tagger(self) -> Tagger | None:
        """What proposes domains; None where there are none."""
        return Tagger(self.taxonomy) if self.taxonomy.domains else None

    @cached_property
    def names(self) -> Digest:
        """By what papers are found."""
        return digest_of(self.registry.names)

    @cached_property
    def fences(self) -> Digest | None:
        """How fences are read; None if that may depend on other files or on what has no digest."""
        if not all(map(is_self_contained, self.extensions)):
            return None
        try:
            return digest_of(list(self.extensions), self.configs)
        except Undigestible:
            return None

    @cached_property
    def digest(self) -> Digest:
        """All but what the parts of a study name themselves."""
        return digest_of(self.notes_dir, self.default_lang, self.taxonomy.domains)


class Study(NamedTuple):
    """What a file holds, and what was found while reading it: a tuple, as tuples are quickly unpickled.

    Attributes:
        note: The note, with domains if it is listed; without plain text where it has a lead. None: no text.
        read: What is to be said of it in any case.
        tagged: What is to be said of its domains if it is published.
        minutes: Reading time.
        terms: What it adds to the terms of all notes.
        fences: Its runnable fences; None if they are to be read in each build.
        fenced: What is to be said of these.
        names: By what papers were found (`Rules.names`).
        mentions: Where it names papers.
        face: The digest of all of this that pages of other files may show.
    """

    note: Note | None
    read: tuple[Diagnostic, ...]
    tagged: tuple[Diagnostic, ...] = ()
    minutes: int = 1
    terms: NoteTerms | None = None
    fences: tuple[Fence, ...] | None = ()
    fenced: tuple[Diagnostic, ...] = ()
    names: Digest = b""
    mentions: tuple[Mention, ...] = ()
    face: Digest = b""


#: Files that are studied here: so few are not worth a process.
_FEW = 12


class _Item(NamedTuple):
    """A file that is to be studied: wholly, or for the papers in it alone."""

    path: str
    data: bytes
    known: Study | None = None


def study_all(
    files: Iterable[tuple[str, bytes]],
    rules: Rules,
    cache: Cache | None = None,
    executor: Executor | None = None,
    latest: dict[bytes, Study] | None = None,
) -> dict[str, Study]:
    """Return the study of each file, by path, in their order.

    Args:
        files: Their paths and bytes.
        rules: How they are read.
        cache: Knows what was found by earlier builds.
        executor: Studies the others, if there are many.
        latest: What was returned last by this process, by keys of its own: gets what is returned now.
    """
    found: dict[str, Study | None] = {}
    keys: dict[str, bytes] = {}
    todo: list[_Item] = []
    for path, data in files:
        key = keys[path] = digest_of("study", path, data, rules.digest, rules.fences)
        known = found[path] = (latest or {}).get(key) or _recalled(cache, key)
        if known is None or known.names != rules.names:
            todo.append(_Item(path, data, known))
    by = executor if executor and len(todo) > _FEW else Serial()
    made = by.map(_work, rules, todo)
    for item, result in zip(todo, made, strict=True):
        found[item.path] = result
        if cache:
            cache.put(keys[item.path], pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
    studies = {path: each for path, each in found.items() if each is not None}
    if latest is not None:
        latest.clear()
        latest.update((keys[path], each) for path, each in studies.items())
    return studies


def _recalled(cache: Cache | None, key: bytes) -> Study | None:
    entry = cache.get(key) if cache else None
    known: Study | None = pickle.loads(entry) if entry else None  # noqa: S301 - of our own cache
    return known


def _work(rules: Rules, item: _Item) -> Study:
    if item.known is None:
        return study(item.data, item.path, rules)
    known = item.known._replace(names=rules.names, mentions=_mentions(item.known.note, rules))
    return known._replace(face=_face(known))


def study(data: bytes, path: str, rules: Rules) -> Study:
    """Read a file, and find what can be found in it alone."""
    found = _study(data, path, rules)
    return found._replace(face=_face(found))


def _face(found: Study) -> Digest:
    note = found.note and replace(found.note, body="")
    headings = found.terms.headings if found.terms else ()
    return digest_of(note, found.minutes, headings, found.fences, found.mentions)


def _study(data: bytes, path: str, rules: Rules) -> Study:
    said = Diagnostics()
    note = read_note(data, path, said, notes_dir=rules.notes_dir, default_lang=rules.default_lang)
    read = _taken(said)
    if note is None:
        return Study(None, read, names=rules.names)
    fences = collect(note, rules.extensions, rules.configs, said)
    fenced = _taken(said)
    is_kept = rules.fences is not None or not (fences or fenced)
    mentions = _mentions(note, rules)
    if not note.is_listed:
        return Study(
            _lean(note),
            read,
            fences=fences if is_kept else None,
            fenced=fenced if is_kept else (),
            names=rules.names,
            mentions=mentions,
        )
    tagged = tag_note(note, rules.tagger, said)
    return Study(
        _lean(tagged),
        read,
        _taken(said),
        reading_minutes(note.body, note.text),
        terms_of(note),
        fences if is_kept else None,
        fenced if is_kept else (),
        rules.names,
        mentions,
    )


def _mentions(note: Note | None, rules: Rules) -> tuple[Mention, ...]:
    if note is None or not rules.registry:
        return ()
    from techdigest.papers.mentions import find_mentions  # noqa: PLC0415 - many patterns, for sites with papers only

    return find_mentions(note, rules.registry)


def _taken(said: Diagnostics) -> tuple[Diagnostic, ...]:
    found = tuple(said)
    said.clear()
    return found


def _lean(note: Note) -> Note:
    """Without the texts of which everything has been made."""
    items = tuple(replace(item, text="" if item.lead else item.text) for item in note.items)
    return replace(note, items=items, text="" if note.lead else note.text)
