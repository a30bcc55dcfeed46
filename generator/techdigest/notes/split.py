"""Find where front matter ends and the text begins, also where the author forgot a fence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_KEY = re.compile(
    r"""^(?:[^\W\d][\w.\-]{0,60}(?:[ ][\w.\-]{1,30}){0,3}|"[^"\n]{1,80}"|'[^'\n]{1,80}')[ ]*:(?:\s|$)"""
)
_TOML_KEY = re.compile(r"^(?:[\w.\-\"]{1,80}[ ]*=|\[)")
_INNER = re.compile(r"^(?:[ \t]|-[ \t]|-$|#|[\]}]|$)")
_YAML_END = re.compile(r"^(?:-{3,}|\.{3})[ \t]*$")
# A first line that only front matter has: where it stands, a missing opening fence is certain.
_CERTAIN_KEY = re.compile(r"^(?:title|layout|date|tags|categories)[ ]*:(?:\s|$)")
_LONGEST_UNFENCED = 60  # lines


@dataclass(frozen=True, slots=True)
class Split:
    """A file cut in two. Lines count from 1; `source_line` is that of the first line of `source`."""

    syntax: Literal["yaml", "toml"] | None
    source: str
    source_line: int
    body: str
    body_line: int
    missing: Literal["opening", "closing"] | None = None


def split(text: str) -> Split:
    """Cut a note into front matter and body; joined, nothing is lost but the fences.

    A first line `---` opens front matter only when a `key:` follows it: in a plain page it is a rule.
    Without the closing fence, front matter ends at the first blank line or the first line that is no YAML.
    A file that starts with `title:` or the like and has a closing fence only (as Hexo allows) is read too.
    """
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), 0)
    opening = lines[start].rstrip()
    if opening == "+++":
        end = next((i for i in range(start + 1, len(lines)) if lines[i].rstrip() == "+++"), None)
        if end is not None and _starts_with(_TOML_KEY, lines[start + 1 : end]):
            return _cut(lines, "toml", start + 1, end, end + 1)
    elif re.fullmatch("-{3,}", opening):
        return _split_fenced(lines, start)
    elif _CERTAIN_KEY.match(lines[start]):
        return _split_without_opening(lines, start)
    return Split(None, "", 0, text, 1)


def _split_fenced(lines: list[str], start: int) -> Split:
    end = next((i for i in range(start + 1, len(lines)) if _YAML_END.match(lines[i])), None)
    if end == start + 1:  # an empty front matter
        return _cut(lines, "yaml", start + 1, end, end + 1)
    if _starts_with(_KEY, lines[start + 1 : end]):
        stop = _end_of_keys(lines, start + 1)
        if end is not None and (not _is_body(lines[stop:end])):
            return _cut(lines, "yaml", start + 1, end, end + 1)
        return _cut(lines, "yaml", start + 1, stop, stop, missing="closing")
    return Split(None, "", 0, "\n".join(lines), 1)


def _split_without_opening(lines: list[str], start: int) -> Split:
    for i in range(start, min(len(lines), start + _LONGEST_UNFENCED)):
        if re.fullmatch("-{3,}[ \t]*", lines[i]):
            return _cut(lines, "yaml", start, i, i + 1, missing="opening")
        if not (lines[i].strip() and (_KEY.match(lines[i]) or _INNER.match(lines[i]))):
            break
    return Split(None, "", 0, "\n".join(lines), 1)


def _cut(
    lines: list[str],
    syntax: Literal["yaml", "toml"],
    start: int,
    end: int,
    body: int,
    *,
    missing: Literal["opening", "closing"] | None = None,
) -> Split:
    return Split(syntax, "\n".join(lines[start:end]), start + 1, "\n".join(lines[body:]), body + 1, missing)


def _starts_with(pattern: re.Pattern[str], lines: list[str]) -> bool:
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    return pattern.match(first) is not None


def _end_of_keys(lines: list[str], start: int) -> int:
    """Return the index of the first line that is blank or no YAML."""
    for i in range(start, len(lines)):
        if not lines[i].strip() or not (_KEY.match(lines[i]) or _INNER.match(lines[i])):
            return i
    return len(lines)


def _is_body(lines: list[str]) -> bool:
    """Whether text of the note stands here: the `---` further down is then a rule, not the closing fence.

    Broken YAML is a line or two that fit no pattern; text comes behind a blank line and has headings or
    more lines.
    """
    blank = next((i for i, line in enumerate(lines) if not line.strip()), len(lines))
    behind = lines[blank:]
    prose = sum(not (_KEY.match(line) or _INNER.match(line)) for line in behind)
    return prose >= 3 or (prose >= 1 and any(re.match(r"#{1,6}[ ]\S", line) for line in behind))
