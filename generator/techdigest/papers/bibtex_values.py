"""The values of BibTeX fields: `{…}`, `"…"`, numbers and names of strings, joined with `#`."""

from __future__ import annotations

from collections.abc import Mapping

MAX_VALUE = 200_000  # characters of one field: strings that hold strings can grow without end
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: name for name in _MONTHS}
"""The strings that BibTeX's styles define."""


def read_value(raw: str, strings: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return a value without what encloses it, and the names in it that no `@string` defines."""
    pieces: list[str] = []
    unknown: list[str] = []
    for part in _parts(raw[:MAX_VALUE]):
        if len(part) > 1 and part[0] + part[-1] in ("{}", '""'):
            pieces.append(part[1:-1])
        elif part.isdigit() or not part:
            pieces.append(part)
        else:
            known = strings.get(part.lower())
            if known is None:
                unknown.append(part[:60])
            pieces.append(part if known is None else known)
    return "".join(pieces)[:MAX_VALUE], tuple(unknown)


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
