"""Title keys: one spelling for all the ways in which a title is written."""

from __future__ import annotations

import re

from cjksearch.analysis import normalise

_NO_LETTER = re.compile(r"[\W_]+")


def title_key(title: str) -> str:
    """Return what two spellings of one title share: letters and digits alone, case folded.

    Width and ligatures (NFKC), accents, traditional and simplified characters, spaces, hyphens and all
    punctuation make no difference, so a title copied from a PDF without its spaces has the same key.
    """
    return _NO_LETTER.sub("", normalise(title).casefold())
