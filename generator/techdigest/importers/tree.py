"""A source, read safely: a folder or one file, of which nothing outside is ever read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.importers.model import Finding, Outcome
from techdigest.notes.decode import decode
from techdigest.notes.language import is_markdown
from techdigest.notes.walk import read_file, walk

MAX_FILES = 100_000
MAX_TEXT = 20_000_000  # bytes of one text
UNREAD = "unread-"  # how the names of findings begin that tell of files that were not read
_BROKEN = "\N{REPLACEMENT CHARACTER}".encode()
_SOUND = 50  # bytes of a text for each that is broken
_SAMPLES = 60  # texts that are looked at to tell dialects apart
_SAMPLED = 200_000  # characters of each
# What generators and package managers put beside what people wrote.
_FOREIGN_FOLDERS = frozenset({"node_modules", "_site", ".git", "bower_components", "__pycache__"})
_TEXTS = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".txt", ".html", ".htm")


class Tree:
    """The files of a source.

    Attributes:
        root: The folder; for a source that is one file, the folder in which it lies.
        name: The last part of the source's path, for people.
        files: The regular files, sorted, with forward slashes; symbolic links are not among them.
        findings: What was left out, and why.
    """

    def __init__(self, source: Path) -> None:
        """List the files of `source`. Raises OSError where it cannot be read at all."""
        source = source.resolve(strict=True)
        diagnostics = Diagnostics()
        self.name = source.name or "source"
        if source.is_file():
            self.root = source.parent
            self.files: tuple[str, ...] = (source.name,)
        else:
            next(source.iterdir(), None)  # raises for what is no folder, or may not be read
            self.root = source
            wanted = (path for path in walk(source, diagnostics) if _is_wanted(path))
            listed = list(islice(wanted, MAX_FILES + 1))
            if len(listed) > MAX_FILES:
                diagnostics.add(_too_many())
            self.files = tuple(path for path in listed[:MAX_FILES] if not self._is_link(path, diagnostics))
        self.findings = findings_of(diagnostics)
        self._known = frozenset(self.files)

    def __contains__(self, path: str) -> bool:
        """Whether there is such a file."""
        return path in self._known

    def data(self, path: str, found: list[Finding] | None = None) -> bytes | None:
        """Return the bytes of a file, or None where it is none of `files` or cannot be read."""
        diagnostics = Diagnostics()
        place = str(self.root / path)
        is_ours = path in self._known and os.path.realpath(place) == place  # no link on the way, by now
        data = read_file(self.root, path, diagnostics) if is_ours else None
        if found is not None:
            found += findings_of(diagnostics)
        return data

    def text(self, path: str, found: list[Finding] | None = None) -> str | None:
        """Return the text of a file with LF line ends, or None where there is none."""
        diagnostics = Diagnostics()
        data = self.data(path, found)
        if data is not None and len(data) > MAX_TEXT:
            message = f"a text of {len(data) / 1e6:,.0f} MB"
            diagnostics.add(Diagnostic(path, 0, "too-large", message, f"At most {MAX_TEXT / 1e6:.0f} MB."))
            data = None
        text = decode(data, path, diagnostics) if data is not None else None
        if data is not None and text is None and (mended := _mended(data)):
            text, diagnostics = decode(mended, path, Diagnostics()), Diagnostics()
            count = mended.count(_BROKEN) - data.count(_BROKEN)
            message = f"{count} bytes are no UTF-8; U+FFFD stands in their place"
            diagnostics.add(Diagnostic(path, _line_of(mended), "bytes", message, "Mend the source."))
        if found is not None:
            found += findings_of(diagnostics)
        return text

    def setting(self, path: str) -> str | None:
        """Return the text of a hidden file, which is none of `files`; None where there is none."""
        place = str(self.root / path)
        data = read_file(self.root, path, Diagnostics()) if os.path.realpath(place) == place else None
        return decode(data, path, Diagnostics()) if data is not None and len(data) <= MAX_TEXT else None

    def is_page(self, path: str) -> bool:
        """Whether a file may be a post: Markdown by its name, or the only file, which somebody chose."""
        return is_markdown(path) or (len(self.files) == 1 and path.lower().endswith(_TEXTS))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The paths of texts: Markdown, HTML and plain."""
        return tuple(path for path in self.files if path.lower().endswith(_TEXTS))

    @cached_property
    def samples(self) -> tuple[tuple[str, str], ...]:
        """Path and beginning of some texts from everywhere in the tree."""
        step = max(1, -(-len(self.texts) // _SAMPLES))
        return tuple(self._sampled(self.texts[::step]))

    def _sampled(self, paths: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        for path in paths:
            text = self.text(path)
            if text is not None:
                yield path, text[:_SAMPLED]

    def _is_link(self, path: str, diagnostics: Diagnostics) -> bool:
        is_link = (self.root / path).is_symlink()
        if is_link:
            message = "a symbolic link; it is not followed"
            diagnostics.add(Diagnostic(path, 0, "symlink", message, "Copy what it points at."))
        return is_link


def findings_of(diagnostics: Diagnostics) -> tuple[Finding, ...]:
    """Return what reading met, as findings: errors cost something, the rest was mended."""
    return tuple(
        Finding(
            each.path,
            each.line,
            f"{UNREAD}{each.code}" if each.severity == Severity.ERROR else each.code,
            Outcome.DROPPED if each.severity == Severity.ERROR else Outcome.CONVERTED,
            "",
            f"{each.message}. {each.hint}",
        )
        for each in diagnostics
    )


def _mended(data: bytes) -> bytes:
    """Return a text of UTF-8 without the few bytes that are none; nothing for what is no text."""
    mended = data.decode("utf-8", "replace").encode()
    count = mended.count(_BROKEN) - data.count(_BROKEN)
    return mended if b"\0" not in data and count * _SOUND <= len(data) else b""


def _line_of(mended: bytes) -> int:
    return mended.count(b"\n", 0, mended.find(_BROKEN)) + 1


def _is_wanted(path: str) -> bool:
    return _FOREIGN_FOLDERS.isdisjoint(path.split("/")[:-1])


def _too_many() -> Diagnostic:
    message = f"more than {MAX_FILES:,} files; the rest is not read"
    return Diagnostic(".", 0, "too-many-files", message, "Bring in one folder after the other.")
