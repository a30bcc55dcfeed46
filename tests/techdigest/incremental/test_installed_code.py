"""What code takes part: another version, another content of what has no version, another hook."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from techdigest.incremental.files import FileDigests
from techdigest.incremental.installed import installed_code
from techdigest.incremental.store import Store

Install = Callable[..., Path]


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for packages on `sys.path`."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    return folder


def install(packages: Path, name: str, version: str, *, record: str = "", url: object = None) -> Path:
    metadata = packages / f"{name}-{version}.dist-info"
    metadata.mkdir()
    (metadata / "RECORD").write_text(record)
    if url is not None:
        (metadata / "direct_url.json").write_text(json.dumps(url))
    return metadata


def test_it_is_the_same_in_another_process(tmp_path: Path) -> None:
    hook = tmp_path / "hook.py"
    hook.write_text("pass")
    code = (
        "import sys; from pathlib import Path; from techdigest.incremental.installed import installed_code;"
        f" sys.path[:] = {sys.path!r}; print(installed_code([Path(sys.argv[1])]).hex())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(hook)],
        env=os.environ | {"PYTHONHASHSEED": "5"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == installed_code([hook]).hex()


def test_a_cache_of_digests_changes_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path, limit=10_000_000, notice=print) as store:
        digests = FileDigests(store)
        assert installed_code([], digests) == installed_code([], digests) == installed_code([])


def test_another_distribution_or_version_counts(packages: Path) -> None:
    seen = {installed_code([])}
    metadata = install(packages, "some_plugin", "1.0")
    seen.add(installed_code([]))
    metadata.rename(packages / "some_plugin-1.1.dist-info")
    seen.add(installed_code([]))
    assert len(seen) == 3


def test_a_distribution_that_came_from_a_folder_counts_by_what_it_consists_of(packages: Path) -> None:
    metadata = install(
        packages, "mine", "1.0", url={"url": "file:///mine", "dir_info": {}}, record="mine.py,sha256=a,1\n"
    )
    before = installed_code([])
    (metadata / "RECORD").write_text("mine.py,sha256=b,1\n")
    assert installed_code([]) != before


def test_the_packages_of_an_editable_distribution_count_by_content(packages: Path, tmp_path: Path) -> None:
    package = tmp_path / "project" / "src" / "mine"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (tmp_path / "project" / "src" / "notes.txt").write_text("not to be imported")
    (packages / "_mine.pth").write_text(f"import os\n# a comment\n\n{package.parent}\n")
    editable = {"url": "file:///project", "dir_info": {"editable": True}}
    install(
        packages, "mine", "1.0", url=editable, record="_mine.pth,sha256=a,1\nmine-1.0.dist-info/RECORD,,\n"
    )
    seen = [installed_code([])]
    for name, text in (("__init__.py", "x = 1"), ("template.html", "<p>"), ("template.html", "<b>")):
        (package / name).write_text(text)
        seen.append(installed_code([]))
    assert len(set(seen)) == 4
    (tmp_path / "project" / "src" / "notes.txt").write_text("other")
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "x.pyc").write_bytes(b"x")
    assert installed_code([]) == seen[-1]


def test_the_packages_that_setuptools_finds_for_an_editable_distribution_count(
    packages: Path, tmp_path: Path
) -> None:
    package = tmp_path / "mine"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (tmp_path / "module.py").write_text("")
    mapping = {"mine": str(package), "module": str(tmp_path / "module")}
    finder = packages / "__editable___mine_1_0_finder.py"
    finder.write_text(f"import sys\nMAPPING: dict[str, str] = {mapping!r}\nNAMESPACES = {{}}\n")
    editable = {"url": "file:///project", "dir_info": {"editable": True}}
    install(packages, "mine", "1.0", url=editable, record=f"{finder.name},sha256=a,1\n")
    seen = {installed_code([])}
    (package / "__init__.py").write_text("x = 1")
    seen.add(installed_code([]))
    (tmp_path / "module.py").write_text("x = 1")
    seen.add(installed_code([]))
    assert len(seen) == 3


@pytest.mark.parametrize("name", ["techdigest", "cjksearch", "techdigest_theme"])
def test_our_packages_count_by_content(name: str, packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = installed_code([])
    package = packages / name
    package.mkdir()
    (package / "__init__.py").write_text("")
    monkeypatch.delitem(sys.modules, name, raising=False)  # so that it is looked for
    importlib.invalidate_caches()
    instead = installed_code([])
    (package / "more.css").write_text("p {}")
    assert len({before, instead, installed_code([])}) == 3


def test_sources_count_by_name_and_content_wherever_they_are(tmp_path: Path) -> None:
    for place in ("one", "other"):
        (tmp_path / place / "theme" / "partials").mkdir(parents=True)
        (tmp_path / place / "theme" / "partials" / "a.html").write_text("<p>")
        (tmp_path / place / "hook.py").write_text("pass")
    sources = [[tmp_path / place / "theme", tmp_path / place / "hook.py"] for place in ("one", "other")]
    before = installed_code(sources[0])
    assert before == installed_code(sources[1])
    (tmp_path / "one" / "theme" / "partials" / "a.html").rename(tmp_path / "one" / "theme" / "a.html")
    (tmp_path / "other" / "hook.py").write_text("pass  # changed")
    assert len({before, *map(installed_code, sources), installed_code([])}) == 4


def test_absent_sources_and_links_that_loop_do_no_harm(tmp_path: Path) -> None:
    hook = tmp_path / "hook.py"
    before = installed_code([hook])
    hook.write_text("")
    assert installed_code([hook]) != before
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "loop").symlink_to("..")
    (tmp_path / "theme" / "dangling").symlink_to("nowhere")
    os.mkfifo(tmp_path / "theme" / "pipe")
    assert installed_code([tmp_path / "theme"])
