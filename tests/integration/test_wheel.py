"""The wheel, installed away from this checkout, builds other people's sites."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

MATERIAL_AND_SEARCH = """\
site_name: 只要搜尋
theme: {name: material, language: zh-TW}
plugins: [cjksearch]
"""


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command away from this checkout and return what it printed."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=env | {"NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def elsewhere(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment that holds the wheel, and this one's dependencies but not this checkout."""
    tmp = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp, cwd=root)
    run(sys.executable, "-m", "venv", "--without-pip", tmp / "venv", cwd=tmp)
    (wheel,) = tmp.glob("*.whl")
    python = tmp / "venv" / "bin" / "python"
    (packages,) = (tmp / "venv" / "lib").glob("python*/site-packages")
    # A folder named in a .pth file is searched, but its own .pth files (our editable install) are not read.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    install = ["-m", "pip", "install", "-q", "--no-deps", "--no-index", "--ignore-installed"]
    run(sys.executable, *install, "--prefix", tmp / "venv", wheel, cwd=tmp)
    where = run(
        python, "-c", "import cjksearch, techdigest, techdigest_theme as t; print(t.__file__)", cwd=tmp
    )
    assert str(packages) in where
    return python.parent


def test_a_site_with_theme_and_both_plugins_builds_from_an_empty_folder(
    elsewhere: Path, tmp_path: Path
) -> None:
    run(elsewhere / "python", "-m", "techdigest", "new", tmp_path / "notes", cwd=tmp_path)
    run(elsewhere / "python", "-m", "mkdocs", "build", "--strict", cwd=tmp_path / "notes")
    site = tmp_path / "notes" / "site"
    assert (site / "cjksearch").is_dir()
    assert (site / "feed.xml").is_file()
    assert (site / "en" / "index.html").is_file()


def test_a_plain_material_site_gets_search_from_one_line(elsewhere: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(
        "# 首頁\n\n叢集聯邦與 cluster federation。\n", encoding="utf-8"
    )
    (tmp_path / "mkdocs.yml").write_text(MATERIAL_AND_SEARCH, encoding="utf-8")
    run(elsewhere / "python", "-m", "mkdocs", "build", "--strict", cwd=tmp_path)
    assert (tmp_path / "site" / "cjksearch").is_dir()
    assert "cjksearch" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
