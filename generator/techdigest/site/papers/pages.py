"""The pages of papers: one for each paper, and the indexes, in every language; and files to download."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from techdigest.notes.language import detect
from techdigest.notes.model import Lang
from techdigest.papers.identifiers import id_url
from techdigest.papers.model import Paper
from techdigest.site.catalogue import Catalogue
from techdigest.site.frames import frame
from techdigest.site.papers.discussions import discussed
from techdigest.site.papers.index import index_views
from techdigest.site.papers.metadata import highwire, is_web, item_type, pages_of, paper_data, read_pdf
from techdigest.site.papers.rows import Library, paper_url
from techdigest.site.papers.views import PaperExport, PaperPage
from techdigest.site.papers.words import BETWEEN, KINDS, NUMBER, PAGES, VOLUME
from techdigest.site.views import Link, View

__all__ = ["paper_files", "paper_url", "paper_views"]

_RELATED = 8


class _Facts(NamedTuple):
    """What the page of a paper says in all languages alike."""

    kind: str
    ids: tuple[Link, ...]
    pdf_url: str
    aliases: tuple[tuple[str, Lang], ...]
    exports: tuple[PaperExport, ...]
    metadata: tuple[tuple[str, str], ...]
    data: Mapping[str, object]


def paper_views(catalogue: Catalogue) -> dict[str, View]:
    """All pages of papers in every language, by source name; none without papers."""
    if not catalogue.literature:
        return {}
    library = Library(catalogue)
    facts = {paper.key: _facts(paper, library.title_langs[paper.key]) for paper in library.papers}
    views: dict[str, View] = {}
    for lang in catalogue.addresses.languages:
        views |= index_views(library, lang)
        for paper in library.papers:
            source = catalogue.addresses.paper(lang, paper.slug)
            views[source] = _paper_view(library, paper, facts[paper.key], lang)
    return views


def _paper_view(library: Library, paper: Paper, facts: _Facts, lang: Lang) -> View:
    catalogue, literature = library.catalogue, library.catalogue.literature
    notes = discussed(catalogue, library.discussing[paper.key], lang)
    page = PaperPage(
        key=paper.key,
        slug=paper.slug,
        type=KINDS[facts.kind][lang],
        title_lang=library.title_langs[paper.key],
        aliases=facts.aliases,
        authors=library.author_links(paper, lang),
        has_more=paper.has_more,
        venue=library.venue_link(paper, lang),
        details=_details(paper, lang),
        year=library.year_link(paper, lang),
        ids=facts.ids,
        pdf_url=facts.pdf_url,
        is_checked=paper.is_checked,
        exports=facts.exports,
        discussed=notes,
        cites=library.rows(literature.cites(paper), lang),
        cited_by=library.rows(literature.cited_by(paper), lang),
        related=tuple(
            replace(library.row(other, lang), shared=shared)
            for other, shared in literature.related(paper.key, _RELATED)
        ),
        item_type=facts.kind,
        metadata=facts.metadata,
        data=facts.data,
        newest=max((note.date for note in notes if note.date), default=None),
        domains=tuple(library.domains[paper.key]),
    )
    return replace(frame(catalogue, "paper", lang, paper.title, paper.fields.get("abstract", "")), paper=page)


def _facts(paper: Paper, title_lang: Lang) -> _Facts:
    from techdigest.papers.export import to_bibtex, to_ris  # noqa: PLC0415 - for sites with papers only

    return _Facts(
        item_type(paper),
        _ids(paper),
        _web(read_pdf(paper)),
        tuple((alias, detect(alias, default="en")) for alias in paper.aliases),
        (
            PaperExport("BibTeX", to_bibtex(paper), f"papers/{paper.slug}.bib"),
            PaperExport("RIS", to_ris(paper).replace("\r\n", "\n"), f"papers/{paper.slug}.ris"),
        ),
        highwire(paper, title_lang),
        {"@context": "https://schema.org", **paper_data(paper, title_lang)},
    )


def paper_files(catalogue: Catalogue) -> dict[str, str]:
    """What can be downloaded, by its place in the site: each paper as BibTeX and as RIS."""
    papers = catalogue.literature.registry.papers
    if not papers or not catalogue.notes:
        return {}
    from techdigest.papers.export import to_bibtex, to_ris  # noqa: PLC0415 - likewise

    files: dict[str, str] = {}
    for paper in papers:
        files[f"papers/{paper.slug}.bib"] = to_bibtex(paper)
        files[f"papers/{paper.slug}.ris"] = to_ris(paper)
    return files


def _ids(paper: Paper) -> tuple[Link, ...]:
    """Where the paper can be read: its identifiers, then the entry's own address if none leads there."""
    links = [Link(f"{each.scheme}:{each.value}", _web(id_url(each))) for each in paper.ids]
    if is_web(paper.url) and paper.url not in {link.url for link in links}:
        links.append(Link(paper.url.partition("://")[2].rstrip("/"), paper.url))
    return tuple(links)


def _details(paper: Paper, lang: Lang) -> str:
    """Volume, number and pages, as pages in a language write them."""
    volume, number = paper.fields.get("volume", ""), paper.fields.get("number", "")
    pages = "–".join(part for part in pages_of(paper) if part)
    parts = [
        words[lang].format(value)
        for words, value in ((VOLUME, volume), (NUMBER, number), (PAGES, pages))
        if value
    ]
    return BETWEEN[lang].join(parts)


def _web(url: str) -> str:
    return url if is_web(url) else ""
