"""What code takes part in a build: Python, what is installed, and what changes without a version."""

from __future__ import annotations

import ast
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path
from typing import TypeAlias

from techdigest.incremental.digests import Digest, digest_of
from techdigest.incremental.files import FileDigests, digest_file

OUR_PACKAGES = ("cjksearch", "techdigest", "techdigest_theme")
_Read: TypeAlias = Callable[[Path | str], Digest]
_IGNORED = {"__pycache__", "node_modules"}
#: In the list of a distribution's files: what makes Python find an editable one.
_HOOK = re.compile(r"^([^,/\n]+\.pth|__editable__[^,/\n]*_finder\.py),", re.MULTILINE)


def installed_code(sources: Iterable[Path], files: FileDigests | None = None) -> Digest:
    """The digest of all code that a build runs.

    These are Python's version; name and version of every distribution on `sys.path`; what a distribution that
    was installed from a folder or address rather than an index says it consists of; the content of our own
    packages and of others that are installed as editable, which change without a version; and `sources`.

    Args:
        sources: Files and folders besides: hooks, folders of a theme. Absent ones count as absent.
        files: Remembers the files' digests; without it they are all read.
    """
    read = files.of if files else digest_file
    distributions = sorted(_distributions())
    folders = [*_folders_of_our_packages(), *_editable_folders(distributions)]
    return digest_of(
        sys.version,
        sys.implementation.cache_tag,
        [(name, _origin(Path(folder, name), read)) for name, folder in distributions],
        [list(_content(folder, read)) for folder in dict.fromkeys(folders)],
        [(source.name, list(_content(source, read))) for source in sources],
    )


def _distributions() -> Iterator[tuple[str, str]]:
    """Name of the metadata's folder, which has name and version in it, and the folder it is in."""
    for folder in dict.fromkeys(sys.path):
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - many names, of which few are looked at
        except OSError:  # an archive, or not there: Python passes over it, too
            continue
        yield from ((name, folder or ".") for name in names if name.endswith((".dist-info", ".egg-info")))


def _origin(metadata: Path, read: _Read) -> Digest | None:
    """What a distribution that came from no index consists of; one from an index is told by its version."""
    origin, record = metadata / "direct_url.json", metadata / "RECORD"  # PEP 610, PEP 376
    if not origin.exists():
        return None
    return read(record if record.exists() else origin)  # the record has the digest of each installed file


def _folders_of_our_packages() -> Iterator[Path]:
    for name in OUR_PACKAGES:
        spec = find_spec(name)
        if spec is not None:
            yield from map(Path, spec.submodule_search_locations or ())


def _editable_folders(distributions: Iterable[tuple[str, str]]) -> Iterator[Path]:
    """The packages and modules of distributions that are installed as editable, as Python finds them."""
    for name, folder in distributions:
        origin = Path(folder, name, "direct_url.json")
        if origin.exists() and json.loads(origin.read_bytes()).get("dir_info", {}).get("editable"):
            record = Path(folder, name, "RECORD")
            for file in _HOOK.findall(record.read_text("utf-8") if record.exists() else ""):
                find = _packages_on if file.endswith(".pth") else _packages_of_finder
                yield from find(Path(folder, file))


def _packages_on(pth: Path) -> Iterator[Path]:
    """What can be imported from the folders that a .pth file names."""
    for line in pth.read_text("utf-8").splitlines():
        folder = pth.parent / line.strip()
        if line.strip() and not line.startswith(("#", "import ", "import\t")) and folder.is_dir():
            yield from sorted(
                p for p in folder.iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()
            )


def _packages_of_finder(finder: Path) -> Iterator[Path]:
    """What setuptools' finder of an editable distribution maps names to: a package's folder, or a module."""
    for line in finder.read_text("utf-8").splitlines():
        if line.startswith("MAPPING"):
            for target in ast.literal_eval(line.partition("=")[2].strip()).values():
                yield from (p for p in (Path(target), Path(target).with_suffix(".py")) if p.exists())


def _content(source: Path, read: _Read) -> Iterator[tuple[str, Digest]]:
    """Name and digest of each file in a folder, in order of names; or of this one file."""
    if source.is_file():
        yield source.name, read(source)
    elif source.is_dir():
        yield from _walked(os.fspath(source), "", (), read)


def _walked(folder: str, below: str, above: tuple[str, ...], read: _Read) -> Iterator[tuple[str, Digest]]:
    real = os.path.realpath(folder)
    if real in above:  # a link that leads back up
        return
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=attrgetter("name")):
            if entry.name in _IGNORED or entry.name.startswith("."):
                continue
            if entry.is_dir():
                yield from _walked(entry.path, f"{below}{entry.name}/", (*above, real), read)
            elif entry.is_file():
                yield below + entry.name, read(entry.path)
