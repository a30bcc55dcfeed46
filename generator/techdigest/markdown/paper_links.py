"""Papers that a page names become links to their pages, and the page ends with a list of them.

Identifiers and titles in running text are looked for block by block in the finished tree, so that markup
inside a block makes no difference. Blocks of raw HTML are the author's own and stay as they are, and so do
headings, code, formulas and the text of links.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from techdigest.markdown.citations import citation_source, fill_citation
from techdigest.markdown.cite_links import cite_link, paper_link
from techdigest.markdown.context import Looked
from techdigest.markdown.item_papers import ItemPapers
from techdigest.markdown.page_papers import PagePapers
from techdigest.markdown.references import add_to_contents, references
from techdigest.markdown.render import Current
from techdigest.markdown.text_runs import Run, Text, Whole, runs
from techdigest.papers.model import Paper

_NO_REFERENCE = frozenset({"footnote-ref", "footnote-backref", "headerlink", "td-figure__zoom"})


class LinkPapers(Treeprocessor):
    """Links the papers of a page and lists them at its end."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, root: etree.Element) -> None:
        """Change the tree in place; a page that names no paper stays as it is."""
        rendering = self._current.rendering
        if not rendering.context.registry or not rendering.page.path:
            return
        stash = self.md.htmlStash.rawHtmlBlocks
        papers, items = PagePapers(root, stash), ItemPapers()
        for run in runs(root, stash):
            _LinkedRun(run, self._current, papers).change()
            items.add(run, papers)
        items.show(papers, rendering.page)
        for paper in rendering.page.papers:
            papers.number(paper)
        for paper in papers.papers:
            rendering.context.note(Looked.PAPER, paper.key)
        if papers.papers:
            root.append(references(papers, rendering.page))
            add_to_contents(getattr(self.md, "toc_tokens", []), root[-1][0])


class _LinkedRun:
    """One block: its links are collected, then put in, parent by parent."""

    def __init__(self, run: Run, current: Current, papers: PagePapers) -> None:
        self._run = run
        self._rendering = current.rendering
        self._registry = current.rendering.context.registry
        self._papers = papers
        self._numbered: set[str] = set()  # papers whose number the block gives already
        self._new: dict[etree.Element, dict[etree.Element | None, list[etree.Element]]] = {}

    def change(self) -> None:
        """Change the block in place."""
        named = iter([] if self._run.is_heading else self._named())
        following = next(named, None)
        for piece in self._run.pieces:
            if isinstance(piece, Whole):
                self._change_whole(piece)
                continue
            end = piece.start + len(piece.shown)
            inside = []
            while following and following[0] < end:
                if following[0] >= piece.start and following[1] <= end:
                    inside.append(following)
                following = next(named, None)
            self._change_text(piece, inside)
        for parent, after in self._new.items():
            parent[:] = [*after.get(None, []), *(new for old in parent for new in (old, *after.get(old, [])))]

    def _named(self) -> Iterator[tuple[int, int, Paper]]:
        from techdigest.papers.mentions import find_named  # noqa: PLC0415 - many patterns, for sites with papers only

        for named in find_named(self._run.text, self._registry):
            yield named.start, named.end, self._registry.by_key[named.key]

    def _change_whole(self, piece: Whole) -> None:
        element = piece.element
        classes = (element.get("class") or "").split()
        if piece.is_hidden:
            if "td-cites" in classes:
                _restore(piece, citation_source(element, self._rendering))
        elif "td-cites" in classes:
            self._numbered.update(fill_citation(element, self._rendering, self._papers))
        elif element.tag == "a" and not self._run.is_heading and _NO_REFERENCE.isdisjoint(classes):
            paper = self._paper_at(element)
            if paper is not None:
                self._add_number(piece, paper)

    def _paper_at(self, link: etree.Element) -> Paper | None:
        """The paper to whose address an author's own link leads, or whose title the link's text is."""
        from techdigest.papers.mentions import find_titled  # noqa: PLC0415 - likewise

        href = link.get("href", "")
        if not href.startswith(("http://", "https://")) or next(link.iter("img"), None) is not None:
            return None
        return self._registry.by_url(href) or find_titled("".join(link.itertext()), self._registry)

    def _add_number(self, piece: Whole, paper: Paper) -> None:
        """Let the paper's number follow the author's link, once in a block."""
        link = piece.element
        self._papers.mark(paper, link)
        if paper.key in self._numbered:
            return
        self._numbered.add(paper.key)
        number = cite_link(paper, self._papers, "[{}]")
        number.set("data-search-exclude", "")
        number.tail, link.tail = link.tail, None
        self._insert(piece.parent, link, [number])

    def _change_text(self, piece: Text, named: list[tuple[int, int, Paper]]) -> None:
        if not named:
            return
        source = piece.source
        links, end = [], 0
        before = source[: named[0][0] - piece.start]
        for (start, stop, paper), later in zip(named, [*named[1:], None], strict=True):
            end = stop - piece.start
            link = self._link(paper, source[start - piece.start : end])
            link.tail = source[end : later[0] - piece.start if later else None]
            links.append(link)
        holder = self._last_after(piece)
        if holder is None:
            piece.parent.text = before
        else:
            holder.tail = before
        self._insert(piece.parent, piece.after, links)

    def _last_after(self, piece: Text) -> etree.Element | None:
        """The element that the piece follows by now."""
        added = self._new.get(piece.parent, {}).get(piece.after, [])
        return added[-1] if added else piece.after

    def _link(self, paper: Paper, text: str) -> etree.Element:
        link = paper_link(text, paper, self._papers, self._rendering.page)
        self._papers.mark(paper, link)
        return link

    def _insert(
        self, parent: etree.Element, after: etree.Element | None, elements: list[etree.Element]
    ) -> None:
        self._new.setdefault(parent, {}).setdefault(after, []).extend(elements)


def _restore(piece: Whole, source: str) -> None:
    """Put the source of a citation back in its place."""
    piece.element.tag, piece.element.text = "span", source
    piece.element.attrib.clear()


def register_paper_links(md: Markdown, current: Current) -> None:
    """Register the processor: addresses of the note are rewritten at 0, glyphs come last at -20."""
    md.treeprocessors.register(LinkPapers(md, current), "td-paper-links", -16)
