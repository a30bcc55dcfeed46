from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.snippet_site import CODE, SnippetSite
from techdigest.cli import main

BARE_PYTHON = (sys.executable, "-I", "-S")  # no site-packages, no environment
WRONG = "assert 1 + 1 == 3\n"
DRAWING = CODE + 'open("curve.svg", "w").write("<svg xmlns=\'http://www.w3.org/2000/svg\'/>")\n'


def snippets(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["snippets", *map(str, arguments)])


def run(*arguments: str) -> Result:
    # What the sandbox does is tested with the runner; here it only has to be there or not.
    return snippets("run", "--no-sandbox", *arguments)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SnippetSite:
    monkeypatch.chdir(tmp_path)
    made = SnippetSite(tmp_path)
    made.add("doubling", claim="Twice 21 is 42")
    return made


def test_run_runs_all_and_writes_their_records(site: SnippetSite) -> None:
    site.add("curve", DRAWING, plot="curve.svg")
    site.add("greeting", "echo hello\n", "bash", expect="hello")
    result = run()
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1] == "3 declared, 3 done: 3 passed"
    assert "[2/3] doubling (cpu): passed, " in result.stdout
    assert list(site.files()) == ["curve/cpu.json", "curve/cpu.svg", "doubling/cpu.json", "greeting/cpu.json"]
    record = json.loads(site.files()["doubling/cpu.json"])
    assert record["snippet"]["pages"] == ["content/notes/doubling.md:5"]
    assert record["result"]["metrics"] == [
        {"name": "answer", "unit": "1", "n": 1, "median": 42.0, "iqr": 0.0}
    ]
    assert (record["commit"], record["dirty"]) == (None, False)


def test_running_twice_changes_no_byte_unless_forced(site: SnippetSite) -> None:
    assert run().exit_code == 0
    before = site.files()
    assert run().exit_code == 0
    assert site.files() == before
    assert run("--force").exit_code == 0
    assert site.files() != before


def test_a_failure_says_where_and_why_and_is_recorded(site: SnippetSite) -> None:
    site.add("wrong", WRONG, claim="One and one is three")
    result = run()
    assert result.exit_code == 1
    assert "content/notes/wrong.md:6: AssertionError" in result.stdout
    assert "claim: One and one is three" in result.stdout
    assert result.stdout.splitlines()[-1] == "2 declared, 2 done: 1 failed, 1 passed"
    assert json.loads(site.files()["wrong/cpu.json"])["result"]["status"] == "failed"


def test_run_runs_the_named_ones_alone(site: SnippetSite) -> None:
    site.add("wrong", WRONG)
    result = run("doubling", "doubling", "--no-records")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "1 declared, 1 done: 1 passed")
    assert site.files() == {}


def test_an_unknown_name_is_refused_with_the_nearest_one(site: SnippetSite) -> None:
    result = run("dubling")
    assert result.exit_code == 2
    assert "There is no snippet dubling. Did you mean doubling?" in result.stderr
    assert "techdigest snippets status lists all." in run("xyz").stderr


def test_where_there_are_no_snippets_nothing_is_called_a_success(site: SnippetSite) -> None:
    for_cluster = run("--target", "kube")
    assert (for_cluster.exit_code, for_cluster.stderr) == (2, "Error: No snippet needs kube.\n")
    shutil.rmtree(site.content / "notes")
    all_of_them = run()
    assert (all_of_them.exit_code, all_of_them.stderr) == (2, "Error: There are no snippets.\n")


def test_what_is_skipped_says_why_and_fails_only_if_it_was_asked_for(site: SnippetSite) -> None:
    site.add("exotic", needs="no-such-command")
    result = run()
    assert result.exit_code == 0
    assert "exotic (cpu): skipped: no-such-command is not installed" in result.stdout
    assert result.stdout.splitlines()[-1] == "2 declared, 2 done: 1 passed, 1 skipped"
    assert "exotic/cpu.json" not in site.files()
    assert run("exotic").exit_code == 1


def test_a_snippet_with_an_error_counts_as_declared_and_fails_the_run(site: SnippetSite) -> None:
    site.add("broken", timeuot="3")
    result = run()
    assert result.exit_code == 1
    assert "notes/broken.md:5: error[snippet-" in result.stderr
    assert "2 declared, 1 done: 1 passed; 1 cannot be run, see the errors above" in result.stdout
    assert run("doubling").exit_code == 0


