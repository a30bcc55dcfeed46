"""Writes the static index."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from contextlib import suppress
from pathlib import Path

from cjksearch.analysis import ANALYSIS_VERSION
from cjksearch.cache import Cache
from cjksearch.index.build import Index, index_of
from cjksearch.index.documents import Document, by_page
from cjksearch.index.rules import keep_wordings, recall_wordings
from cjksearch.index.unit import Unit
from cjksearch.static.codec import FORMAT_VERSION, to_json
from cjksearch.static.contents import Contents
from cjksearch.static.directory import as_text
from cjksearch.static.earlier import Written, keep_written, recalled
from cjksearch.static.facets import Labels
from cjksearch.static.files import Files
from cjksearch.static.layout import files_of
from cjksearch.static.report import Report
from cjksearch.static.rows import File

MANIFEST = "cjksearch.json"
_FOLDER = re.compile("[0-9a-f]{12}")
#: An index goes on from an earlier one as long as at most so many units, and this part of them, came or went.
_FEW, _SHARE = 64, 20


def write(
    units: Iterable[Unit],
    out: Path,
    *,
    labels: Labels | None = None,
    translations: Iterable[tuple[str, str]] = (),
    executor: Executor | None = None,
) -> Report:
    """Write the index of `units` into the folder `out`, which is made if it is not there.

    An earlier index in `out` is replaced; other files there are left alone. The same units in the same order
    give the same bytes, whatever the executor.

    Args:
        units: What can be found. Of two with the same id the first is kept and the id reported.
        out: The folder; the client opens its URL.
        labels: Names of facet values to show: facet, value, language to name, as in
            ``{"domain": {"cloud": {"zh-Hans": "云计算", "en": "Cloud"}}}``.
        translations: Pairs of terms that the texts give in two languages, such as those that
            `cjksearch.terms.translations` finds: a query for one looks for the other as well.
        executor: Runs the analysis of batches of units, if given.

    Raises:
        OSError: A file cannot be written.
    """
    documents = by_page(units, with_digests=False)
    return write_documents(documents, out, labels=labels, translations=translations, executor=executor)


def write_documents(
    documents: Iterable[Document],
    out: Path,
    *,
    labels: Labels | None = None,
    translations: Iterable[tuple[str, str]] = (),
    executor: Executor | None = None,
    with_terms: bool = False,
    cache: Cache | None = None,
    publish: Callable[[str, bytes], None] | None = None,
) -> Report:
    """Do what `write` does, with texts that are read when they are needed.

    Args:
        documents: Their units, in order, are what can be found.
        out: See `write`; so are `labels`, `translations` and `executor`.
        with_terms: Whether to look for terms that the texts give in two languages, besides `translations`.
        cache: Where an index is kept for the next one to go on from. The bytes are the same without it.
        publish: Takes path in `out` and content of each file of an index that goes on from another: somebody
            who knows what lies there already, and need not write most of them. Others are written here.

    Raises:
        OSError: A file cannot be written.
    """
    recall_wordings(cache)
    earlier = recalled(cache)
    index = index_of(documents, executor, earlier.made_of if earlier else None, is_kept=cache is not None)
    is_kept = cache is not None and (earlier is None or _is_far(index, earlier))
    pairs = (*translations, *(_terms(index, cache) if with_terms else ()))
    out.mkdir(parents=True, exist_ok=True)
    contents = Contents(files_of(index, labels or {}, pairs, earlier, is_kept=is_kept), earlier)
    if publish is None or earlier is None:
        files = _written(contents, out, are_held=is_kept)
    else:
        files = _handed_over(contents, publish)
    sizes, folder = files.finish(), files.digest()[:12]
    manifest = to_json(
        {
            "format": "cjksearch",
            "version": FORMAT_VERSION,
            "analysis": ANALYSIS_VERSION,
            "units": len(index.units),
            "folder": folder,
            "directory": as_text(contents.made.directory),
        }
    )
    # The manifest comes last and at once: until then a reader sees the earlier index whole.
    new = out / f"{MANIFEST}.new"
    new.write_bytes(manifest)
    new.replace(out / MANIFEST)
    _remove_earlier(out, folder)
    keep_wordings(cache)
    if cache is not None and is_kept:
        keep_written(cache, contents.written(index.earlier(), files.held()))
    names = (MANIFEST, *(f"{folder}/{name}" for name in sizes))
    size = len(manifest) + sum(sizes.values())
    return Report(len(index.units), len(index.df), names, size, index.duplicates)


def _written(contents: Iterable[File], out: Path, *, are_held: bool) -> Files:
    """Write the files into their folder, which gets its name last."""
    staged = out / f"{MANIFEST}.files"
    _remove(staged)
    staged.mkdir()
    with Files(staged, are_held=are_held) as files:
        for name, content in contents:
            files.put(name, content)
        sizes = files.finish()
        _move(staged, out / files.digest()[:12], sizes)
    return files


def _handed_over(contents: Iterable[File], publish: Callable[[str, bytes], None]) -> Files:
    with Files(None, are_held=True) as files:
        for name, content in contents:
            files.put(name, content)
        files.finish()
    folder = files.digest()[:12]
    for name, packed in files.held().items():
        publish(f"{folder}/{name}", packed.content)
    return files


def _terms(index: Index, cache: Cache | None) -> tuple[tuple[str, str], ...]:
    # Loaded only where it is asked for.
    from cjksearch.terms.known import known_translations  # noqa: PLC0415
    from cjksearch.terms.translations import translations  # noqa: PLC0415

    if cache is None:
        return translations(unit for document in index.documents() for unit in document.load())
    return known_translations(index.documents(), cache, index.holders)


def _is_far(index: Index, earlier: Written) -> bool:
    """Tell whether so much has changed that the next index had better go on from this one."""
    kept = int((index.was >= 0).sum())
    return len(index.units) + len(earlier.made_of.cards) - 2 * kept > _FEW + len(index.units) // _SHARE


def _move(staged: Path, folder: Path, names: Iterable[str]) -> None:
    """Give a folder of files its name."""
    if not folder.exists():
        staged.rename(folder)
        return
    for name in names:  # written before; each of its files is there all the time
        (staged / name).replace(folder / name)
    _remove(staged)


def _remove_earlier(out: Path, current: str) -> None:
    for entry in out.iterdir():
        # A folder of ours has a hash for its name and a file of facets in it; nothing else is touched.
        ours = _FOLDER.fullmatch(entry.name) and (entry / "f.bin").is_file() and not entry.is_symlink()
        if ours and entry.name != current:
            _remove(entry)


def _remove(folder: Path) -> None:
    with suppress(FileNotFoundError):  # not there, or somebody else is removing it
        shutil.rmtree(folder)
