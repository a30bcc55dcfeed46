"""The letters of all terms at once: where terms may be parted, and their hashes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cjksearch.static.columns import Column, Numbers

#: First character of the scripts that are written without spaces.
FIRST_CJK = "\u2e80"
#: Characters of a separator, but for those of one character that begin CJK terms.
_LONGEST_SEPARATOR = 3
_LINE_FEED = ord("\n")


class Letters:
    """The letters of terms.

    Args:
        terms: In the order of their UTF-16 units, without line feeds.

    Attributes:
        names: The terms in UTF-8, a line feed behind each.
    """

    def __init__(self, terms: Sequence[str]) -> None:
        text = "".join(f"{term}\n" for term in terms)
        names = np.frombuffer(text.encode("utf-8"), np.uint8)
        self.names = Column(names, _ends(names))
        self._points = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        self._units = np.frombuffer(text.encode("utf-16-le"), np.uint16)

    def separators(self) -> Numbers:
        """Return the length of the shortest string above the term before and not above the term itself.

        In characters; of CJK terms it is their first UTF-16 unit. 0 where that were too long, or the same.
        """
        begins = _ends(self._points)[:-1]
        units = self._units[_ends(self._units)[:-1]]
        same = np.zeros(len(begins), np.int64)
        for i in range(_LONGEST_SEPARATOR):
            letters = self._points[np.minimum(begins + i, len(self._points) - 1)]
            # A line feed ends the shorter of two; what follows it does not matter any more.
            same[1:] += (same[1:] == i) & (letters[1:] == letters[:-1])
        lengths = np.where(same < _LONGEST_SEPARATOR, same + 1, 0)
        cjk = units >= ord(FIRST_CJK)
        lengths[cjk] = 1
        lengths[1:][cjk[1:] & (units[1:] == units[:-1])] = 0
        lengths[:1] = 0
        return lengths

    def hashes(self) -> NDArray[np.uint32]:
        """Return the FNV-1a hash of 32 bits over the UTF-16 units of each."""
        ends = _ends(self._units)
        lengths = np.diff(ends) - 1
        found = np.full(len(lengths), 0x811C9DC5, np.uint32)
        for i in range(int(lengths.max(initial=0))):
            reach = np.flatnonzero(lengths > i)
            found[reach] = (found[reach] ^ self._units[ends[reach] + i]) * np.uint32(0x01000193)
        return found


def _ends(letters: NDArray[np.unsignedinteger]) -> Numbers:
    """Return where each term begins, and where the last ends with its line feed."""
    return np.concatenate(([0], np.flatnonzero(letters == _LINE_FEED) + 1))
