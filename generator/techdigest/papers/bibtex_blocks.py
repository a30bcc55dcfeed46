"""A BibTeX file, split into entries with their places; what cannot be read is told and left out."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.papers.bibtex_values import MAX_VALUE, MONTHS, read_value

# What the parser logs of broken blocks is told once, as a diagnostic.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

MAX_KEY = 200
_STRAY = re.compile(r"^[ \t]*@[ \t]*(?P<type>[A-Za-z]+)[^\n]{0,80}", re.MULTILINE)
_BRACES = "Count its braces and quotation marks, and put a comma behind each field."


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as it stands in the file: values without enclosing braces, TeX not decoded.

    Attributes:
        key: The citation key.
        type: The type, lower case.
        fields: Values by lower-case name.
        lines: The line of each field.
        line: The line on which the entry starts.
    """

    key: str
    type: str
    fields: Mapping[str, str]
    lines: Mapping[str, int]
    line: int


def read_blocks(text: str, path: str, diagnostics: Diagnostics) -> list[RawEntry]:
    """Return the entries of a BibTeX file in order; of entries with one key the first.

    Bounded and near-linear for any text; never raises.
    """
    strings = dict(MONTHS)
    entries: dict[str, RawEntry] = {}
    for found in parse_string(text, parse_stack=[]).blocks:
        line = (found.start_line or 0) + 1
        block = found
        if isinstance(found, DuplicateBlockKeyBlock) and isinstance(found.ignore_error_block, String):
            block = found.ignore_error_block  # of two @string, BibTeX lets the last hold
        if isinstance(block, String):
            strings[block.key.lower()] = read_value(str(block.value), strings)[0]
        elif isinstance(block, ImplicitComment):
            for problem in _stray(block, line, path):
                diagnostics.add(problem)
        elif entry := _entry_of(block, line, path, diagnostics):
            raw = _raw_entry(entry, strings, path, diagnostics)
            if raw.key in entries:
                diagnostics.add(_duplicate(raw, entries[raw.key], path))
            elif raw.key:
                entries[raw.key] = raw
            else:
                diagnostics.add(_keyless(raw, path))
    return [_inherited(entry, entries) for entry in entries.values()]


def _entry_of(block: Block, line: int, path: str, diagnostics: Diagnostics) -> Entry | None:
    if isinstance(block, Entry):
        return block
    if not isinstance(block, ParsingFailedBlock):
        return None  # comments and preambles
    inner = block.ignore_error_block
    if isinstance(block, DuplicateFieldKeyBlock):
        names = ", ".join(sorted(str(name)[:60] for name in block.duplicate_keys)[:5])
        message = f"the entry has two fields {names}; the first counts"
        diagnostics.add(Diagnostic(path, line, "bibtex-field", message, "Keep one.", Severity.WARNING))
    if isinstance(inner, Entry):
        return inner
    if isinstance(block, DuplicateBlockKeyBlock):
        return None
    reason = " ".join(str(getattr(block.error, "abort_reason", block.error)).split())[:160]
    start = " ".join((block.raw or "")[:60].split())
    message = f"{start!r} … cannot be read and is left out: {reason}"
    diagnostics.add(Diagnostic(path, line, "bibtex", message, _BRACES))
    return None


def _raw_entry(entry: Entry, strings: Mapping[str, str], path: str, diagnostics: Diagnostics) -> RawEntry:
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    for field in entry.fields:
        name = " ".join(field.key.lower().split())[:60]
        if name in fields:
            continue
        line = field.start_line + 1
        value, unknown, rest = read_value(str(field.value), strings)
        if rest:
            message = f"{name}: {rest[:60]!r} stands behind the value and is left out"
            diagnostics.add(Diagnostic(path, line, "bibtex", message, _BRACES))
        if unknown:
            message = f"{name}: there is no @string {unknown[0]!r}; it is taken as text"
            hint = "Put the value in braces, or define the string above."
            diagnostics.add(Diagnostic(path, line, "bibtex-string", message, hint, Severity.WARNING))
        if len(str(field.value)) > MAX_VALUE:
            message = f"{name} has {len(str(field.value)):,} characters; {MAX_VALUE:,} are read"
            diagnostics.add(Diagnostic(path, line, "bibtex-value", message, "Shorten it.", Severity.WARNING))
        fields[name], lines[name] = value, line
    line = (entry.start_line or 0) + 1
    key = " ".join(entry.key.split())[:MAX_KEY]
    return RawEntry(key, entry.entry_type.lower(), fields, lines, line)


_OF_THE_WHOLE = ("year", "date", "month", "publisher", "editor", "series", "volume", "address", "location")
"""What a part inherits from the collection that it stands in."""


def _inherited(entry: RawEntry, entries: Mapping[str, RawEntry]) -> RawEntry:
    whole = entries.get(entry.fields.get("crossref", "").strip())
    if whole is None or whole is entry:
        return entry
    inherited = {name: whole.fields[name] for name in _OF_THE_WHOLE if name in whole.fields}
    if "year" in entry.fields or "date" in entry.fields:
        inherited.pop("year", None)
        inherited.pop("date", None)
    if title := whole.fields.get("booktitle") or whole.fields.get("title"):
        inherited["booktitle"] = title
    return RawEntry(entry.key, entry.type, {**inherited, **entry.fields}, entry.lines, entry.line)


def _stray(comment: ImplicitComment, line: int, path: str) -> Iterator[Diagnostic]:
    """Yield what looks like an entry between the entries, but is none for want of a brace."""
    if "@" not in comment.comment:
        return
    for match in _STRAY.finditer(comment.comment):
        at = line + comment.comment.count("\n", 0, match.start())
        message = f"{' '.join(match[0].split())!r} begins no entry and is left out"
        yield Diagnostic(path, at, "bibtex", message, "Write @type{key, field = {value}}.")
        return  # one is enough: what follows cannot be told apart


def _duplicate(entry: RawEntry, first: RawEntry, path: str) -> Diagnostic:
    message = f"the key {entry.key!r} is that of line {first.line}; this entry is left out"
    return Diagnostic(path, entry.line, "bibtex-key", message, "Give it another key, or merge the two.")


def _keyless(entry: RawEntry, path: str) -> Diagnostic:
    hint = "Write one behind the brace: @article{fan2014cuckoo, …"
    return Diagnostic(path, entry.line, "bibtex-key", "the entry has no key and is left out", hint)
