"""Read front matter into the typed model, mending what can be mended and saying so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.notes.fields import Fields
from techdigest.notes.model import FrontMatter
from techdigest.notes.privacy import is_private, looks_private
from techdigest.notes.split import Split, split
from techdigest.notes.yaml_bounded import (
    MAX_LENGTH,
    Document,
    Raw,
    Text,
    line_of,
    load_bounded,
    problem_of,
)

KNOWN_KEYS = frozenset(FrontMatter.model_fields)
# What this project, MkDocs, Material and its plugins read besides the model.
FOREIGN_KEYS = frozenset(
    """
    type hidden private published publish password template hide search icon status social comments subtitle
    image author authors robots pin links readtime glightbox generator inherit boost revision_date
    """.split()  # noqa: SIM905 - easier to read than a page of quotes
)
_TOP_LEVEL = re.compile(r"^(?=[^\s#\-\]}])", re.MULTILINE)
_TOML_KEY = re.compile(r"""\[{0,2}["']?(?P<key>[\w-]{1,100})""")
_MAX_KEYS = 200  # that are looked at one by one in broken front matter
_PLAIN_TEXT = re.compile(r"""[^\s"'\[\]{}&*!|>%@`#,?-][^\n]*""")


class NoteHandler(YAMLHandler):
    """python-frontmatter's YAML handler with this project's fences and its bounded loader."""

    def detect(self, text: str) -> bool:
        """Whether the text has YAML front matter."""
        return split(text).syntax == "yaml"

    def split(self, text: str) -> tuple[str, str]:
        """Return front matter and body. Raises ValueError when there is no front matter."""
        cut = split(text)
        if cut.syntax != "yaml":
            raise ValueError("no YAML front matter")
        return cut.source, cut.body

    def load(self, fm: str, **_kwargs: object) -> Document:
        """Return the mapping. Raises `yaml.YAMLError`."""
        return load_bounded(fm)


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A Markdown file after its front matter was read.

    Attributes:
        front: The typed front matter; empty when there is none.
        extra: The other keys, as YAML gave them.
        lines: The line of each key in the file.
        body: The text behind the front matter.
        body_line: The line of the file on which the body starts.
        is_private: Whether the front matter keeps the note from being published.
    """

    front: FrontMatter
    body: str
    body_line: int
    extra: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    is_private: bool = False


def read_front_matter(text: str, path: str, diagnostics: Diagnostics) -> NoteFile:
    """Read the front matter of a file whose text is `text`. Never raises; linear in `len(text)`."""
    cut, mapping, is_whole = read_mapping(text, path, diagnostics)
    if cut.syntax is None:
        return NoteFile(FrontMatter(), cut.body, cut.body_line)
    front = Fields(path, cut.source_line, mapping, diagnostics).front_matter()
    extra = {key: value for key, value in mapping.items() if key not in KNOWN_KEYS}
    return NoteFile(
        front=front,
        body=cut.body,
        body_line=cut.body_line,
        extra=extra,
        lines={key: line + cut.source_line - 1 for key, line in mapping.lines.items()},
        # Of broken front matter any line that asks for privacy counts, even one that could not be read.
        is_private=front.draft or is_private(mapping) or (not is_whole and looks_private(cut.source)),
    )


def read_mapping(text: str, path: str, diagnostics: Diagnostics) -> tuple[Split, Document, bool]:
    """Return the two parts of a file, what its front matter says, and whether all of that could be read.

    Lines of the mapping count from the front matter's first. Never raises; linear in `len(text)`.
    """
    cut = split(text)
    if cut.syntax is None:
        return cut, Document(), True
    if cut.missing:
        diagnostics.add(_missing_fence(cut, path))
    mapping, is_whole = _load(cut, path, diagnostics)
    for finding in mapping.findings:
        line = finding.line + cut.source_line - 1
        diagnostics.add(Diagnostic(path, line, finding.code, finding.message, finding.hint, Severity.WARNING))
    return cut, mapping, is_whole


def _load(cut: Split, path: str, diagnostics: Diagnostics) -> tuple[Document, bool]:
    """Return the mapping and whether all of it could be read."""
    if len(cut.source) > MAX_LENGTH:
        diagnostics.add(
            Diagnostic(
                path,
                cut.source_line,
                "front-matter-too-long",
                f"front matter of {len(cut.source):,} characters is not read; the note goes without it",
                f"Keep it below {MAX_LENGTH:,} characters.",
            )
        )
        return Document(), False
    if cut.syntax == "toml":
        return _load_toml(cut, path, diagnostics)
    handler = NoteHandler()
    try:
        return handler.load(cut.source), True
    except (yaml.YAMLError, RecursionError) as error:
        diagnostics.add(_broken_yaml(error, cut, path))
        return _salvage(cut.source, handler), False


def _salvage(source: str, handler: NoteHandler) -> Document:
    """Read each top-level key by itself and leave out those that are broken.

    A plain text that only lacks its quotes (`title: Ray: a primer`) is taken as the author typed it.
    """
    whole = Document()
    starts = [match.start() for match in _TOP_LEVEL.finditer(source)][:_MAX_KEYS]
    for start, end in zip(starts, [*starts[1:], len(source)], strict=True):
        chunk = source[start:end]
        line = source.count("\n", 0, start) + 1
        try:
            part = handler.load(chunk)
        except (yaml.YAMLError, RecursionError):
            part = _unquoted(chunk)
        for key in (key for key in part if key not in whole):
            whole.put(key, part[key], _moved(part.raw[key], line - 1), part.types[key], line)
    return whole


def _unquoted(chunk: str) -> Document:
    key, _, rest = chunk.strip().partition(":")
    value = rest.strip()
    if key not in ("title", "description", "series") or not _PLAIN_TEXT.fullmatch(value):
        return Document()
    text = Text(value)
    text.line = 1
    found = Document()
    found.put(key, value, text, "str", 1)
    return found


def _moved(raw: Raw, lines: int) -> Raw:
    """Return the value with the line of each scalar moved down."""
    if isinstance(raw, Text):
        text = Text(raw)
        text.line = raw.line + lines
        return text
    if isinstance(raw, list):
        return [_moved(child, lines) for child in raw]
    if isinstance(raw, dict):
        return {key: _moved(child, lines) for key, child in raw.items()}
    return raw


def _load_toml(cut: Split, path: str, diagnostics: Diagnostics) -> tuple[Document, bool]:
    """Read Hugo's TOML front matter, between `+++` lines."""
    import tomllib  # noqa: PLC0415 - few notes have it

    try:
        values = tomllib.loads(cut.source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        diagnostics.add(
            Diagnostic(
                path,
                cut.source_line + (int(found[1]) - 1 if found else 0),
                "front-matter-toml",
                f"front matter is not valid TOML: {error}",
                "Mend it, or write YAML between `---` lines.",
            )
        )
        return Document(), False
    mapping = Document()
    lines: dict[str, int] = {}
    for number, text in enumerate(cut.source.split("\n"), start=1):
        if match := _TOML_KEY.match(text):
            lines.setdefault(match["key"], number)
    for key, value in values.items():
        line = lines.get(key, 1)
        mapping.put(key, value, _raw_of_toml(value, line), "str", line)
    return mapping, True


def _raw_of_toml(value: object, line: int) -> Raw:
    if isinstance(value, list):
        return [_raw_of_toml(child, line) for child in value]
    if isinstance(value, dict):
        return {str(key): _raw_of_toml(child, line) for key, child in value.items()}
    text = Text(str(value).lower() if isinstance(value, bool) else str(value))
    text.line = line
    return text


def _missing_fence(cut: Split, path: str) -> Diagnostic:
    if cut.missing == "opening":
        return Diagnostic(
            path,
            cut.source_line,
            "front-matter-opening",
            "front matter starts without its `---` line",
            "Put a line `---` above it.",
            Severity.WARNING,
        )
    return Diagnostic(
        path,
        cut.source_line - 1,
        "front-matter-unterminated",
        f"front matter has no closing `---` line; it was taken to end above line {cut.body_line}",
        "Put a line `---` below the last key.",
        Severity.WARNING,
    )


def _broken_yaml(error: yaml.YAMLError | RecursionError, cut: Split, path: str) -> Diagnostic:
    if isinstance(error, yaml.YAMLError):
        line, problem = line_of(error, cut.source), problem_of(error)
    else:
        line, problem = 1, "it is nested too deeply"
    if "\\t" in problem:
        hint = "YAML indents with spaces only: replace the tab."
    elif "mapping values" in problem:
        hint = 'Put the value in quotes: a colon followed by a space starts a new key (title: "A: B").'
    elif "end of stream" in problem or "quoted scalar" in problem:
        hint = "Close the quotation mark or bracket."
    else:
        hint = "Write one `key: value` a line; put texts with special characters in quotes."
    return Diagnostic(
        path,
        line + cut.source_line - 1,
        "front-matter-yaml",
        f"front matter is not valid YAML: {problem}; the keys that can be read are used",
        hint,
    )
