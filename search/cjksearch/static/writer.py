"""Writes the static index."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from concurrent.futures import Executor
from pathlib import Path

from cjksearch.analysis import ANALYSIS_VERSION
from cjksearch.index.build import Index, build_index
from cjksearch.index.unit import Unit
from cjksearch.static.codec import FORMAT_VERSION, to_json
from cjksearch.static.directory import as_text
from cjksearch.static.facets import Labels
from cjksearch.static.files import Files
from cjksearch.static.layout import files_of
from cjksearch.static.report import Report

MANIFEST = "cjksearch.json"
_FOLDER = re.compile("[0-9a-f]{12}")


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
    index = build_index(units, executor)
    out.mkdir(parents=True, exist_ok=True)
    folder, directory, sizes = _write_folder(index, labels or {}, translations, out)
    manifest = to_json(
        {
            "format": "cjksearch",
            "version": FORMAT_VERSION,
            "analysis": ANALYSIS_VERSION,
            "units": len(index.units),
            "folder": folder,
            "directory": as_text(directory),
        }
    )
    # The manifest comes last and at once: until then a reader sees the earlier index whole.
    staged = out / f"{MANIFEST}.new"
    staged.write_bytes(manifest)
    staged.replace(out / MANIFEST)
    _remove_earlier(out, folder)
    names = (MANIFEST, *(f"{folder}/{name}" for name in sizes))
    size = len(manifest) + sum(sizes.values())
    return Report(len(index.units), len(index.df), names, size, index.duplicates)


def _write_folder(
    index: Index, labels: Labels, translations: Iterable[tuple[str, str]], out: Path
) -> tuple[str, dict[str, object], dict[str, int]]:
    """Write the folder of the index; return its name, the directory, and the sizes of its files by name."""
    staged = out / f"{MANIFEST}.files"
    if staged.exists():
        shutil.rmtree(staged)
    staged.mkdir()
    contents = files_of(index, labels, translations)
    with Files(staged) as files:
        while True:
            try:
                files.put(*next(contents))
            except StopIteration as end:
                directory: dict[str, object] = end.value
                break
        sizes = files.finish()
        folder = files.digest()[:12]
    if (out / folder).exists():  # written before; each of its files is there all the time
        for name in sizes:
            (staged / name).replace(out / folder / name)
        shutil.rmtree(staged)
    else:
        staged.rename(out / folder)
    return folder, directory, sizes


def _remove_earlier(out: Path, current: str) -> None:
    for entry in out.iterdir():
        # A folder of ours has a hash for its name and a file of facets in it; nothing else is touched.
        ours = _FOLDER.fullmatch(entry.name) and (entry / "f.bin").is_file() and not entry.is_symlink()
        if ours and entry.name != current:
            shutil.rmtree(entry)
