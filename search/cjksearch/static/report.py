"""What a build of the index wrote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one index.

    Attributes:
        units: Units indexed.
        terms: Distinct terms.
        files: Paths of all files, relative to the folder written, sorted.
        size: Bytes of all files together, as served.
        duplicates: Ids that came more than once, sorted; the first unit of each was kept.
    """

    units: int
    terms: int
    files: tuple[str, ...]
    size: int
    duplicates: tuple[str, ...] = ()
