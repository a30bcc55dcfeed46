"""Markdown extensions: which make of a page what its text says, and which look into other files."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from markdown.extensions import Extension

from techdigest.incremental.files import FileDigests
from techdigest.incremental.lookups import Answer, Lookups

#: Questions after a file's content, and after what no one can answer twice alike.
CONTENT, OUTSIDE = "content", "outside"

_INCLUDES = "pymdownx.snippets"
_READ_FILES = frozenset(("pymdownx.b64", "pymdownx.pathconverter"))
#: The packages whose extensions are known.
KNOWN = ("markdown.extensions.", "pymdownx.", "material.extensions.", "techdigest.")


def unknown_extensions(extensions: Sequence[str | Extension]) -> list[str]:
    """The extensions of which nothing is known, or that read files without our noticing; sorted."""
    modules = {point.name: point.module for point in entry_points(group="markdown.extensions")}
    found = set()
    for extension in extensions:
        name = extension if isinstance(extension, str) else type(extension).__module__
        module = modules.get(name, name)
        if not module.startswith(KNOWN) or module in _READ_FILES:
            found.add(name)
    return sorted(found)


def answers(digests: FileDigests) -> Mapping[str, Answer]:
    """What answers the questions of this module."""

    def content(path: str) -> object:
        try:
            return digests.of(Path(path))
        except OSError:
            return None

    return {CONTENT: content, OUTSIDE: lambda _: time.time_ns()}


@contextmanager
def included_files_noted(extensions: Sequence[str | Extension], lookups: Lookups) -> Iterator[None]:
    """Note each file that `pymdownx.snippets` looks for meanwhile, wherever it looks, and each address."""
    if _INCLUDES not in extensions:
        yield
        return
    from pymdownx.snippets import SnippetPreprocessor  # noqa: PLC0415 - few sites include files

    find, download = SnippetPreprocessor.get_snippet_path, SnippetPreprocessor.download

    def get_snippet_path(self: Any, path: str) -> Any:
        for base, is_folder in self.get_bases():
            lookups.note(CONTENT, str((Path(base) if is_folder else Path(base).parent) / path))
        return find(self, path)

    def noted_download(self: Any, url: str) -> Any:
        lookups.note(OUTSIDE, url)
        return download(self, url)

    with _replaced(SnippetPreprocessor, get_snippet_path=get_snippet_path, download=noted_download):
        yield


@contextmanager
def _replaced(owner: Any, **methods: Callable[..., Any]) -> Iterator[None]:
    originals = {name: getattr(owner, name) for name in methods}
    for name, method in methods.items():
        setattr(owner, name, method)
    try:
        yield
    finally:
        for name, method in originals.items():
            setattr(owner, name, method)
