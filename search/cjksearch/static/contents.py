"""The files of an index on their way to its folder; small ones are compressed once."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping

from cjksearch.cache import digest
from cjksearch.index.build import Earlier
from cjksearch.static.earlier import KINDS, Pack, Packed, Written
from cjksearch.static.layout import Made
from cjksearch.static.rows import File


class Contents:
    """What `files_of` yields.

    Args:
        files: The files.
        earlier: An index that was written.

    Attributes:
        made: What `files_of` returned, once all files have been asked for.
    """

    made: Made

    def __init__(self, files: Generator[File, None, Made], earlier: Written | None) -> None:
        self._files = files
        self._known = earlier.small if earlier else {}
        self._small: dict[str, bytes] = {}

    def __iter__(self) -> Iterator[File]:
        self.made = yield from self._looked_up()

    def written(self, index: Earlier, files: Mapping[str, Packed]) -> Written:
        """Return what the next index can go on from.

        Args:
            index: What this one was made of.
            files: All files by name, in the order in which they came.
        """
        if self.made.rows is None:
            raise ValueError("the rows were not kept")
        packs = {
            kind: Pack.of(file for name, file in files.items() if name.partition("/")[0] == kind)
            for kind in KINDS
        }
        small = {key: files[name] for name, key in self._small.items()}
        return Written(index, self.made.numbers, self.made.places, self.made.rows, packs, small)

    def _looked_up(self) -> Generator[File, None, Made]:
        while True:
            try:
                name, content = next(self._files)
            except StopIteration as end:
                made: Made = end.value
                return made
            if isinstance(content, bytes) and name.partition("/")[0] not in KINDS:
                key = self._small[name] = digest(content)
                content = self._known.get(key, content)
            yield name, content
