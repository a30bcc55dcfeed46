"""MkDocs' list of files, gathered without hanging.

`mkdocs.commands.build.get_files` follows symbolic links without noticing loops (two links that lead to
their own folder take exponential time) and lists named pipes, which then block for ever when they are read.
No event runs before it. So the name that `build` calls is replaced by a function that walks safely for sites
with our plugin and leaves all others to MkDocs.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator
from pathlib import Path

from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, set_exclusions

from techdigest.diagnostics import Diagnostics
from techdigest.notes.walk import walk

log = get_plugin_logger("techdigest")

FilesOf = Callable[[MkDocsConfig], Files]


def install(gather: FilesOf, applies: Callable[[MkDocsConfig], bool]) -> None:
    """Let `build` call `gather` where `applies`; doing so again replaces what was installed before."""
    current = getattr(build, "get_files", None)
    if current is None:
        log.warning("This MkDocs gathers files in a way we do not know; pipes and looping links may hang it.")
        return
    original: FilesOf = getattr(current, "techdigest_original", current)

    def get_files(config: MkDocsConfig) -> Files:
        return gather(config) if applies(config) else original(config)

    get_files.techdigest_original = original  # type: ignore[attr-defined]  # a mark on our own function
    build.get_files = get_files  # type: ignore[attr-defined]  # MkDocs does not re-export what it imports


def gather_files(config: MkDocsConfig, diagnostics: Diagnostics) -> Files:
    """What `mkdocs.structure.files.get_files` returns, from a walk that ends.

    Files come in MkDocs' order; of `index.md` and `README.md` in one folder, `index.md` stays.
    """
    paths = list(walk(Path(config.docs_dir), diagnostics))
    if config.exclude_docs:  # which may bring hidden files back: `!.well-known`
        paths += _hidden_files(Path(config.docs_dir))
    files = [
        File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        for path in sorted(paths, key=_order)
    ]
    set_exclusions(files, config)
    return Files(_without_conflicts(files))


def is_included(file: File) -> bool:
    """Whether a file is part of the published site."""
    return bool(file.inclusion.is_included())  # type: ignore[no-untyped-call]  # MkDocs does not type it


def _hidden_files(root: Path) -> Iterator[str]:
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder, name)
            relative = path.relative_to(root)
            if (
                any(part.startswith(".") for part in relative.parts)
                and path.is_file()
                and not path.is_symlink()
            ):
                yield relative.as_posix()


def _order(path: str) -> list[tuple[bool, bool, str]]:
    """The order of `os.walk` with sorted names: a folder's files, index first, before its subfolders."""
    *folders, name = path.split("/")
    is_index = os.path.splitext(name)[0] in ("index", "README")  # noqa: PTH122 - MkDocs' own rule
    return [(True, False, folder) for folder in folders] + [(False, not is_index, name)]


def _without_conflicts(files: list[File]) -> list[File]:
    """Of files of one folder with one destination, keep those MkDocs keeps, and say so as it does."""
    first: dict[tuple[str, str], File] = {}
    dropped: list[File] = []
    for file in files:
        rival = first.setdefault((posixpath.dirname(file.src_uri), file.dest_uri), file)
        if rival is file:
            continue
        if is_included(file):
            if is_included(rival):
                log.warning(
                    f"Excluding '{rival.src_uri}' from the site because it conflicts with '{file.src_uri}'."
                )
            dropped.append(rival)
        else:
            dropped.append(file)
    return [file for file in files if file not in dropped]
