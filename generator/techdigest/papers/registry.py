"""The papers of a knowledge base, found by key, identifier, address or title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType

from techdigest.papers.identifiers import parse_id
from techdigest.papers.model import Paper, PaperId
from techdigest.papers.titles import title_key


class Registry:
    """The entries of papers.bib, in the order of the file. Of rivals for a name, the first has it."""

    def __init__(self, papers: Iterable[Paper] = ()) -> None:
        self.papers = tuple(papers)
        by_key: dict[str, Paper] = {}
        by_id: dict[PaperId, Paper] = {}
        by_url: dict[str, Paper] = {}
        by_title: dict[str, Paper] = {}
        for paper in self.papers:
            by_key.setdefault(paper.key, paper)
            for paper_id in paper.ids:
                by_id.setdefault(paper_id, paper)
            for url in (paper.url, *paper.fields.get("ids_other", "").split(";")):
                if "://" in url:
                    by_url.setdefault(_bare_url(url), paper)
            for title in (paper.title, *paper.aliases):
                by_title.setdefault(title_key(title), paper)
        by_title.pop("", None)
        self.by_key: Mapping[str, Paper] = MappingProxyType(by_key)
        self.by_title_key: Mapping[str, Paper] = MappingProxyType(by_title)
        self._by_id = by_id
        self._by_url = by_url

    @cached_property
    def names(self) -> list[tuple[object, ...]]:
        """All by which its papers are found in a text."""
        return [
            (paper.key, paper.ids, paper.url, paper.fields.get("ids_other"), paper.title, paper.aliases)
            for paper in self.papers
        ]

    def __bool__(self) -> bool:
        return bool(self.papers)

    def by_id(self, paper_id: PaperId) -> Paper | None:
        """The paper with this identifier."""
        return self._by_id.get(paper_id)

    def by_title(self, title: str) -> Paper | None:
        """The paper whose title or alias has the same title key."""
        return self.by_title_key.get(title_key(title))

    def by_url(self, url: str) -> Paper | None:
        """The paper that a web address leads to: by the identifier in it, or as an entry's own address."""
        paper_id = parse_id(url)
        return (self.by_id(paper_id) if paper_id else None) or self._by_url.get(_bare_url(url))

    def find(self, reference: str) -> Paper | None:
        """The paper that front matter names: by key, identifier, address, or its whole title."""
        reference = reference.strip()
        return self.by_key.get(reference) or self.by_url(reference) or self.by_title(reference)


def _bare_url(url: str) -> str:
    """An address without what makes no difference: scheme, `www.`, a slash at the end, a fragment."""
    rest = url.strip().partition("://")[2] or url.strip()
    return rest.partition("#")[0].rstrip("/").removeprefix("www.").casefold()
