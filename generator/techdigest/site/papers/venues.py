"""Where papers appear: the journal or series behind the name of one year's proceedings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from techdigest.notes.slugs import slugify, unique
from techdigest.papers.model import Paper
from techdigest.site.papers.people import folded

_ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|(?:twent|thirt|fort|fift)(?:y|ieth)(?:-\w+)?|first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth)"
)
_PROCEEDINGS = re.compile(
    r"^(?:in\s+)?proceedings\s+of\s+(?!(?:the\s+)?(?:vldb|national|royal)\b)(?:the\s+)?", re.IGNORECASE
)
_NUMBERS = re.compile(rf"\b(?:{_ORDINAL}|(?:19|20)\d\d)\b\s*(?:annual\s+)?", re.IGNORECASE)
_ACRONYM = re.compile(r"\s*\((?P<name>[^()]{2,30})\)\s*$")
_YEAR_OF_ACRONYM = re.compile(r"\s*(?:['’]\s*\d\d|(?:19|20)\d\d|(?<=\s)\d\d)$")
_VOLUME = re.compile(r"\s\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Venue:
    """A journal or series: its short name, which may be its only one, an anchor in the index, its papers."""

    name: str
    full_name: str
    anchor: str
    papers: tuple[Paper, ...]


class Venues:
    """The venues of papers: all, in order, and that of a paper."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        together: dict[str, list[tuple[str, str, Paper]]] = {}
        for paper in papers:
            if paper.venue:
                short, full = series(paper.venue)
                together.setdefault(folded(short) or short, []).append((short, full, paper))
        taken: set[str] = set()
        self._venue_of: dict[str, Venue] = {}
        for key in sorted(together):
            short = _most_used(short for short, _, _ in together[key])
            full = _most_used(full for _, full, _ in together[key])
            anchor = unique(f"venue-{slugify(short) or 'unnamed'}", taken)
            venue = Venue(short, full, anchor, tuple(paper for _, _, paper in together[key]))
            self._venue_of |= dict.fromkeys((paper.key for paper in venue.papers), venue)
        self.venues = tuple({venue.anchor: venue for venue in self._venue_of.values()}.values())

    def venue(self, paper: Paper) -> Venue | None:
        """The venue of a paper; None where its entry names none."""
        return self._venue_of.get(paper.key)


def series(venue: str) -> tuple[str, str]:
    """Return the short and the full name of a series: without ordinal, year and "Proceedings of".

    >>> series("10th USENIX Symposium on Networked Systems Design and Implementation (NSDI 13)")
    ('NSDI', 'USENIX Symposium on Networked Systems Design and Implementation')
    """
    venue = " ".join(venue.split())[:300]
    acronym = ""
    if found := _ACRONYM.search(venue):
        name = _YEAR_OF_ACRONYM.sub("", found["name"])
        if name[:1].isupper() and any(c.isupper() for c in name[1:]):  # not "(General)"
            acronym, venue = name, venue[: found.start()]
    is_proceedings = _PROCEEDINGS.match(venue)
    full = _PROCEEDINGS.sub("", venue)
    if acronym or is_proceedings or re.match(_ORDINAL, full, re.IGNORECASE):
        full = _VOLUME.sub("", " ".join(_NUMBERS.sub("", full).split()))
    full = full.strip(" ,") or venue
    return acronym or full, full


def _most_used(names: Iterable[str]) -> str:
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], -len(name), name))
