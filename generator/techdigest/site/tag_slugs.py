"""The address of a tag: readable, the same for every spelling of it, safe in a path."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

_UNSAFE = re.compile(r"[^\w]+")  # Han, Kana and accented letters stay
_SPELLED_OUT = {"+": " plus ", "#": " sharp "}
_MAX_LENGTH = 80


@lru_cache(maxsize=10_000)  # listings of every language ask again
def tag_slug(tag: str) -> str:
    """Return the tag's last address part, e.g. `强化学习`, `gpu-sharing`, `c-plus-plus`.

    Case, width, spaces and hyphens are folded: `K8s`, `k8s` and `Ｋ８Ｓ` are one tag. Where other
    punctuation is lost (`.net`), a few digits of the tag's hash keep it apart from its neighbour (`net`).
    """
    key = " ".join(unicodedata.normalize("NFKC", tag).casefold().replace("-", " ").split())
    spelled = "".join(_SPELLED_OUT.get(character, character) for character in key)
    words = " ".join(_UNSAFE.sub(" ", spelled).split())
    slug = words.replace(" ", "-")
    is_faithful = words == " ".join(spelled.split()) and 0 < len(slug) <= _MAX_LENGTH and slug != "index"
    return slug if is_faithful else f"{slug[:60]}-{sha256(key.encode()).hexdigest()[:6]}".lstrip("-")


def distinct_tags(tags: Iterable[str]) -> dict[str, str]:
    """The tags by slug, each in its first spelling."""
    spellings: dict[str, str] = {}
    for tag in tags:
        spellings.setdefault(tag_slug(tag), tag)
    return spellings
