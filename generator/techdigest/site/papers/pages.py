"""The pages of papers: one for each paper, and the indexes, in every language; and files to download."""

from __future__ import annotations

from dataclasses import replace

from techdigest.notes.language import detect
from techdigest.notes.model import Lang
from techdigest.papers.export import to_bibtex, to_ris
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


def paper_views(catalogue: Catalogue) -> dict[str, View]:
    """All pages of papers in every language, by source name; none without papers."""
    if not catalogue.literature:
        return {}
    library = Library(catalogue)
    views: dict[str, View] = {}
    for lang in catalogue.addresses.languages:
        views |= index_views(library, lang)
        for paper in library.papers:
            views[catalogue.addresses.paper(lang, paper.slug)] = paper_view(library, paper, lang)
    return views


def paper_view(library: Library, paper: Paper, lang: Lang) -> View:
    """The page of one paper."""
    catalogue, literature = library.catalogue, library.catalogue.literature
    notes = discussed(catalogue, paper, lang)
    kind = item_type(paper)
    title_lang = library.title_langs[paper.key]
    page = PaperPage(
        key=paper.key,
        slug=paper.slug,
        type=KINDS[kind][lang],
        title_lang=title_lang,
        aliases=tuple((alias, detect(alias, default="en")) for alias in paper.aliases),
        authors=library.author_links(paper, lang),
        has_more=paper.has_more,
        venue=library.venue_link(paper, lang),
        details=_details(paper, lang),
        year=library.year_link(paper, lang),
        ids=_ids(paper),
        pdf_url=_web(read_pdf(paper)),
        is_checked=paper.is_checked,
        exports=(
            PaperExport("BibTeX", to_bibtex(paper), f"papers/{paper.slug}.bib"),
            PaperExport("RIS", to_ris(paper).replace("\r\n", "\n"), f"papers/{paper.slug}.ris"),
        ),
        discussed=notes,
        cites=library.rows(literature.cites(paper), lang),
        cited_by=library.rows(literature.cited_by(paper), lang),
        related=tuple(
            replace(library.row(other, lang), shared=shared)
            for other, shared in literature.related(paper.key, _RELATED)
        ),
        item_type=kind,
        metadata=highwire(paper, title_lang),
        data={"@context": "https://schema.org", **paper_data(paper, title_lang)},
        newest=max((note.date for note in notes if note.date), default=None),
        domains=tuple(library.domains[paper.key]),
    )
    return replace(frame(catalogue, "paper", lang, paper.title, paper.fields.get("abstract", "")), paper=page)


def paper_files(catalogue: Catalogue) -> dict[str, str]:
    """What can be downloaded, by its place in the site: each paper as BibTeX and as RIS."""
    files: dict[str, str] = {}
    for paper in catalogue.literature.registry.papers if catalogue.notes else ():
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
