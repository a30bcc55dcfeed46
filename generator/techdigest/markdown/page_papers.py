"""The papers of one page: their numbers, and the ids of the places that mention them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable

from techdigest.papers.model import Paper

_RAW_ID = re.compile(r"""\bid\s*=\s*["']?((?:cite|paper|ref)-[^\s"'>]+)""", re.IGNORECASE)


class PagePapers:
    """Numbers papers in the order in which they are first met; no id is given twice.

    Attributes:
        papers: All papers, by number.
        mentioned: The paper of each place, in the order of the text.
        places: The ids of the places of each paper, by its key.
    """

    def __init__(self, root: etree.Element, stash: Iterable[object]) -> None:
        """Note the ids that the page has by itself, in its tree and in raw HTML."""
        self._taken = {element.get("id", "") for element in root.iter()}
        for html in stash:
            if isinstance(html, str):
                self._taken.update(_RAW_ID.findall(html))
        self._numbers: dict[str, int] = {}
        self._anchors: dict[str, str] = {}
        self.papers: list[Paper] = []
        self.mentioned: list[Paper] = []
        self.places: dict[str, list[str]] = {}

    def number(self, paper: Paper) -> int:
        """The paper's number, from 1."""
        if paper.key not in self._numbers:
            self.papers.append(paper)
            self._numbers[paper.key] = len(self.papers)
            self._anchors[paper.key] = self._new_id(f"ref-{paper.slug}")
            self.places[paper.key] = []
        return self._numbers[paper.key]

    def anchor(self, paper: Paper) -> str:
        """The id of the paper's entry in the reference list."""
        self.number(paper)
        return self._anchors[paper.key]

    def mark(self, paper: Paper, element: etree.Element) -> None:
        """Give an element that mentions the paper an id, unless it has one, and remember the place."""
        self.number(paper)
        self.mentioned.append(paper)
        places = self.places[paper.key]
        if not element.get("id"):
            name = f"cite-{paper.slug}-{len(places) + 1}" if places else f"paper-{paper.slug}"
            element.set("id", self._new_id(name))
        places.append(element.get("id", ""))

    def _new_id(self, name: str) -> str:
        unique, count = name, 1
        while unique in self._taken:
            count += 1
            unique = f"{name}_{count}"
        self._taken.add(unique)
        return unique
