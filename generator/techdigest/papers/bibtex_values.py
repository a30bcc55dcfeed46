"""The values of BibTeX fields: `{…}`, `"…"`, numbers and names of strings, joined with `#`."""

from __future__ import annotations

from collections.abc import Mapping

MAX_VALUE = 200_000  # characters of one field: strings that hold strings can grow without end
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: name for name in _MONTHS}
"""The strings that BibTeX's styles define."""


def read_value(raw: str, strings: Mapping[str, str]) -> tuple[str, tuple[str, ...], str]:
    """Return a value without what encloses it, the names in it that no `@string` defines, and the rest.

    The rest is what stands behind a closed value without a comma between: `{A} year = {2014}`.
    """
    pieces: list[str] = []
    unknown: list[str] = []
    rest = ""
    for part in _parts(raw[:MAX_VALUE]):
        if part[:1] in ("{", '"'):
            end = _end(part)
            pieces.append(part[1:end])
            rest = rest or part[end + 1 :].strip()
        elif part.isdigit() or not part:
            pieces.append(part)
        else:
            known = strings.get(part.lower())
            if known is None:
                unknown.append(part[:60])
            pieces.append(part if known is None else known)
    return "".join(pieces)[:MAX_VALUE], tuple(unknown), rest


def _end(part: str) -> int:
    """Return where the brace or quotation mark closes with which a value starts; its length if nowhere."""
    depth = 0
    is_escaped = False
    for place, char in enumerate(part):
        if is_escaped or char == "\\":
            is_escaped = not is_escaped
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0 and part[0] == "{":
                return place
        elif char == '"' and depth == 0 and part[0] == '"' and place:
            return place
    return len(part)


def _parts(raw: str) -> list[str]:
    """Split a value at the number signs that stand in no braces and no quotation marks."""
    if "#" not in raw:
        return [raw.strip()]
    parts: list[str] = []
    start = depth = 0
    is_quoted = is_escaped = False
    for place, char in enumerate(raw):
        if is_escaped:
            is_escaped = False
        elif char == "\\":
            is_escaped = True
        elif char == "{":
            depth += 1
        elif char == "}":
            depth = max(depth - 1, 0)
        elif char == '"' and not depth:
            is_quoted = not is_quoted
        elif char == "#" and not depth and not is_quoted:
            parts.append(raw[start:place].strip())
            start = place + 1
    return [*parts, raw[start:].strip()]
