"""Find and read front matter: YAML, TOML or JSON, whole, broken, unterminated or without its beginning."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import yaml

from techdigest.diagnostics import Diagnostics
from techdigest.importers.front.documents import document_of
from techdigest.importers.model import Finding, Outcome
from techdigest.importers.tree import findings_of
from techdigest.notes.front_matter import read_mapping
from techdigest.notes.split import Split
from techdigest.notes.yaml_bounded import MAX_LENGTH, Document, Text, load_bounded

UNREAD = "unread"  # the key under which a note keeps what could not be read
_TOP_LEVEL = re.compile(r"^(?P<key>[^\s#\-\]}][^:=\n]{0,80}?)[ \t]*[:=]", re.MULTILINE)
_TABS = re.compile(r"^[ ]*\t[ \t]*|(?<=:)[ ]*\t[ \t]*|(?<![ \t])[ \t]+$", re.MULTILINE)
_JSON_KEY = re.compile(r'^[ \t]*"(?P<key>[^"\n]{1,100})"[ \t]*:', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parts:
    """A file in two: front matter with the lines of its keys, and the body, which starts on line `line`."""

    front: Document
    body: str
    line: int
    lines: Mapping[str, int] = field(default_factory=dict)


def read_parts(text: str, path: str, found: list[Finding]) -> Parts:
    """Return front matter and body of a file. Raises nothing; linear in `len(text)`."""
    if text.lstrip()[:1] == "{" and (parts := _json(text)):
        return parts
    diagnostics = Diagnostics()
    cut, front, is_whole = read_mapping(text, path, diagnostics)
    if not is_whole and (mended := _without_tabs(cut)) is not None:
        found.append(
            Finding(
                path,
                cut.source_line,
                "front-tab",
                Outcome.CONVERTED,
                "",
                "tabs in YAML were taken for spaces",
            )
        )
        front, is_whole = mended, True
    else:
        found += findings_of(diagnostics)
    lines = {key: line + cut.source_line - 1 for key, line in front.lines.items()}
    if not is_whole:
        _keep_unread(front, cut, path, found)
    return Parts(front, cut.body, cut.body_line, lines)


def _without_tabs(cut: Split) -> Document | None:
    if cut.syntax != "yaml" or "\t" not in cut.source or len(cut.source) > MAX_LENGTH:
        return None
    with suppress(yaml.YAMLError, RecursionError):
        return load_bounded(_TABS.sub(lambda match: " " * (2 * match[0].count("\t")), cut.source))
    return None


def _keep_unread(front: Document, cut: Split, path: str, found: list[Finding]) -> None:
    """Keep the lines of broken front matter whose key was not read, but for passwords."""
    source = cut.source[:MAX_LENGTH]
    starts = list(_TOP_LEVEL.finditer(source))
    unread = []
    ends = [*(each.start() for each in starts[1:]), len(source)]
    for match, end in zip(starts, ends, strict=False):  # where nothing looks like a key, there is no start
        key = match["key"].strip("\"' ")
        if key in front:
            continue
        line = cut.source_line + source.count("\n", 0, match.start())
        is_secret = key.lower() == "password"
        outcome = Outcome.DROPPED if is_secret else Outcome.UNKNOWN
        why = "a password is not copied" if is_secret else f"could not be read; kept under `{UNREAD}`"
        found.append(Finding(path, line, "front-unread", outcome, key, why))
        if not is_secret:
            unread.append(source[match.start() : end].rstrip())
    if unread and UNREAD not in front:
        text = "\n".join(unread)
        front.put(UNREAD, text, Text(text), "str", 1)


def _json(text: str) -> Parts | None:
    """Read Hugo's JSON front matter: an object at the very beginning, with a title or a date."""
    start = len(text) - len(text.lstrip())
    try:
        values, end = json.JSONDecoder().raw_decode(text[: start + MAX_LENGTH], start)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or values.keys().isdisjoint({"title", "date", "draft", "slug", "url"}):
        return None
    source = text[:end]
    lines: dict[str, int] = {}
    for match in _JSON_KEY.finditer(source):
        lines.setdefault(match["key"], source.count("\n", 0, match.start("key")) + 1)
    behind = text[end:]
    gap = len(behind) - len(behind.lstrip(" \t"))
    body = behind[gap + 1 :] if behind[gap : gap + 1] == "\n" else behind[gap:]
    line = text.count("\n", 0, len(text) - len(body)) + 1
    return Parts(document_of(values, lines), body, line, lines)
