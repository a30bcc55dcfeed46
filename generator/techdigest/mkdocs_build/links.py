"""The files of a site as the links of a page see them: what is looked up is noted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from mkdocs.structure.files import File, Files

from techdigest.incremental.lookups import Lookups

#: Kinds of questions: after one file, after all of them.
FILE, FILES = "file", "files"


class NotedFiles(Files):
    """MkDocs' files; each that is looked up by its path is noted, whether it is there or not."""

    def __init__(self, files: Files, lookups: Lookups) -> None:
        self._src_uris = files.src_uris  # type: ignore[assignment]  # one and the same mapping: only looked at
        self._lookups = lookups

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file with this path, and note that it was asked for."""
        self._lookups.note(FILE, PurePath(path).as_posix())
        return super().get_file_from_path(path)

    def __contains__(self, path: str) -> bool:
        return self.get_file_from_path(path) is not None

    def __iter__(self) -> Iterator[File]:
        self._lookups.note(FILES, "")
        return super().__iter__()


def where(files: Files, path: str) -> tuple[str, str, str] | None:
    """What a link can learn of a file: where it is published, and whether it is at all."""
    file = files.src_uris.get(path)
    return (file.src_uri, file.url, file.inclusion.name) if file else None


def everywhere(files: Files) -> list[tuple[str, str, str]]:
    """The same for all files."""
    return [(file.src_uri, file.url, file.inclusion.name) for file in files]
