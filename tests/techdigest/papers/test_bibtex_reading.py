from __future__ import annotations

from pathlib import Path

import pytest

from techdigest.diagnostics import Diagnostics
from techdigest.papers.bibtex import load_registry, read_bib
from techdigest.papers.model import Author, Paper

Told = list[tuple[int, str]]


def read(text: str) -> tuple[tuple[Paper, ...], Told]:
    found = Diagnostics()
    papers = read_bib(text, "papers.bib", found)
    assert all(diagnostic.path == "papers.bib" and diagnostic.hint for diagnostic in found)
    return papers, [(diagnostic.line, diagnostic.code) for diagnostic in found]


def one(fields: str, kind: str = "article") -> Paper:
    papers, told = read(f"@{kind}{{key2014x,\n  title = {{A Title}},\n{fields}\n}}\n")
    assert told == []
    return papers[0]


def test_an_entry_becomes_a_paper() -> None:
    (paper, *_), told = read(
        "% comment\n@InProceedings{Fan2014Cuckoo,\n"
        "  Title = {Cuckoo Filter: Practically Better Than {Bloom}},\n"
        '  author = "Fan, Bin and Dave G. Andersen and {CMU Group} and others",\n'
        "  booktitle = {Proc. of {CoNEXT}}, year = 2014,\n"
        "  doi = {https://doi.org/10.1145/2674005.2674994}, url = {https://example.org/a\\_b},\n"
        "  aliases = {Better Than Bloom; 布谷鸟过滤器；更好}, cites = {a2, b3},\n  checked = {no}}\n"
        "@misc{a2, title={A}} @misc{b3, title={B}}"
    )
    assert told == []
    assert (paper.key, paper.slug, paper.type, paper.line) == (
        "Fan2014Cuckoo",
        "fan2014cuckoo",
        "inproceedings",
        2,
    )
    assert paper.title == "Cuckoo Filter: Practically Better Than Bloom"
    assert paper.authors == (Author("Fan", "Bin"), Author("Andersen", "Dave G."), Author("CMU Group"))
    assert paper.has_more
    assert (paper.venue, paper.year, paper.is_checked) == ("Proc. of CoNEXT", 2014, False)
    assert [str(each) for each in paper.ids] == ["doi:10.1145/2674005.2674994"]
    assert paper.url == "https://example.org/a_b"
    assert paper.aliases == ("Better Than Bloom", "布谷鸟过滤器", "更好")
    assert paper.cites == ("a2", "b3")


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("Ludwig van Beethoven", [("van Beethoven", "Ludwig")]),
        ("van der Waals, Johannes", [("van der Waals", "Johannes")]),
        ("King, Jr., Martin Luther", [("King Jr.", "Martin Luther")]),
        ("{Barnes and Noble, Inc.}", [("Barnes and Noble, Inc.", "")]),
        ("张三 and 李, 四 and Plato", [("张三", ""), ("李", "四"), ("Plato", "")]),
        (r"Erd{\H o}s, P{\'a}l AND G{\"o}del, K.", [("Erdős", "Pál"), ("Gödel", "K.")]),
        ("Fan, Bin and\n   Li,  Wei", [("Fan", "Bin"), ("Li", "Wei")]),
        ("{van Dijk}, A and others", [("van Dijk", "A")]),
        ("Fan, Bin et al. and et al.", [("Fan", "Bin et al.")]),
        (",", []),
    ],
)
def test_authors_are_read_in_every_form(written: str, authors: list[tuple[str, str]]) -> None:
    paper = one(f"author = {{{written}}}")
    assert [(author.family, author.given) for author in paper.authors] == authors