def test_json_is_all_there_is_on_stdout(site: SnippetSite) -> None:
    site.add("wrong", WRONG)
    result = run("--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert (told["declared"], told["done"]) == (2, 2)
    assert [(each["id"], each["status"], each["page"], each["record"]) for each in told["snippets"]] == [
        ("doubling", "passed", "content/notes/doubling.md:5", "records/doubling/cpu.json"),
        ("wrong", "failed", "content/notes/wrong.md:5", "records/wrong/cpu.json"),
    ]


def test_other_targets_concern_only_what_needs_them(
    site: SnippetSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.add("cluster", needs="kube")
    monkeypatch.delenv("KUBECONFIG", raising=False)
    result = run("--target", "kube")
    assert result.stdout.splitlines()[-1] == "1 declared, 1 done: 1 skipped"
    assert run("doubling", "--target", "kube").exit_code == 2


def test_status_follows_a_snippet_from_never_run_to_stale(site: SnippetSite) -> None:
    def state() -> str:
        result = snippets("status", "--json")
        return str(json.loads(result.stdout)["snippets"][0]["state"])

    assert (state(), snippets("status", "--strict").exit_code) == ("never-run", 0)
    run()
    assert (state(), snippets("status", "--strict").exit_code) == ("verified", 0)
    site.add("doubling", CODE + "assert double(1) == 2\n")
    assert (state(), snippets("status", "--strict").exit_code) == ("stale", 1)
    site.add("doubling", WRONG)
    run()
    assert (state(), snippets("status", "--strict").exit_code) == ("failed", 1)
    assert snippets("status").exit_code == 0


def test_status_shows_pages_needs_targets_and_records(site: SnippetSite) -> None:
    site.add("kernel", needs="gpu")
    (site.content / "notes" / "doubling.en.md").write_text("# Twice\n\n```python {.run id=doubling}\n```\n")
    run("doubling")
    result = snippets("status")
    doubling, kernel = (line.split() for line in result.stdout.splitlines()[1:])
    assert doubling == [
        "doubling",
        "verified",
        "cpu",
        "verified",
        "notes/doubling.md:5,",
        "en:3",
        "records/doubling/",
    ]
    assert kernel == ["kernel", "never-run", "gpu", "notes/kernel.md:5"]
    assert result.stderr == "2 snippets: 1 verified, 1 never-run\n"
    told = json.loads(snippets("status", "--json").stdout)
    assert told["declared"] == 2
    assert told["snippets"][0]["targets"] == {
        "cpu": {"state": "verified", "record": "records/doubling/cpu.json"}
    }
    assert told["snippets"][1]["needs"] == ["gpu"]


def test_status_names_broken_records_and_orphans(site: SnippetSite) -> None:
    run()
    path = site.records / "doubling" / "cpu.json"
    (site.records / "gone").mkdir()
    shutil.copy(path, site.records / "gone" / "cpu.json")
    path.write_bytes(path.read_bytes().replace(b"42.0", b"43.0"))
    result = snippets("status", "--strict")
    assert result.exit_code == 1
    assert "records/doubling/cpu.json: error[record-hash]" in result.stderr
    assert "records/gone/cpu.json: error[record-place]" in result.stderr
    assert "never-run" in result.stdout


def test_a_bare_python_runs_an_export_and_its_records_come_home(site: SnippetSite, tmp_path: Path) -> None:
    site.add("curve", DRAWING, plot="curve.svg", needs="gpu")
    site.add("wrong", WRONG)
    result = snippets("export", "out")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "README.md",
        "jobs.json",
        "portable",
        "run.py",
    ]
    elsewhere = tmp_path / "elsewhere"
    shutil.move("out", elsewhere)

    def bare(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*BARE_PYTHON, *arguments], cwd="/", env={}, capture_output=True, text=True, check=False
        )

    assert bare("-c", "import techdigest").returncode == 1
    done = bare(str(elsewhere / "run.py"), "--target", "cpu", "--no-sandbox")
    assert done.returncode == 1, done.stderr  # "wrong" is wrong there too
    assert "2 of 3 passed" in done.stdout

    taken = snippets("import-records", elsewhere / "records.jsonl")
    assert (taken.exit_code, taken.stderr) == (0, "3 taken, 0 refused\n")
    assert "  records/wrong/cpu.json: failed\n" in taken.stdout
    assert list(site.files()) == ["curve/cpu.json", "curve/cpu.svg", "doubling/cpu.json", "wrong/cpu.json"]
    told = json.loads(snippets("status", "--json").stdout)
    assert {each["id"]: each["state"] for each in told["snippets"]} == {
        "curve": "cpu-only",
        "doubling": "verified",
        "wrong": "failed",
    }

    site.add("doubling", CODE + "assert double(1) == 2\n")
    again = snippets("import-records", elsewhere / "records.jsonl")
    assert again.exit_code == 1
    assert "refused doubling/cpu: stale: the code has changed since it was exported" in again.stderr
    assert again.stderr.endswith("2 taken, 1 refused\n")


