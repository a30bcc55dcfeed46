"""The local index: built from units, searched from the command line."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh import query as whoosh_query

from cjksearch.analysis import ANALYSIS_VERSION, normalise, tokenise
from cjksearch.index.unit import Unit
from cjksearch.local.excerpt import excerpt
from cjksearch.local.hits import LocalHit
from cjksearch.local.query import parse
from cjksearch.local.schema import VERSION, schema
from cjksearch.local.words import cut
from cjksearch.pages.store import read_units

_STAMP = "units.sha256"
#: So many units are looked at for each that is wanted: a text may be there in as many languages.
_MOST_EDITIONS = 3


class IndexMissing(FileNotFoundError):
    """There is nothing to search yet; the message says how to make it."""


class LocalIndex:
    """A Whoosh index in a folder. Only open folders you trust: Whoosh keeps its schema as a pickle."""

    def __init__(self, folder: Path) -> None:
        if not whoosh_index.exists_in(str(folder)):
            raise IndexMissing(f"{folder}: no index here; build the site first: mkdocs build")
        self._index = whoosh_index.open_dir(str(folder))

    @classmethod
    def up_to_date(cls, units: Path, folder: Path) -> LocalIndex:
        """Return the index of a file of units, built anew if the file has changed since.

        Raises:
            IndexMissing: There is no such file.
            UnitError: A line of it is not a unit.
        """
        if not units.is_file():
            raise IndexMissing(f"{units}: no units here; build the site first: mkdocs build")
        stamp = _stamp_of(units)
        known = folder / _STAMP
        if known.is_file() and known.read_text("utf-8") == stamp and whoosh_index.exists_in(str(folder)):
            return cls(folder)
        return cls.build(units, folder)

    @classmethod
    def build(cls, units: Path | Iterable[Unit], folder: Path) -> LocalIndex:
        """Index units, or a file of them, into `folder`; what was there is replaced when all is done."""
        stamp = _stamp_of(units) if isinstance(units, Path) else ""
        all_units = list(read_units(units) if isinstance(units, Path) else units)
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            made = whoosh_index.create_in(
                str(part), schema({name for unit in all_units for name in unit.facets})
            )
            writer = made.writer(limitmb=128)
            for unit in all_units:
                writer.add_document(**_document(unit, made.schema.names()))
            writer.commit(optimize=True)
            made.close()
            if stamp:
                (part / _STAMP).write_text(stamp, "utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            part.replace(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return cls(folder)

    def search(self, query: str, *, limit: int = 10, lang: str | None = None) -> list[LocalHit]:
        """Return the best units for a query.

        Words in both scripts, ``"a phrase"``, ``AND`` ``OR`` ``NOT`` and brackets, ``pre*``, ``field:value``
        for title, heading, text, tags, lang, kind, domain and other facets, and ``date:2026``,
        ``date:2026-11``, ``date:[2026-01-01 to 2026-06-30]``.

        Args:
            query: What was typed.
            limit: At most so many hits.
            lang: Only units in this language.

        Raises:
            QueryError: The query cannot be answered.
        """
        parsed = parse(query, self._index.schema)
        only = whoosh_query.Term("lang", lang.lower()) if lang else None
        needles = _needles(query)
        with self._index.searcher() as searcher:
            ranked = searcher.search(parsed, limit=limit * _MOST_EDITIONS, filter=only)
            return [_hit(found, needles) for found in islice(_once(ranked), limit)]

    def __len__(self) -> int:
        return int(self._index.doc_count())


def _once(ranked: Iterable[Any]) -> Iterator[Any]:
    """Of what is the same in several languages, the first."""
    seen: set[str] = set()
    for found in ranked:
        edition_of = found.get("edition_of", "")
        if edition_of not in seen:
            yield found
        if edition_of:
            seen.add(edition_of)


def _stamp_of(units: Path) -> str:
    digest = hashlib.sha256(units.read_bytes()).hexdigest()
    return f"{digest} {VERSION} {ANALYSIS_VERSION}\n"


def _document(unit: Unit, names: Iterable[str]) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": unit.id, "url": unit.url, "title": unit.title, "text": unit.text,
        # A page's beginning answers to the page's title as a section does to its heading.
        "heading": unit.heading or unit.title, "_stored_heading": unit.heading,
        "tags": "\n".join(unit.tags), "lang": unit.lang, "stored_lang": unit.lang, "kind": unit.kind,
        "stored_date": unit.date, "_boost": unit.boost,
        "edition_of": unit.edition_of,
    }  # fmt: skip
    if (date := _date(unit.date)) is not None:
        document["date"] = date
    known = frozenset(names)
    for name, values in unit.facets.items():
        if name in known and name not in document:
            document[name] = " ".join(value.replace(" ", "-") for value in values)
    return document


def _date(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat((text + "-01-01")[:10] if text else "")
    except ValueError:
        return None  # the unit is found all the same, only not by its date


def _needles(query: str) -> list[str]:
    """Return what to look for in texts: runs of Han, the words in them, and Latin words."""
    needles: list[str] = []
    for token in tokenise(normalise(query)):
        needles.append(token.text.lower())
        if token.cjk:
            needles += [word for word, _ in cut(token.text)]
    return needles


def _hit(found: Any, needles: list[str]) -> LocalHit:
    return LocalHit(
        url=found["url"],
        title=found.get("title", ""),
        heading=found.get("heading", ""),
        excerpt=excerpt(found.get("text", ""), needles),
        score=round(float(found.score), 4),
        lang=found.get("stored_lang", ""),
        date=found.get("stored_date", ""),
        kind=found.get("kind", ""),
    )
