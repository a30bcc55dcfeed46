"""The page of the graph with a made-up literature, in three languages, as a folder that can be served."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import material

import techdigest_theme
from support import theming
from support.http import StaticHost, static_host
from support.literature import made_up
from techdigest.notes.model import Lang
from techdigest.papers.model import Paper
from techdigest.site.alternates import alternates
from techdigest.site.catalogue import Catalogue
from techdigest.site.graph.drawing import graph_views


def write(folder: Path, notes: int, papers: int) -> None:
    """Write the page below `papers/graph/` of each language, and what the theme asks for."""
    catalogue = made_up(notes, papers)
    addresses = catalogue.addresses
    work = folder / "work"
    work.mkdir(parents=True)
    site = theming.site(work)
    views = graph_views(catalogue, paper_url)
    same = {view.lang: addresses.url_of_source(source) for source, view in views.items()}
    for source, view in views.items():
        html = site.render("graph.html", replace(view, alternates=alternates(addresses, same)), source=source)
        page = folder / "site" / same[view.lang] / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(html, "utf-8")
    for theme in (Path(material.__file__).parent / "templates", Path(techdigest_theme.__file__).parent):
        shutil.copytree(theme / "assets", folder / "site/assets", dirs_exist_ok=True)


@contextmanager
def served(folder: Path, notes: int, papers: int) -> Iterator[StaticHost]:
    """Write and serve it."""
    write(folder, notes, papers)
    with static_host(folder / "site", "/") as host:
        yield host


def paper_url(catalogue: Catalogue, paper: Paper, lang: Lang) -> str:
    """Where the paper's page is."""
    return catalogue.addresses.url_of_source(catalogue.addresses.paper(lang, paper.slug))