def test_tampered_records_do_not_come_home(site: SnippetSite, tmp_path: Path) -> None:
    snippets("export", "out")
    file = tmp_path / "out" / "records.jsonl"
    command = [*BARE_PYTHON, str(tmp_path / "out" / "run.py"), "--no-sandbox"]
    subprocess.run(command, env={}, capture_output=True, check=True)
    file.write_bytes(file.read_bytes().replace(b"42.0", b"43.0"))
    result = snippets("import-records", file)
    assert result.exit_code == 1
    assert "records.jsonl:1: refused: broken: the record was changed after the run" in result.stderr
    assert site.files() == {}


def test_an_export_is_the_same_bytes_each_time_and_holds_what_was_asked_for(site: SnippetSite) -> None:
    site.add("kernel", needs="gpu torch")
    for folder in ("one", "two"):
        assert snippets("export", "--needs", "gpu", folder).exit_code == 0
    trees = [
        {path.relative_to(root): path.read_bytes() for path in Path(root).rglob("*") if path.is_file()}
        for root in ("one", "two")
    ]
    assert trees[0] == trees[1]
    (job,) = json.loads(Path("one/jobs.json").read_text())["jobs"]
    assert (job["id"], job["target"], job["size"]) == ("kernel", "gpu", "full")
    assert not any(path.suffix == ".pyc" for path in trees[0])


def test_an_export_never_writes_over_anything(site: SnippetSite) -> None:
    Path("mine").mkdir()
    Path("mine/file").write_text("mine")
    result = snippets("export", "mine")
    assert result.exit_code == 2
    assert "mine is not an empty folder" in result.stderr
    assert snippets("export", "--needs", "gpu", "out").exit_code == 2
    assert not Path("out").exists()


def test_records_name_the_commit_and_whether_the_notes_differ_from_it(site: SnippetSite) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")

    def git(*arguments: str) -> str:
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.com", *arguments]
        return subprocess.run(
            command, cwd=site.root, capture_output=True, text=True, check=True
        ).stdout.strip()

    def recorded() -> tuple[str, bool]:
        assert run("--force").exit_code == 0
        record = json.loads(site.files()["doubling/cpu.json"])
        return record["commit"], record["dirty"]

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "First")
    commit = git("rev-parse", "HEAD")
    assert recorded() == (commit, False)
    assert recorded() == (commit, False)  # the record itself is new to git, and does not count
    (site.content / "notes" / "new.md").write_text("# New\n")
    assert recorded() == (commit, True)


def test_git_runs_no_program_of_the_repository(site: SnippetSite, tmp_path: Path) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    for arguments in (["init", "-q"], ["add", "."], ["config", "core.fsmonitor", str(trap)]):
        subprocess.run(["git", *arguments], cwd=site.root, check=True)
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "core.fsmonitor=false"]
    subprocess.run(["git", *identity, "commit", "-qm", "First"], cwd=site.root, check=True)
    assert run().exit_code == 0
    assert json.loads(site.files()["doubling/cpu.json"])["commit"]
    assert not (tmp_path / "sprung").exists()


def test_check_names_what_is_wrong_with_snippets(site: SnippetSite) -> None:
    site.add("broken", timeuot="3")
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert "notes/broken.md:5: error[snippet-" in result.stdout
