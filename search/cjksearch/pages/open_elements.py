"""The elements that are open at a place of a page."""

from __future__ import annotations


def words(listed: str) -> frozenset[str]:
    """Return the words of a list as a set."""
    return frozenset(listed.split())


#: Elements without content.
VOID = words("area base br col embed hr img input link meta source track wbr")
#: All others are inline, as in browsers; labels and buttons stand apart on the page.
BLOCKS = words(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav ol "
    "optgroup option p pre search section summary table tbody td tfoot th thead tr ul"
)


class OpenElements:
    """The open elements, innermost last; closing one takes time only for the elements closed."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._places: dict[str, list[int]] = {}
        self._blocks: list[int] = []

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: str) -> bool:
        return bool(self._places.get(name))

    def open(self, name: str) -> int:
        """Open an element and return its place."""
        place = len(self.names)
        self.names.append(name)
        self._places.setdefault(name, []).append(place)
        if name in BLOCKS:
            self._blocks.append(place)
        return place

    def close(self, name: str) -> None:
        """Close the innermost `name` and all within it; an inline element does not close a block."""
        if self.names and self.names[-1] == name:  # as nearly always
            self.close_from(len(self.names) - 1)
            return
        places = self._places.get(name)
        if places and (name in BLOCKS or not self._blocks or self._blocks[-1] < places[-1]):
            self.close_from(places[-1])

    def close_from(self, place: int) -> None:
        """Close the element at `place` and all within it."""
        while len(self.names) > place:
            name = self.names.pop()
            self._places[name].pop()
            if name in BLOCKS:
                self._blocks.pop()
