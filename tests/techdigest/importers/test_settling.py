"""What is written and what is left alone: edits survive to the last character, undo is exact."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from techdigest.importers.model import Finding, Outcome
from techdigest.importers.record import BadRecord, Journal, Record, Written
from techdigest.importers.safe_files import digest_of, inside
from techdigest.importers.settling import Action, Settler, undo

Files = dict[str, str]


class Site:
    """A folder of notes and the record of its imports."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.into = root / "notes"
        self.record = root / "imports" / "blog.json"
        self.offers = root / "imports" / "blog"

    def bring(self, files: Files, *, is_dry: bool = False) -> dict[str, Action]:
        try:
            before = Record.load(self.record)
        except FileNotFoundError:
            before = Record()
        settler = Settler(self.into, before, self.offers, None, is_dry=is_dry)
        for path, text in files.items():
            settler.put(path, text.encode(), Written("", f"source/{path}"))
        settler.finish()
        if not is_dry:
            Record("blog", "hexo", (), "../notes", settler.files).save(self.record)
        return {deed.path: deed.action for deed in settler.deeds}

    def state(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }

    def edit(self, path: str, text: str) -> None:
        target = self.into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


FIRST = {"a/index.md": "one\n", "a/kick.png": "picture", "b/index.md": "two\n"}


def test_a_first_import_writes_everything(site: Site) -> None:
    assert set(site.bring(FIRST).values()) == {Action.NEW}
    for path, text in FIRST.items():
        assert (site.into / path).read_bytes() == text.encode()


def test_a_second_import_changes_no_byte_and_no_time(site: Site) -> None:
    site.bring(FIRST)
    before = site.state()
    times = {path: (site.into / path).stat().st_mtime_ns for path in FIRST}
    assert set(site.bring(FIRST).values()) == {Action.UNCHANGED}
    assert site.state() == before
    assert {path: (site.into / path).stat().st_mtime_ns for path in FIRST} == times


def test_a_changed_source_updates_what_nobody_edited(site: Site) -> None:
    site.bring(FIRST)
    changed = {**FIRST, "a/index.md": "one!\n"}
    assert site.bring(changed)["a/index.md"] == Action.UPDATED
    assert (site.into / "a/index.md").read_bytes() == b"one!\n"
    assert site.bring(changed)["a/index.md"] == Action.UNCHANGED


@pytest.mark.parametrize("edited", ["one", "one\n\n", "0ne\n", "one\r\n", " one\n", "One\n", ""])
def test_an_edit_of_one_character_is_never_lost(site: Site, edited: str) -> None:
    site.bring(FIRST)
    site.edit("a/index.md", edited)
    assert site.bring(FIRST)["a/index.md"] == Action.EDITED
    assert site.bring({**FIRST, "a/index.md": "one!\n"})["a/index.md"] == Action.CONFLICT
    assert site.bring({**FIRST, "a/index.md": "one?\n"})["a/index.md"] == Action.CONFLICT
    assert (site.into / "a/index.md").read_bytes() == edited.encode()
    assert (site.offers / "a/index.md.txt").read_bytes() == b"one?\n"


def test_a_conflict_stays_until_somebody_settles_it(site: Site) -> None:
    site.bring(FIRST)
    site.edit("a/index.md", "mine\n")
    changed = {**FIRST, "a/index.md": "theirs\n"}
    site.bring(changed)
    assert site.bring(changed)["a/index.md"] == Action.CONFLICT
    site.edit("a/index.md", "mine and theirs\n")
    (site.offers / "a/index.md.txt").unlink()
    assert site.bring(changed)["a/index.md"] == Action.EDITED
    assert site.bring({**FIRST, "a/index.md": "newer\n"})["a/index.md"] == Action.CONFLICT
    assert (site.into / "a/index.md").read_bytes() == b"mine and theirs\n"


def test_a_conflict_ends_where_both_versions_are_the_same(site: Site) -> None:
    site.bring(FIRST)
    site.edit("a/index.md", "mine\n")
    changed = {**FIRST, "a/index.md": "theirs\n"}
    site.bring(changed)
    site.edit("a/index.md", "theirs\n")
    assert site.bring(changed)["a/index.md"] == Action.UNCHANGED
    assert not site.offers.exists()
    site.edit("b/index.md", "mine\n")
    site.bring({**changed, "b/index.md": "theirs\n"})
    assert site.bring(changed)["b/index.md"] == Action.EDITED  # the source went back to what it was
    assert not site.offers.exists()


