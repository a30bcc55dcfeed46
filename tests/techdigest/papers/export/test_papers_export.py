from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import partial

import rispy
from hypothesis import given
from hypothesis import strategies as st

from techdigest.diagnostics import Diagnostics
from techdigest.papers.bibtex import read_bib
from techdigest.papers.export import to_bibtex, to_ris
from techdigest.papers.model import Author, Paper, PaperId

CUCKOO = r"""
@inproceedings{fan2014cuckoo,
  title = {Cuckoo {Filter}: 100\% Better}, author = {Fan, Bin and {CMU \& Co.} and M{\"u}ller, J. and others},
  booktitle = {Proc. of {CoNEXT}}, pages = {75--88}, year = 2014, month = dec, publisher = {ACM},
  doi = {10.1145/2674005.2674994}, eprint = {1501.00001}, url = {https://example.org/a_b%20c},
  aliases = {布谷鸟过滤器}, cites = {fan2014cuckoo}, keywords = {filter}, file = {x.pdf}, abstract = {Long.}
}
"""

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z", "M")), min_size=1, max_size=12
).filter(lambda word: bool(word.strip()))
lines = st.lists(words, min_size=1, max_size=6).map(" ".join).map(partial(unicodedata.normalize, "NFC"))
names = st.text(st.characters(categories=("Lu", "Ll", "Lo"), codec="utf-8"), min_size=1, max_size=8).map(
    partial(unicodedata.normalize, "NFC")
)
authors = st.builds(
    Author,
    st.one_of(names, st.sampled_from(["van der Berg", "Barnes and Noble, Inc.", "others", "and", "O'Neil"])),
    st.one_of(st.just(""), names, st.sampled_from(["Dave G.", "J. and K.", "A, B"])),
)
PAPERS = st.builds(
    Paper,
    key=st.from_regex(r"[a-z]{2,8}[0-9]{4}[a-z]{1,8}", fullmatch=True),
    slug=st.just(""),
    type=st.sampled_from(["article", "inproceedings", "misc", "book", "techreport", "phdthesis", "online"]),
    title=lines,
    authors=st.lists(authors, max_size=4).map(tuple),
    venue=st.one_of(st.just(""), st.sampled_from(["Comm. of the ACM", "Proc. of X & Y", "计算机学报"])),
    year=st.one_of(st.none(), st.integers(1900, 2099)),
    ids=st.sets(
        st.sampled_from(
            [
                PaperId("arXiv", "2006.14171"),
                PaperId("arXiv", "cs/0112017"),
                PaperId("doi", "10.1000/a_b(1)"),
                PaperId("doi", "10.1000/second"),
                PaperId("acl", "P18-1001"),
                PaperId("isbn", "9781491974292"),
                PaperId("pubmed", "21551462"),
            ]
        )
    ).map(lambda ids: tuple(sorted(ids))),
    url=st.sampled_from(["", "https://example.org/a_b?c=1&d=%20e#f", "https://example.org/~me"]),
)


def read(text: str) -> Paper:
    found = Diagnostics()
    (paper,) = read_bib(text, "papers.bib", found)
    assert list(found) == []
    return paper


def said(paper: Paper) -> tuple[object, ...]:
    """What an export says of a paper."""
    named = (paper.key, paper.type, paper.title, paper.authors, paper.has_more)
    return (*named, paper.venue, paper.year, paper.ids, paper.url)


def test_a_clean_entry_is_written() -> None:
    paper = read(CUCKOO)
    assert to_bibtex(paper) == (
        "@inproceedings{fan2014cuckoo,\n"
        "  title         = {Cuckoo {Filter}: 100\\% Better},\n"
        '  author        = {Fan, Bin and {CMU \\& Co.} and M{\\"{u}}ller, J. and others},\n'
        "  booktitle     = {Proc. of CoNEXT},\n"
        "  pages         = {75--88},\n"
        "  month         = dec,\n"
        "  publisher     = {ACM},\n"
        "  year          = {2014},\n"
        "  archiveprefix = {arXiv},\n"
        "  eprint        = {1501.00001},\n"
        "  doi           = {10.1145/2674005.2674994},\n"
        "  url           = {https://example.org/a_b%20c},\n"
        "}\n"
    )
    assert said(read(to_bibtex(paper))) == said(paper)


def test_capitals_that_matter_stand_in_braces() -> None:
    paper = read('@misc{a1, title={{BERT}: On the {Bloom Filter} of {G}oogle, iPads and {\\"U}BER GPUs}}')
    assert paper.title == "BERT: On the Bloom Filter of Google, iPads and ÜBER GPUs"
    expected = '{BERT}: On the {Bloom} {Filter} of Google, {iPads} and {\\"{U}}{BER} {GPUs}'
    assert f"title = {{{expected}}}," in to_bibtex(paper)


@given(PAPERS)
def test_what_is_written_as_bibtex_is_read_back_as_the_same_paper(paper: Paper) -> None:
    venue = paper.venue or ("arXiv" if any(each.scheme == "arXiv" for each in paper.ids) else "")
    assert said(read(to_bibtex(paper))) == said(replace(paper, venue=venue))
    assert to_bibtex(read(to_bibtex(paper))) == to_bibtex(paper)


def test_ris_has_what_reference_managers_look_for() -> None:
    ris = to_ris(read(CUCKOO))
    assert ris.startswith("TY  - CPAPER\r\n")
    assert ris.endswith("ER  - \r\n")
    (entry,) = rispy.loads(ris)
    assert entry["type_of_reference"] == "CPAPER"
    assert entry["title"] == "Cuckoo Filter: 100% Better"
    assert entry["authors"] == ["Fan, Bin", "CMU & Co.", "Müller, J."]
    assert (entry["year"], entry["start_page"], entry["end_page"]) == ("2014", "75", "88")
    assert entry["doi"] == "10.1145/2674005.2674994"
    assert "https://example.org/a_b%20c" in entry["urls"]


@given(PAPERS)
def test_ris_is_read_back_by_another_parser(paper: Paper) -> None:
    (entry,) = rispy.loads(to_ris(paper))
    assert entry["id"] == paper.key
    assert entry["title"] == paper.title
    assert entry.get("year") == (str(paper.year) if paper.year else None)
    expected = [
        f"{author.family}, {author.given}" if author.given else author.family for author in paper.authors
    ]
    assert entry.get("authors", []) == expected
    dois = [each.value for each in paper.ids if each.scheme == "doi"]
    assert entry.get("doi", "") in (dois or [""])