@pytest.mark.parametrize(
    ("fields", "venue"),
    [
        ("journaltitle = {TODS}, publisher = {ACM}", "TODS"),
        ("journal = {arXiv preprint arXiv:1706.03762}", "arXiv"),
        ("journal = {CoRR}", "arXiv"),
        ("eprint = {1706.03762}, archiveprefix = {arXiv}", "arXiv"),
        (r"howpublished = {\url{https://example.org/}}", ""),
        ("school = {MIT}", "MIT"),
        ("publisher = {O'Reilly}", "O'Reilly"),
    ],
)
def test_the_venue_is_the_first_that_is_one(fields: str, venue: str) -> None:
    assert one(fields).venue == venue


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ("year = {2014}", 2014),
        ("date = {2014-12-02}", 2014),
        ("date = {2014-12/2015-01}", 2014),
        ("year = {c. 1998}", 1998),
        ("month = dec", None),
    ],
)
def test_the_year_is_taken_from_year_or_date(fields: str, year: int | None) -> None:
    assert one(fields).year == year


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ("doi = {10.1000/A_b}", ["doi:10.1000/a_b"]),
        (r"doi = {10.1000/a\_b}", ["doi:10.1000/a_b"]),
        ("eprint = {1706.03762v5}", ["arXiv:1706.03762"]),
        ("eprint = {arXiv:cs/0112017}, eprinttype = {arxiv}", ["arXiv:cs/0112017"]),
        ("url = {http://arxiv.org/abs/1706.03762}", ["arXiv:1706.03762"]),
        (r"howpublished = {\url{https://arxiv.org/pdf/1706.03762.pdf}}", ["arXiv:1706.03762"]),
        ("journal = {arXiv preprint arXiv:1706.03762}", ["arXiv:1706.03762"]),
        ("isbn = {978-1-4919-7429-2}", ["isbn:9781491974292"]),
        ("pmid = {21551462}", ["pubmed:21551462"]),
        ("acl = {P18-1001}", ["acl:P18-1001"]),
        (
            "ids_other = {doi:10.1000/x; https://arxiv.org/abs/1706.03762; https://example.org/p}",
            ["arXiv:1706.03762", "doi:10.1000/x"],
        ),
        ("eprint = {123456}, eprinttype = {jstor}", []),
    ],
)
def test_identifiers_are_found_in_every_field(fields: str, ids: list[str]) -> None:
    assert [str(each) for each in one(fields).ids] == ids


def test_strings_months_and_joined_values_are_put_together() -> None:
    papers, told = read(
        '@string{TODS = "ACM Trans. " # {Database Syst.}}\n@STRING(short = tods # "!")\n'
        '@article{a1, title = "A " # {Title}, journal = Tods, month = 10 # "~" # jan, note = short}'
    )
    assert told == []
    fields = papers[0].fields
    assert (fields["journal"], fields["month"], fields["note"]) == (
        "ACM Trans. Database Syst.",
        "10 jan",
        "ACM Trans. Database Syst.!",
    )
    assert papers[0].title == "A Title"


def test_a_part_inherits_from_its_collection() -> None:
    papers, told = read(
        "@inproceedings{a1, title={Part}, crossref={p}}\n"
        "@proceedings{p, title={The Proceedings}, year=2001, doi={10.1000/whole}, editor={Doe, Jo}}"
    )
    assert told == []
    assert (papers[0].venue, papers[0].year, papers[0].ids) == ("The Proceedings", 2001, ())
    assert papers[1].authors == (Author("Doe", "Jo"),)


