"""Tags and categories, however they were written: lists, lists of lists, one text, mappings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.notes.yaml_bounded import Raw

_SEPARATORS = re.compile("[,，、;；]")
_TICKED = re.compile(r"`([^`\n]{1,200})`")
_LONGEST = 100  # characters of a tag
_MOST = 200


def words_of(raw: Raw, *, split_spaces: bool = False) -> tuple[str, ...]:
    """Return the words that a value of `tags` or `categories` names, each once.

    `split_spaces`: a text without commas is split at spaces, as Jekyll does.
    """
    return tuple(dict.fromkeys(word for path in paths_of(raw, split_spaces=split_spaces) for word in path))[
        :_MOST
    ]


def paths_of(raw: Raw, *, split_spaces: bool = False) -> tuple[tuple[str, ...], ...]:
    """Return what a value names as paths: `[A, [B, C]]` is A, and C within B."""
    if raw is None:
        return ()
    if isinstance(raw, str):
        return tuple((word,) for word in _split(raw, split_spaces=split_spaces))
    if isinstance(raw, dict):
        return tuple((word,) for key in raw for word in _split(str(key)))
    found: list[tuple[str, ...]] = []
    for each in raw:
        if isinstance(each, list):
            path = tuple(_leaves(each))
            found += [path] if path else []
        elif isinstance(each, dict):
            found += [
                (_clean(f"{key}: {value}" if isinstance(value, str) else str(key)),)
                for key, value in each.items()
            ]
        elif each is not None and _clean(each):
            found.append((_clean(each),))
    return tuple(found)


def _leaves(raw: Raw) -> Iterator[str]:
    if isinstance(raw, list):
        for each in raw:
            yield from _leaves(each)
    elif isinstance(raw, dict):
        yield from (word for word in map(_clean, raw) if word)
    elif raw is not None and _clean(raw):
        yield _clean(raw)


def _split(text: str, *, split_spaces: bool = False) -> Iterator[str]:
    ticked = _TICKED.findall(text)
    parts = ticked or _SEPARATORS.split(text)
    if len(parts) == 1 and (split_spaces or re.match(r"#\S+(?:\s+#\S+)+\s*$", text)):
        parts = text.split()
    yield from (word for word in map(_clean, parts) if word)


def _clean(text: str) -> str:
    return " ".join(text.split()).lstrip("#").strip("`\"' ")[:_LONGEST]
