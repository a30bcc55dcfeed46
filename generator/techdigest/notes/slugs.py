"""Turn titles and file names into parts of an address. Han characters stay: browsers show them."""

from __future__ import annotations

import re
import unicodedata

_MAX_BYTES = 180  # file systems allow 255 bytes a name; suffixes such as `.zh-Hant.md` need room


def slugify(text: str) -> str:
    """Return one path segment: lower case, letters and digits of any script, joined by single hyphens.

    Empty when the text has no letter or digit. `slugify(slugify(x)) == slugify(x)`.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text[:1000]).lower())
    words = re.sub(r"[^\w]+|_{2,}", "-", folded).strip("-_")
    return words.encode("utf-8")[:_MAX_BYTES].decode("utf-8", "ignore").strip("-_")


def unique(slug: str, taken: set[str]) -> str:
    """Return `slug`, or `slug-2`, `slug-3`, … when it is taken; what is returned is taken from now on."""
    candidate, number = slug, 2
    while candidate in taken:
        candidate, number = f"{slug}-{number}", number + 1
    taken.add(candidate)
    return candidate