MISTAKES = {
    "an entry that is never closed": (
        "@article{a1, title={T},\n@misc{b2, title={B}}",
        [(1, "bibtex")],
        ["b2"],
    ),
    "a comma forgotten": (
        "@misc{b2, title={B}}\n@article{a1, title={T}\n year=2}",
        [(2, "bibtex")],
        ["b2", "a1"],
    ),
    "no brace behind the type": ("\n@article a1,\n@misc{b2, title={B}}", [(2, "bibtex")], ["b2"]),
    "a key twice": ("@misc{a1, title={T}}\n\n@misc{a1, title={U}}", [(3, "bibtex-key")], ["a1"]),
    "no key": ("@misc{, title={T}}", [(1, "bibtex-key")], []),
    "a key with spaces": ("@misc{a 1, title={T}}", [(1, "bibtex-key")], ["a 1"]),
    "a field twice": ("@misc{a1, title={T},\n title={U}}", [(1, "bibtex-field")], ["a1"]),
    "no title": ("@misc{a1,\n author={X}}", [(1, "bibtex-title")], []),
    "a year that is none": ("@misc{a1, title={T},\n year={in press}}", [(2, "bibtex-year")], ["a1"]),
    "a string that is none": ("@misc{a1, title={T},\n\n journal=tods}", [(3, "bibtex-string")], ["a1"]),
    "a doi that is none": ("@misc{a1, title={T},\n doi={see below}}", [(2, "paper-id")], ["a1"]),
    "an id twice": (
        "@misc{a1, title={T}, doi={10.1000/x}}\n@misc{b2, title={U}, url={https://doi.org/10.1000/X}}",
        [(2, "paper-duplicate-id")],
        ["a1", "b2"],
    ),
    "a foreign alias": (
        "@misc{a1, title={T},\n aliases={The  Other}}\n@misc{b2, title={The other!}}",
        [(2, "paper-alias")],
        ["a1", "b2"],
    ),
    "an unknown paper cited": ("@misc{a1, title={T},\n cites={a1, b2}}", [(2, "paper-cites")], ["a1"]),
}


@pytest.mark.parametrize(("text", "told", "keys"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_with_its_line_and_the_rest_is_read(text: str, told: Told, keys: list[str]) -> None:
    papers, found = read(text)
    assert found == told
    assert [paper.key for paper in papers] == keys


def test_an_address_among_the_other_identifiers_leads_to_the_paper(tmp_path: Path) -> None:
    entry = (
        "@misc{a1, title={T}, url={https://one.example/p}, ids_other={https://two.example/q/; doi:10.1000/x}}"
    )
    (tmp_path / "papers.bib").write_text(entry, "utf-8")
    found = Diagnostics()
    registry = load_registry(tmp_path, "papers.bib", found)
    for reference in (
        "https://one.example/p",
        "http://www.two.example/q#page=2",
        "https://doi.org/10.1000/X",
        "a1",
    ):
        paper = registry.find(reference)
        assert paper is not None
        assert paper.key == "a1"
    assert len(found) == 0


def test_a_mistyped_key_is_suggested() -> None:
    found = Diagnostics()
    read_bib("@misc{fan2014cuckoo, title={T}}\n@misc{b, title={B}, cites={fan2014cucko}}", "p", found)
    assert [diagnostic.hint for diagnostic in found] == ["Did you mean fan2014cuckoo?"]


def test_slugs_are_unique_and_never_those_of_listings() -> None:
    keys = ["Authors", "a:b", "a-b", "A_B", "index", "graph-paper", "graph", "???", "张2020"]
    papers, _ = read("".join(f"@misc{{{key}, title={{T{number}}}}}\n" for number, key in enumerate(keys)))
    slugs = [paper.slug for paper in papers]
    assert slugs == [
        "authors-paper", "a-b", "a-b-2", "a_b", "index-paper", "graph-paper", "graph-paper-2", "paper",
        "张2020",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_file_in_any_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    text = "@article{fan2014,\r\n title = {布谷鸟过滤器在实践中优于布隆过滤器},\r\n author = {张, 三}}\r\n"
    (tmp_path / "papers.bib").write_bytes(text.encode(encoding))
    found = Diagnostics()
    registry = load_registry(tmp_path, "papers.bib", found)
    assert registry.papers[0].title == "布谷鸟过滤器在实践中优于布隆过滤器"
    assert len(found) == (0 if encoding.startswith("utf-8") else 1)


def test_without_a_file_there_are_no_papers_and_no_word(tmp_path: Path) -> None:
    found = Diagnostics()
    assert not load_registry(tmp_path, "papers.bib", found)
    assert len(found) == 0


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "papers.bib").mkdir()
    found = Diagnostics()
    assert not load_registry(tmp_path, "papers.bib", found)
    assert len(found) == 1
