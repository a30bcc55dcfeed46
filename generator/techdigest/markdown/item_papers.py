"""The papers of digest items, shown among the item's domains and sources."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from dataclasses import dataclass, field

from techdigest.markdown.cite_links import paper_link
from techdigest.markdown.context import PageSource
from techdigest.markdown.page_papers import PagePapers
from techdigest.markdown.reference_words import WORDS
from techdigest.markdown.references import short_name
from techdigest.markdown.text_runs import Run, Whole
from techdigest.papers.model import Paper

_MOST = 5  # papers of one item; the list at the end has them all


@dataclass(slots=True)
class _Item:
    meta: etree.Element | None = None
    papers: dict[str, Paper] = field(default_factory=dict)


class ItemPapers:
    """Follows the text from heading to heading and keeps the papers of each item."""

    def __init__(self) -> None:
        self._items: list[_Item] = []
        self._is_inside = False
        self._seen = 0

    def add(self, run: Run, papers: PagePapers) -> None:
        """Add what a block, the next one of the page, mentions."""
        new, self._seen = papers.mentioned[self._seen :], len(papers.mentioned)
        classes = (run.block.get("class") or "").split()
        if run.block.tag in {"h1", "h2"}:
            self._is_inside = "td-item" in classes
            if self._is_inside:
                self._items.append(_Item())
        elif "footnote" in classes:
            self._is_inside = False
        if not self._is_inside:
            return
        item = self._items[-1]
        item.papers.update((paper.key, paper) for paper in new)
        for piece in run.pieces:
            if isinstance(piece, Whole) and "td-item-meta" in (piece.element.get("class") or "").split():
                item.meta = piece.element

    def show(self, papers: PagePapers, page: PageSource) -> None:
        """Add the links in place."""
        for item in self._items:
            if item.meta is None:
                continue
            for paper in list(item.papers.values())[:_MOST]:
                link = paper_link(short_name(paper, WORDS[page.lang]), paper, papers, page)
                link.tail = " "
                item.meta.append(link)
