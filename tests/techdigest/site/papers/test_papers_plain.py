"""Pages of papers in themes that have no templates of ours."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markdown import markdown

from support.paper_library import PAPERS, library
from techdigest.site.listings import listing_views
from techdigest.site.plain import listing_markdown


def shown(source: str) -> str:
    view = listing_views(library(), latest=1)[source]
    return markdown(listing_markdown(view, lambda url: f"/{url}"))


def test_a_paper_has_its_people_files_notes_and_papers_beside() -> None:
    html = shown("en/papers/fan2014cuckoo.md")
    assert "<h1>Cuckoo Filter&#58; Practically Better Than Bloom</h1>" in html
    assert '<a href="/en/papers/authors/#author-bin-fan">Bin Fan</a>' in html
    assert '<a href="/papers/fan2014cuckoo.bib">BibTeX</a>' in html
    assert "<h2>Discussed in</h2>" in html
    assert '<a href="/en/filter/">Cuckoo filter</a>' in html
    assert "<mark>Fan 2014</mark>" in shown("papers/fan2014cuckoo.md")
    assert "<h2>Papers it cites</h2>" in html
    assert '<a href="/en/papers/bloom1970space/">' in html


@pytest.mark.parametrize("order", ["", "authors/", "venues/", "domains/"])
def test_an_index_names_every_paper_and_the_other_orders(order: str) -> None:
    html = shown(f"en/papers/{order}index.md")
    assert all(f'<a href="/en/papers/{paper.slug}/">' in html for paper in PAPERS)
    assert '<a href="/en/papers/graph/">Graph</a>' in html


def test_the_graph_is_its_table() -> None:
    html = shown("en/papers/graph/index.md")
    assert '<a href="/en/papers/fan2014cuckoo/">' in html
    assert '<a href="/en/filter/">Cuckoo filter</a>' in html


def test_what_notes_and_entries_say_is_text() -> None:
    view = listing_views(library(), latest=1)["papers/fan2014cuckoo.md"]
    assert view.paper is not None
    hostile = "<script>x</script>\n\n# *x*"
    (_, note) = view.paper.discussed
    (part, *_) = note.parts
    (said, *_) = part.passages
    paper = replace(
        view.paper,
        details=hostile,
        discussed=(
            replace(note, title=hostile, parts=(replace(part, passages=(replace(said, before=hostile),)),)),
        ),
        cites=(replace(view.paper.cites[0], title=hostile, authors=hostile, venue=hostile),),
    )
    html = markdown(listing_markdown(replace(view, paper=paper), lambda url: f"/{url}"))
    assert "<script" not in html
    assert "<em>" not in html
    assert html.count("<h1>") == 1