def test_a_note_that_was_deleted_here_stays_away(site: Site) -> None:
    site.bring(FIRST)
    (site.into / "b/index.md").unlink()
    assert site.bring({**FIRST, "b/index.md": "two!\n"})["b/index.md"] == Action.DELETED
    assert not (site.into / "b/index.md").exists()
    assert site.bring(FIRST)["b/index.md"] == Action.DELETED


def test_what_lies_there_already_is_not_touched_nor_claimed(site: Site) -> None:
    site.edit("a/index.md", "theirs\n")
    site.edit("b/index.md", "two\n")
    actions = site.bring(FIRST)
    assert (actions["a/index.md"], actions["b/index.md"]) == (Action.IN_THE_WAY, Action.UNCHANGED)
    undo(site.record)
    assert site.state() == {"notes/a/index.md": b"theirs\n", "notes/b/index.md": b"two\n"}


def test_a_note_whose_source_is_gone_stays(site: Site) -> None:
    site.bring(FIRST)
    assert site.bring({"a/index.md": "one\n"}) == {
        "a/index.md": Action.UNCHANGED,
        "a/kick.png": Action.GONE,
        "b/index.md": Action.GONE,
    }
    assert (site.into / "b/index.md").read_bytes() == b"two\n"
    undo(site.record)
    assert site.state() == {}


def test_a_note_that_moves_is_not_there_twice(site: Site, tmp_path: Path) -> None:
    record = Record(files={"a/index.md": Written(digest_of(b"one\n"), "a.md")})
    for text, action in (("one\n", Action.MOVED), ("mine\n", Action.GONE)):
        site.edit("a/index.md", text)
        settler = Settler(site.into, record, site.offers, None)
        settler.put("a/index.en.md", b"one\n", Written("", "a.md"))
        settler.finish()
        assert settler.deeds[-1].action == action
    assert (site.into / "a/index.md").read_bytes() == b"mine\n"


def test_a_dry_run_writes_nothing(site: Site) -> None:
    assert set(site.bring(FIRST, is_dry=True).values()) == {Action.NEW}
    assert site.state() == {}
    site.bring(FIRST)
    site.edit("a/index.md", "mine\n")
    before = site.state()
    assert site.bring({**FIRST, "a/index.md": "theirs\n"}, is_dry=True)["a/index.md"] == Action.CONFLICT
    assert site.state() == before


def test_undo_takes_back_exactly_what_was_brought_in(site: Site) -> None:
    site.edit("own/index.md", "mine\n")
    site.edit("a-file.md", "mine\n")
    before = site.state()
    site.bring(FIRST)
    site.bring({**FIRST, "a/index.md": "one!\n"})
    done = undo(site.record)
    assert sorted(done.removed) == sorted(FIRST)
    assert done.kept == ()
    assert site.state() == before
    assert not (site.into / "a").exists()


@pytest.mark.parametrize("edited", ["one", "one\n\n", "0ne\n"])
def test_undo_leaves_what_was_edited_by_one_character(site: Site, edited: str) -> None:
    site.bring(FIRST)
    site.edit("a/index.md", edited)
    site.edit("a/own.md", "mine\n")
    done = undo(site.record)
    assert done.kept == ("a/index.md",)
    assert {path: data for path, data in site.state().items() if path.startswith("notes")} == {
        "notes/a/index.md": edited.encode(),
        "notes/a/own.md": b"mine\n",
    }
    site.edit("a/index.md", "one\n")  # back to what was brought in
    assert undo(site.record).removed == ("a/index.md",)
    assert site.state() == {"notes/a/own.md": b"mine\n"}


def test_undo_takes_back_versions_that_were_laid_aside(site: Site) -> None:
    site.bring(FIRST)
    site.edit("a/index.md", "mine\n")
    site.bring({**FIRST, "a/index.md": "theirs\n"})
    undo(site.record)
    assert not site.offers.exists()


def test_an_import_that_was_killed_is_gone_on_with_and_undone(site: Site) -> None:
    site.bring({"b/index.md": "two\n"})
    journal = Journal(site.record, "../notes", "blog")
    settler = Settler(site.into, Record.load(site.record), site.offers, journal)
    settler.put("a/index.md", b"one\n", Written("", "a.md"))
    journal.tell("c/index.md", Written(digest_of(b"three\n"), "c.md"))  # killed before it was written
    journal.close()
    with (site.record.parent / "blog.json.journal").open("ab") as file:
        file.write(b'{"path": "d/ind')
    record = Record.load(site.record)
    assert set(record.files) == {"a/index.md", "b/index.md"}
    assert record.folders() == {("a.md", 0): "a", ("source/b/index.md", 0): "b"}
    undo(site.record)
    assert site.state() == {}


