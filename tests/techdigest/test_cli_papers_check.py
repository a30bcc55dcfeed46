from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from techdigest.cli import main

CONFIG = "site_name: x\ndocs_dir: content\nplugins: [techdigest]\n"
BIB = """@inproceedings{fan2014cuckoo,
  title = {Cuckoo Filter: Practically Better Than Bloom}, author = {Fan, Bin}, year = 2014,
  doi = {10.1145/2674005.2674994}, cites = {bloom1970space}}
@article{bloom1970space,
  title = {Space/Time Trade-offs in Hash Coding with Allowable Errors}, year = 1970}
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (tmp_path / "content/notes").mkdir(parents=True)
    (tmp_path / "content/papers.bib").write_text(BIB, "utf-8")
    note(tmp_path, "See [@fan2014cuckoo].")
    return tmp_path


def note(site: Path, text: str, name: str = "a.md") -> None:
    (site / "content/notes" / name).write_text(f"---\ntitle: Filters\nlang: en\n---\n\n{text}\n", "utf-8")


def bib(site: Path, text: str) -> None:
    (site / "content/papers.bib").write_text(BIB + text, "utf-8")


def papers(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["papers", *map(str, arguments)])


def test_where_all_fits_nothing_is_said(site: Path) -> None:
    result = papers("check", "--strict")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "2 papers, 1 mention, 0 errors, 0 warnings\n"


def test_a_mention_without_entry_comes_with_its_place_and_the_command(site: Path) -> None:
    note(site, "See [@fan2014cuckoo] and arXiv:2006.14171.\n\nAgain <https://arxiv.org/abs/2006.14171v2>.")
    result = papers("check")
    assert result.exit_code == 0
    assert result.stdout == (
        "notes/a.md:6: warning[paper-missing] arXiv:2006.14171 has no entry, and 1 times more\n"
        "    | See [@fan2014cuckoo] and arXiv:2006.14171.\n"
        "    hint: techdigest papers add arXiv:2006.14171\n"
    )
    assert papers("check", "--strict").exit_code == 1


def test_a_key_that_is_none_fails(site: Path) -> None:
    note(site, "See [@fan2014cuckoo] and [@fan2014cucko, sec. 3].")
    result = papers("check")
    assert result.exit_code == 1
    assert result.stdout.startswith("notes/a.md:6: error[paper-unknown] ")
    assert "fan2014cucko" in result.stdout
    assert "Did you mean fan2014cuckoo?" in result.stdout


def test_a_cited_key_that_is_none_fails(site: Path) -> None:
    bib(site, "@misc{other, title={Wholly Another Matter}, cites={nobody}}\n")
    note(site, "See [@fan2014cuckoo; @other].")
    result = papers("check")
    assert result.exit_code == 1
    assert "papers.bib:6: error[paper-cites] other cites 'nobody'" in result.stdout


def test_an_entry_that_nobody_mentions_or_cites_is_named(site: Path) -> None:
    bib(site, "@misc{lonely,\n title={Wholly Another Matter}}\n")
    result = papers("check")
    assert result.exit_code == 0
    assert "papers.bib:6: warning[paper-unmentioned] no note mentions lonely" in result.stdout
    assert "bloom1970space" not in result.stdout


def test_one_work_under_two_names_is_told(site: Path) -> None:
    title = "Cuckoo filter - practically better than BLOOM"
    bib(site, f"@misc{{fan2014preprint, title={{{title}}}, year=2014, eprint={{1501.00001}}}}\n")
    note(site, "See [@fan2014cuckoo; @fan2014preprint].")
    result = papers("check")
    assert (
        "papers.bib:6: warning[paper-twice] fan2014preprint has the title of fan2014cuckoo" in result.stdout
    )
    assert "ids_other = {arXiv:1501.00001}" in result.stdout
    assert "paper-near" not in result.stdout


def test_like_titles_of_other_people_and_years_are_two_works(site: Path) -> None:
    bib(
        site,
        "@misc{a1, title={Old}, author={A}, year=2001}\n@misc{b2, title={Old}, author={C}, year=2009}",
    )
    note(site, "See [@fan2014cuckoo; @a1; @b2].")
    assert "paper-twice" not in papers("check").stdout


def test_near_titles_are_suggested_with_their_distance(site: Path) -> None:
    bib(site, "@misc{near1, title={Cuckoo Filter: Practically Better Then Blooms}, year=2020}\n")
    note(
        site,
        "See [@fan2014cuckoo; @near1].\n\nRead 《Space/Time Trade-off in Hash Coding with Allowed Errors》.",
    )
    result = papers("check")
    assert result.exit_code == 0
    assert (
        "warning[paper-near] the title of near1 is near that of fan2014cuckoo (distance 0.0" in result.stdout
    )
    assert "notes/a.md:8: warning[paper-title] 'Space/Time Trade-off in Hash Coding" in result.stdout
    assert (
        "is 'Space/Time Trade-offs in Hash Coding with Allowable Errors' of bloom1970space" in result.stdout
    )


def test_check_outside_a_site_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert papers("check").exit_code == 2
    assert papers("add", "arXiv:2006.14171").exit_code == 2


def test_scan_takes_the_papers_of_the_site(site: Path) -> None:
    result = papers("scan", "--json", "content")
    assert result.exit_code == 0
    (mention,) = json.loads(result.stdout)
    assert (mention["file"], mention["line"], mention["column"]) == ("content/notes/a.md", 6, 6)
    assert (mention["form"], mention["entry"]) == ("citation", "fan2014cuckoo")


def test_scan_of_a_folder_lists_file_by_file_and_steers_no_terminal(site: Path) -> None:
    note(
        site, "《Cuckoo Filter: Practically Better Than Bloom》\x1b[31m and arXiv:2006.14171", "b\x1b[31m.md"
    )
    result = papers("scan", "content/notes")
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["place", "form", "id", "or", "title", "entry"]
    assert lines[1].startswith("content/notes/a.md:6:6 ")
    assert [line.split()[-1] for line in lines[2:]] == ["fan2014cuckoo", "arXiv:2006.14171"]
    assert result.stderr.splitlines()[-1] == "3 mentions, 2 of papers with an entry"


def test_scan_of_a_missing_registry_is_refused(site: Path) -> None:
    result = papers("scan", "--papers", "none.bib", "content")
    assert (result.exit_code, result.stderr) == (2, "Error: none.bib: no such file\n")
