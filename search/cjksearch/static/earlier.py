"""What a build of the index leaves for the next one: all that need not be made again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjksearch.cache import Cache, digest, keep, recall
from cjksearch.index.build import Earlier
from cjksearch.static.columns import Column, Numbers, ends_of

_NAME = "index"
#: The kinds of files of which there are many: texts, titles, tails, term blocks.
KINDS = ("x", "u", "l", "t")


class Packed(NamedTuple):
    """A file as it is served.

    Attributes:
        content: Compressed.
        digest: Its SHA-256.
    """

    content: bytes
    digest: bytes


class Pack(NamedTuple):
    """Files of one kind, by number.

    Attributes:
        content: One behind the other.
        ends: Where each begins, and the end of the last.
        digests: Of each, likewise.
    """

    content: bytes
    ends: Numbers
    digests: bytes

    @classmethod
    def of(cls, files: Iterable[Packed]) -> Pack:
        """Return files as a pack."""
        held = list(files)
        sizes = np.array([len(each.content) for each in held], np.int64)
        return cls(
            b"".join(each.content for each in held), ends_of(sizes), b"".join(each.digest for each in held)
        )

    def file(self, number: int) -> Packed:
        """Return one of the files."""
        begin, end = self.ends[number : number + 2].tolist()
        return Packed(self.content[begin:end], self.digests[32 * number : 32 * number + 32])


class TermRows(NamedTuple):
    """The rows of term blocks.

    Attributes:
        terms: Of the rows, in order.
        weights: In sixteenths.
        tails: 1 + the number of the tail file, 0 for none.
        starts: How many units the head of each has, the weight, and what was left out.
        gaps: The heads' unit numbers.
        impacts: The heads' impacts.
        blocks: The block that each is in.
        others: Other wordings of terms among them, as bytes.
    """

    terms: list[str]
    weights: NDArray[np.uint8]
    tails: Numbers
    starts: Column
    gaps: Column
    impacts: Column
    blocks: Numbers
    others: Mapping[str, bytes]


class Written(NamedTuple):
    """An index that was written.

    Attributes:
        made_of: The index as arrays.
        numbers: Of its units.
        places: The numbers of the text blocks that these are in.
        rows: Those of its term blocks.
        packs: Its files, by the name of their folder.
        small: Further files, by the digest of what they hold.
    """

    made_of: Earlier
    numbers: NDArray[np.uint32]
    places: Numbers
    rows: TermRows
    packs: Mapping[str, Pack]
    small: Mapping[bytes, Packed]


def recalled(cache: Cache | None) -> Written | None:
    """Return the index that was kept last; None if it is empty, or a part of it is gone or of another one."""
    if cache is None or (about := recall(cache, _NAME)) is None:
        return None
    parts = {name: recall(cache, f"{_NAME}/{name}") for name in ("table", "rows", *KINDS)}
    if any(part is None or part[0] != about[0] for part in parts.values()):
        return None
    digests, sizes, cards, numbers, places, small = about[1:]
    table, rows, *packs = (part[1] for part in parts.values())
    if not rows.terms:
        return None
    return Written(
        Earlier(digests, sizes, cards, table),
        numbers,
        places,
        rows,
        dict(zip(KINDS, packs, strict=True)),
        small,
    )


def keep_written(cache: Cache, written: Written) -> None:
    """Keep an index for the next build, in parts: two builds at once may each write some of them."""
    digests, sizes, cards, table = written.made_of
    key = digest(
        *digests, repr(sorted(written.rows.others)).encode(), *(p.digests for p in written.packs.values())
    )
    parts = {"table": table, "rows": written.rows, **written.packs}
    for name, part in parts.items():
        keep(cache, f"{_NAME}/{name}", (key, part))
    keep(cache, _NAME, (key, digests, sizes, cards, written.numbers, written.places, written.small))