def test_the_first_import_may_be_killed_too(site: Site) -> None:
    journal = Journal(site.record, "../notes", "blog")
    Settler(site.into, Record(), site.offers, journal).put("a/index.md", b"one\n", Written("", "a.md"))
    journal.close()
    assert undo(site.record).removed == ("a/index.md",)
    assert site.state() == {}


@pytest.mark.parametrize("path", ["../x.md", "/x.md", "a/../../x.md", "", "a//b", "a/./b", "a\\b", "a\0b"])
def test_no_path_leaves_the_folder_of_notes(path: str, site: Site) -> None:
    assert inside(site.into, path) is None
    assert site.bring({path: "x"}) == {path: Action.IN_THE_WAY}
    assert set(site.state()) == {"imports/blog.json"}


def test_links_in_the_folder_of_notes_are_not_written_through(site: Site, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.md").write_text("theirs", encoding="utf-8")
    site.into.mkdir()
    (site.into / "a").symlink_to(outside)
    (site.into / "b").mkdir()
    (site.into / "b/index.md").symlink_to(outside / "index.md")
    assert set(site.bring({"a/index.md": "x", "b/index.md": "x"}).values()) == {Action.IN_THE_WAY}
    assert (outside / "index.md").read_text(encoding="utf-8") == "theirs"


def test_a_record_that_names_foreign_files_removes_none_of_them(site: Site, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    site.bring(FIRST)
    values = json.loads(site.record.read_bytes())
    values["files"] = {"../secret": {"digest": digest_of(b"x")}}
    site.record.write_text(json.dumps(values), encoding="utf-8")
    assert undo(site.record).removed == ()
    assert (tmp_path / "secret").read_bytes() == b"x"


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    found = [
        Finding("a.md", 3, "rule", Outcome.GUESSED, "té\nxt", "why"),
        Finding("b.md", 0, "x", Outcome.KEPT, ""),
    ]
    record = Record(
        "blog", "hexo", ("one", "two"), "../notes", {"a/index.md": Written("00", "a.md", 2, "11", "22")},
        ("x.domains.yml", "33"), found,
    )  # fmt: skip
    record.save(tmp_path / "r.json")
    assert Record.load(tmp_path / "r.json") == record
    assert json.loads((tmp_path / "r.json").read_bytes())["summary"] == {
        "guessed": {"rule": 1},
        "kept": {"x": 1},
    }


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=strategies.binary(max_size=60)
    | strategies.sampled_from([b"{}", b"[]", b'{"version": 2}', b'{"version": 1, "files": 3}', b"[" * 3_000])
)
def test_any_bytes_are_a_record_or_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_bytes(data)
    with pytest.raises(BadRecord):
        Record.load(tmp_path / "r.json")
    (tmp_path / "n.json.journal").write_bytes(data)
    assert Record.load(tmp_path / "n.json").files == {}


_TEXTS = strategies.dictionaries(
    strategies.sampled_from(["a/index.md", "a/index.en.md", "b/index.md", "c/x.png"]),
    strategies.sampled_from(["1", "2", "3"]),
)
_STEPS = strategies.lists(
    strategies.tuples(strategies.sampled_from(["source", "hand", "remove"]), _TEXTS), max_size=8
)


@settings(max_examples=60, deadline=None)
@given(steps=_STEPS)
def test_whatever_happens_no_edit_is_overwritten_and_undo_removes_no_edit(
    steps: list[tuple[str, Files]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = Site(tmp_path_factory.mktemp("site"))
    edits: dict[str, str | None] = {}
    for kind, files in steps:
        if kind == "source":
            site.bring(files)
            assert {
                path: action
                for path, action in site.bring(files).items()
                if action in (Action.NEW, Action.UPDATED)
            } == {}
        for path, text in files.items() if kind != "source" else ():
            if kind == "hand":
                site.edit(path, f"hand {text}")
                edits[path] = f"hand {text}"
            elif (site.into / path).exists():
                (site.into / path).unlink()
                edits.pop(path, None)
        for path, edit in edits.items():
            assert (site.into / path).read_text(encoding="utf-8") == edit
    if site.record.exists():
        undo(site.record)
    left = {
        path.relative_to(site.into).as_posix(): path.read_text(encoding="utf-8")
        for path in site.into.rglob("*.*")
    }
    assert left == edits
