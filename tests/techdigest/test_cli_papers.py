from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.paper_services import CUCKOO, Services, arxiv_entry, serve
from techdigest.cli import main
from techdigest.diagnostics import Diagnostics
from techdigest.papers.bibtex import read_bib

BEFORE = "% mine\r\n@article{old1,\r\n  title = {An Old Paper},\r\n  year=1999,\r\n  doi = {10.1000/old}}"


@pytest.fixture
def services() -> Iterator[Services]:
    with serve() as started:
        started.works["10.1145/2674005.2674994"] = CUCKOO
        started.entries["2006.14171"] = arxiv_entry(
            "2006.14171",
            "A Closer Look at\n  $\\alpha$-Loss",
            ("Andr\u00e9 Dupont", "Wei Li"),
            journal="J. Tests 3 (2021)",
        )
        yield started


@pytest.fixture
def bib(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "papers.bib"


def papers(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["papers", *map(str, arguments)])


def add(services: Services, *arguments: str) -> Result:
    urls = ("--arxiv-url", f"{services.url}/api/query", "--crossref-url", services.url)
    return papers("add", "--papers", "papers.bib", "--delay", "0", *urls, *arguments)


def test_a_doi_is_looked_up_and_its_entry_appended(services: Services, bib: Path) -> None:
    result = add(services, "doi:10.1145/2674005.2674994")
    assert result.exit_code == 0, result.output
    found = Diagnostics()
    (paper,) = read_bib(bib.read_text(encoding="utf-8"), "papers.bib", found)
    assert (paper.key, paper.year, list(found)) == ("fan2014cuckoo", 2014, [])
    assert paper.title == "Cuckoo Filter: Practically Better Than Bloom"
    assert [author.name for author in paper.authors] == ["Bin Fan", "Dave G. Andersen", "The Filter Group"]
    assert paper.venue == "Proceedings of the 10th ACM Conference on emerging Networking & Technologies"
    assert paper.fields["pages"] == "75–88"
    assert bib.read_text(encoding="utf-8") == result.stdout


def test_an_arxiv_id_is_looked_up_in_any_form(services: Services, bib: Path) -> None:
    result = add(services, "https://arxiv.org/pdf/2006.14171v3")
    assert result.exit_code == 0, result.output
    (paper,) = read_bib(bib.read_text(encoding="utf-8"), "papers.bib", Diagnostics())
    assert (paper.key, paper.title) == ("dupont2020closer", "A Closer Look at α-Loss")
    assert paper.authors[0].name == "André Dupont"
    assert [str(each) for each in paper.ids] == ["arXiv:2006.14171"]
    assert paper.fields["note"] == "J. Tests 3 (2021)"
    assert "id_list=2006.14171" in services.asked[0][0]


def test_an_arxiv_entry_that_names_a_doi_gets_both(services: Services, bib: Path) -> None:
    services.entries["2001.00001"] = arxiv_entry("2001.00001", "Both", ("A B",), doi="10.1000/Both.1")
    assert add(services, "arXiv:2001.00001").exit_code == 0
    (paper,) = read_bib(bib.read_text(encoding="utf-8"), "papers.bib", Diagnostics())
    assert [str(each) for each in paper.ids] == ["arXiv:2001.00001", "doi:10.1000/both.1"]


def test_what_is_in_the_file_stays_to_the_byte(services: Services, bib: Path) -> None:
    bib.write_bytes(BEFORE.encode())
    assert add(services, "arXiv:2006.14171", "doi:10.1145/2674005.2674994").exit_code == 0
    after = bib.read_bytes()
    assert after.startswith(BEFORE.encode() + b"\r\n\r\n@misc{")
    assert b"\n" not in after.replace(b"\r\n", b"")
    keys = [paper.key for paper in read_bib(after.decode(), "papers.bib", Diagnostics())]
    assert keys == ["old1", "dupont2020closer", "fan2014cuckoo"]


def test_a_paper_that_is_there_is_named_and_nobody_is_asked(services: Services, bib: Path) -> None:
    bib.write_text(BEFORE, encoding="utf-8", newline="")
    result = add(services, "https://doi.org/10.1000/OLD")
    assert (result.exit_code, result.stdout) == (0, "doi:10.1000/old is there already: old1, papers.bib:2\n")
    assert (services.asked, bib.read_bytes()) == ([], BEFORE.encode())


def test_a_work_that_is_there_under_its_doi_is_not_added_again(services: Services, bib: Path) -> None:
    bib.write_text(BEFORE, encoding="utf-8", newline="")
    services.entries["2001.00002"] = arxiv_entry("2001.00002", "An old paper", ("A B",), doi="10.1000/old")
    result = add(services, "arXiv:2001.00002")
    assert result.exit_code == 0
    expected = "The paper is there already: old1, papers.bib:2. Add to it: ids_other = {arXiv:2001.00002}\n"
    assert result.stdout == expected
    assert bib.read_bytes() == BEFORE.encode()


def test_a_dry_run_prints_and_writes_nothing(services: Services, bib: Path) -> None:
    result = add(services, "--dry-run", "--key", "mine", "arXiv:2006.14171")
    assert result.exit_code == 0
    assert result.stdout.startswith("@misc{mine,\n")
    assert not bib.exists()


@pytest.mark.parametrize("key", ["old1", "a b", "{", ""])
def test_a_key_that_is_taken_or_none_is_refused(services: Services, bib: Path, key: str) -> None:
    bib.write_text(BEFORE, encoding="utf-8", newline="")
    result = add(services, "--key", key, "arXiv:2006.14171")
    assert result.exit_code == 2
    assert "--key" in result.stderr
    assert bib.read_bytes() == BEFORE.encode()


def test_keys_of_like_papers_differ(services: Services, bib: Path) -> None:
    services.entries["2006.14172"] = arxiv_entry("2006.14172", "Closer to Home", ("Zoé Dupont",))
    assert add(services, "arXiv:2006.14171", "arXiv:2006.14172").exit_code == 0
    keys = [paper.key for paper in read_bib(bib.read_text(encoding="utf-8"), "papers.bib", Diagnostics())]
    assert keys == ["dupont2020closer", "dupont2020closer-2"]


@pytest.mark.parametrize("reference", ["arXiv:1901.99999", "doi:10.1000/nobody"])
def test_what_nobody_knows_is_exit_status_1(services: Services, bib: Path, reference: str) -> None:
    result = add(services, reference, "arXiv:2006.14171")
    assert result.exit_code == 1
    assert f"knows no {reference}" in result.stderr
    assert "dupont2020closer" in bib.read_text(encoding="utf-8")  # the others are added all the same


@pytest.mark.parametrize("reference", ["arXiv:2006.14171", "doi:10.1145/2674005.2674994"])
def test_a_busy_service_is_asked_again_but_not_for_ever(
    services: Services, bib: Path, reference: str
) -> None:
    services.failures = [503, 503]
    assert add(services, "--dry-run", reference).exit_code == 0
    services.asked.clear()
    services.failures = [503] * 9
    result = add(services, reference)
    assert (result.exit_code, len(services.asked)) == (2, 3)
    assert "503" in result.stderr
    assert not bib.exists()


@pytest.mark.parametrize("reference", ["arXiv:2006.14171", "doi:10.1145/2674005.2674994"])
def test_without_a_network_there_is_one_message(bib: Path, reference: str) -> None:
    with serve() as gone:
        pass
    result = add(gone, reference)
    assert result.exit_code == 2
    assert "cannot be asked" in result.stderr
    assert "Is there a network?" in result.stderr
    assert "Traceback" not in result.output
    assert not bib.exists()


@pytest.mark.parametrize(
    ("reference", "library"), [("arXiv:2006.14171", "arxiv"), ("doi:10.1145/2674005.2674994", "habanero")]
)
def test_without_the_libraries_the_message_says_what_to_install(
    services: Services, bib: Path, monkeypatch: pytest.MonkeyPatch, reference: str, library: str
) -> None:
    for module in ("arxiv_api", "crossref_api"):
        monkeypatch.delitem(sys.modules, f"techdigest.papers.lookup.{module}", raising=False)
    monkeypatch.setitem(sys.modules, library, None)
    result = add(services, reference)
    assert result.exit_code == 2
    assert "pip install 'techdigest[papers]'" in result.stderr
    assert not bib.exists()


def test_the_services_learn_who_asks(services: Services, bib: Path) -> None:
    contact = ("--contact", "reader@example.org", "--dry-run")
    assert add(services, *contact, "arXiv:2006.14171", "doi:10.1145/2674005.2674994").exit_code == 0
    for _, agent in services.asked:
        assert "techdigest/" in agent
        assert "mailto:reader@example.org" in agent
    assert bib.parent.exists()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b'{"message": []}',
        b'{"message": {"DOI": "10.1000/other", "title": ["X"]}}',
        b"\xff\xfe",
        b"<",
    ],
)
@pytest.mark.parametrize("reference", ["arXiv:2006.14171", "doi:10.1145/2674005.2674994"])
def test_a_senseless_answer_is_no_entry(services: Services, bib: Path, raw: bytes, reference: str) -> None:
    services.raw = raw or b" "
    result = add(services, reference)
    assert result.exit_code in (1, 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert not bib.exists()


def test_a_hostile_answer_cannot_write_other_entries(services: Services, bib: Path) -> None:
    evil = "X}\n}\n@misc{evil, title={Evil}}\n\x1b[2J%\\input{/etc/passwd}"
    services.works["10.1145/2674005.2674994"] = {
        **CUCKOO,
        "title": [evil, 3],
        "subtitle": {"a": 1},
        "author": [evil, {"family": evil, "given": ["x"]}, {"family": None}, 7],
        "container-title": "A" * 100_000,
        "issued": {"date-parts": [["2014"]]},
        "page": ["1-2", None],
    }
    result = add(services, "doi:10.1145/2674005.2674994")
    assert result.exit_code == 0, result.output
    assert "\x1b" not in result.output
    papers_read = read_bib(bib.read_text(encoding="utf-8"), "papers.bib", Diagnostics())
    assert len(papers_read) == 1
    assert papers_read[0].title == " ".join(evil.replace("\x1b", " ").split())
    assert papers_read[0].year is None
    assert len(papers_read[0].venue) == 1000


def test_an_answer_without_end_is_cut_off(services: Services, bib: Path) -> None:
    services.raw = b"<feed>" + b" " * 3_000_000
    result = add(services, "arXiv:2006.14171")
    assert result.exit_code == 2
    assert "no end" in result.stderr
    assert not bib.exists()


def test_nothing_is_appended_to_an_entry_that_is_not_closed(services: Services, bib: Path) -> None:
    bib.write_text("@article{open, title = {Never closed", encoding="utf-8")
    result = add(services, "arXiv:2006.14171")
    assert result.exit_code in (0, 2)
    if result.exit_code == 2:
        assert "not closed" in result.stderr
        assert bib.read_text(encoding="utf-8") == "@article{open, title = {Never closed"
    else:
        keys = [paper.key for paper in read_bib(bib.read_text(encoding="utf-8"), "x", Diagnostics())]
        assert "dupont2020closer" in keys


def test_a_file_in_another_encoding_is_left_alone(services: Services, bib: Path) -> None:
    bib.write_bytes("% 论文\n".encode("gbk"))
    result = add(services, "arXiv:2006.14171")
    assert result.exit_code == 2
    assert "not UTF-8" in result.stderr


@pytest.mark.parametrize("reference", ["fan2014cuckoo", "https://example.org/paper.pdf", "\x1b[2J"])
def test_what_is_no_identifier_is_refused(services: Services, bib: Path, reference: str) -> None:
    result = add(services, reference)
    assert result.exit_code == 2
    assert "no identifier" in result.stderr
    assert "\x1b" not in result.output
    assert services.asked == []
    assert bib.parent.exists()


def test_scan_without_a_site_lists_mentions_as_json(bib: Path) -> None:
    bib.write_text(BEFORE, encoding="utf-8", newline="")
    note = bib.parent / "note.md"
    note.write_text("# Title\n\nSee <https://doi.org/10.1000/old> and arXiv:2006.14171.\n", encoding="utf-8")
    result = papers("scan", "--json", "--papers", bib, note)
    assert result.exit_code == 0, result.output
    listed = [(m["line"], m["id"], m["entry"]) for m in json.loads(result.stdout)]
    assert listed == [(3, "doi:10.1000/old", "old1"), (3, "arXiv:2006.14171", None)]
    assert papers("scan", note).stdout.count("note.md:3:") == 2


def test_scan_of_a_folder_reads_markdown_alone_and_says_when_there_is_nothing(bib: Path) -> None:
    (bib.parent / "a.md").write_text("Nothing.\n", encoding="utf-8")
    (bib.parent / "b.json").write_text('"arXiv:2006.14171"', encoding="utf-8")
    result = papers("scan", "--json", bib.parent)
    assert (result.exit_code, json.loads(result.stdout)) == (1, [])
    assert result.stderr == "0 mentions, 0 of papers with an entry\n"


def test_a_paper_of_the_acl_anthology_is_asked_for_by_its_doi(services: Services, bib: Path) -> None:
    doi = "10.18653/v1/n19-1423"
    services.works[doi] = {**CUCKOO, "DOI": "10.18653/v1/N19-1423", "title": ["BERT"], "subtitle": []}
    assert add(services, "https://aclanthology.org/N19-1423/").exit_code == 0
    (paper,) = read_bib(bib.read_text(encoding="utf-8"), "papers.bib", Diagnostics())
    assert [str(each) for each in paper.ids] == ["acl:N19-1423"]
    assert paper.fields["doi"] == "10.18653/v1/N19-1423"


def test_what_no_service_answers_for_is_refused(services: Services, bib: Path) -> None:
    result = add(services, "https://openreview.net/forum?id=rkgNKkHtvB")
    assert result.exit_code == 2
    assert "DOI or arXiv id" in result.stderr
    assert (services.asked, bib.exists()) == ([], False)
