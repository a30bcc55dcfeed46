"""What code takes part in a build: Python, what is installed, and what changes without a version."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from techdigest.incremental.digests import Digest, digest_of
from techdigest.incremental.files import FileDigests

OUR_PACKAGES = ("cjksearch", "techdigest", "techdigest_theme")
_IGNORED = {"__pycache__", "node_modules"}


def installed_code(sources: Iterable[Path], files: FileDigests) -> Digest:
    """The digest of all code that a build runs.

    These are Python's version; name and version of every distribution on `sys.path`; what a distribution that
    was installed from a folder or address rather than an index says it consists of; the content of our own
    packages and of others that are installed as editable, which change without a version; and `sources`.

    Args:
        sources: Files and folders besides: hooks, folders of a theme. Absent ones count as absent.
        files: Remembers the files' digests.
    """
    distributions = sorted(_distributions())
    folders = [*_folders_of_our_packages(), *_editable_folders(distributions)]
    return digest_of(
        sys.version,
        sys.implementation.cache_tag,
        [(name, _origin(Path(folder, name), files)) for name, folder in distributions],
        [list(_content(folder, files)) for folder in dict.fromkeys(folders)],
        [(source.name, list(_content(source, files))) for source in sources],
    )


def _distributions() -> Iterator[tuple[str, str]]:
    """Name of the metadata's folder, which has name and version in it, and the folder it is in."""
    for folder in dict.fromkeys(sys.path):
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - many names, of which few are looked at
        except OSError:  # an archive, or not there: Python passes over it, too
            continue
        yield from ((name, folder or ".") for name in names if name.endswith((".dist-info", ".egg-info")))


def _origin(metadata: Path, files: FileDigests) -> Digest | None:
    """What a distribution that came from no index consists of; one from an index is told by its version."""
    if not (metadata / "direct_url.json").exists():  # PEP 610
        return None
    return files.of(metadata / "RECORD")  # has the digest of each installed file


def _folders_of_our_packages() -> Iterator[Path]:
    for name in OUR_PACKAGES:
        spec = find_spec(name)
        if spec is not None:
            yield from map(Path, spec.submodule_search_locations or ())


def _editable_folders(distributions: Iterable[tuple[str, str]]) -> Iterator[Path]:
    """The packages and modules of distributions that are installed as editable, as Python finds them."""
    for name, folder in distributions:
        if (Path(folder, name) / "direct_url.json").exists():
            for line in (Path(folder, name) / "RECORD").read_text("utf-8").splitlines():
                file = Path(folder, line.split(",", 1)[0])
                if file.suffix == ".pth":
                    yield from _packages_on(file)
                elif file.name.startswith("__editable__") and file.name.endswith("_finder.py"):
                    yield from _packages_of_finder(file)


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


def _content(
    path: Path, files: FileDigests, below: str = "", above: tuple[str, ...] = ()
) -> Iterator[tuple[str, Digest]]:
    """Name and digest of each file in a folder, in order of names; or of this one file."""
    real = os.path.realpath(path)
    if path.is_file():
        yield below, files.of(path)
    elif path.is_dir() and real not in above:
        for entry in sorted(path.iterdir()):
            if entry.name not in _IGNORED and not entry.name.startswith("."):
                yield from _content(entry, files, f"{below}/{entry.name}", (*above, real))
