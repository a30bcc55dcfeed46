"""Writes the static index."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable
from concurrent.futures import Executor
from itertools import groupby
from pathlib import Path

from cjksearch.analysis import ANALYSIS_VERSION, fold_pairs
from cjksearch.index.build import Index, build_index
from cjksearch.index.impact import LEVELS
from cjksearch.index.rules import Rules, rules_for
from cjksearch.index.unit import Unit
from cjksearch.index.weight import Weigher
from cjksearch.static.codec import FORMAT_VERSION, Entry, compress, encode_block, sort_key, to_json
from cjksearch.static.facets import Labels, facets
from cjksearch.static.report import Report
from cjksearch.static.shards import separators, term_blocks, text_blocks, title_blocks, word_blocks

MANIFEST = "cjksearch.json"
_FOLDER = re.compile("[0-9a-f]{12}")


def write(
    units: Iterable[Unit],
    out: Path,
    *,
    labels: Labels | None = None,
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
        executor: Runs the analysis of batches of units, if given.

    Raises:
        OSError: A file cannot be written.
    """
    index = build_index(units, executor)
    files = encode(index, labels or {})
    folder = _content_hash(files)
    manifest = to_json(
        {
            "format": "cjksearch",
            "version": FORMAT_VERSION,
            "analysis": ANALYSIS_VERSION,
            "units": len(index.units),
            "folder": folder,
        }
    )
    out.mkdir(parents=True, exist_ok=True)
    _write_folder(out / folder, files)
    # The manifest comes last and at once: until then a reader sees the earlier index whole.
    staged = out / f"{MANIFEST}.new"
    staged.write_bytes(manifest)
    staged.replace(out / MANIFEST)
    _remove_earlier(out, folder)
    names = (MANIFEST, *(f"{folder}/{name}" for name in sorted(files)))
    size = len(manifest) + sum(map(len, files.values()))
    return Report(len(index.units), len(index.postings), names, size, index.duplicates)


def encode(index: Index, labels: Labels) -> dict[str, bytes]:
    """Return the compressed files of an index by their path in its folder."""
    files: dict[str, bytes] = {}
    rules = rules_for(index.df)
    terms = _put(files, "t", term_blocks(_entries(index, rules), _block_size(index)), encode_block((), ()))
    words = _put(files, "w", word_blocks(_words(index)), to_json(["", []]))
    texts, places = text_blocks(index.units)
    for kind, blocks in (("u", title_blocks(index.units, places)), ("x", texts)):
        for number, block in enumerate(blocks):
            files[f"{kind}/{number}.bin"] = compress(block)
    described, runs = facets(index.units, labels)
    directory = {
        "terms": terms,
        "words": words,
        "fold": fold_pairs(_characters(index, rules)),
        "pages": _pages(index.units),
        "boosts": _boosts(index.units),
        "facets": described,
    }
    files["d.bin"] = compress(to_json(directory))
    files["f.bin"] = compress(to_json(runs))
    return files


def _put(files: dict[str, bytes], kind: str, blocks: Iterable[tuple[str, str, bytes]], empty: bytes) -> str:
    """Add the blocks, numbered; without any, `empty`, since a client always finds a block 0."""
    ranges = []
    for number, (first, last, block) in enumerate(blocks):
        files[f"{kind}/{number}.bin"] = compress(block)
        ranges.append((first, last))
    if not ranges:
        files[f"{kind}/0.bin"] = compress(empty)
    return separators(ranges)


def _characters(index: Index, rules: Rules) -> set[str]:
    """Return the characters that a query is folded to: those of the site and of its wordings."""
    found = {term for term in index.postings if len(term) == 1}
    found.update(*(wording for pairs in rules.values() for wording, _ in pairs))
    return found


def _entries(index: Index, rules: Rules) -> Iterable[Entry]:
    weigher = Weigher(index.df, len(index.units))
    for term in sorted({*index.postings, *rules}, key=sort_key):
        postings = index.postings.get(term, [])
        numbers = [p // (LEVELS + 1) for p in postings]
        impacts = [p % (LEVELS + 1) for p in postings]
        yield Entry(term, weigher.weigh(term), numbers, impacts, rules.get(term, ()))


def _words(index: Index) -> list[tuple[str, int]]:
    """Words worth completing or correcting to: not numbers, hashes or whole sentences of code."""
    worth = re.compile(r"[^\W\d_][^\W_]{2,23}")
    kept = [
        (word, count)
        for word, count in index.words.items()
        if worth.fullmatch(word) and (count > 1 or word.isalpha())
    ]
    return sorted(kept, key=lambda pair: sort_key(pair[0]))


def _block_size(index: Index) -> int:
    """Return the bytes of a term block before compression: about twice those after it."""
    total = sum(len(p) for p in index.postings.values()) * 2
    return max(4096, min(16384, total // 2048))


def _pages(units: Iterable[Unit]) -> list[int]:
    """Return how many units in a row share a page: an address without its fragment."""
    return [len(list(group)) for _, group in groupby(units, lambda unit: unit.url.partition("#")[0])]


def _boosts(units: Iterable[Unit]) -> list[list[float]]:
    """Return runs ``[first unit, length, boost]`` of the units whose boost is not 1."""
    runs: list[list[float]] = []
    for number, unit in enumerate(units):
        if unit.boost == 1:
            continue
        if runs and runs[-1][0] + runs[-1][1] == number and runs[-1][2] == unit.boost:
            runs[-1][1] += 1
        else:
            runs.append([number, 1, unit.boost])
    return runs


def _content_hash(files: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _write_folder(folder: Path, files: dict[str, bytes]) -> None:
    for parent in sorted({(folder / name).parent for name in files} | {folder}):
        parent.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _remove_earlier(out: Path, current: str) -> None:
    for entry in out.iterdir():
        # A folder of ours has a hash for its name and a directory file in it; nothing else is touched.
        ours = _FOLDER.fullmatch(entry.name) and (entry / "d.bin").is_file() and not entry.is_symlink()
        if ours and entry.name != current:
            shutil.rmtree(entry)
