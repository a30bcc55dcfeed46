"""Whatever happens to the cache, the build is right, and says so once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from support.build import mkdocs_build
from support.oracle.builds import Order, build
from support.oracle.edited import EDITS, EditedSite
from support.oracle.processes import NewProcesses
from support.oracle.trees import difference, tree_of
from techdigest.incremental.outputs import Outputs

pytestmark = pytest.mark.timeout(600)  # a busy machine is slow, not wrong


def flip_bytes(cache: Path) -> None:
    """In each page of the database."""
    path, chance = cache / "store.sqlite3", Random(1)
    data = bytearray(path.read_bytes())
    for at in range(0, len(data), 512):
        data[min(at + chance.randrange(512), len(data) - 1)] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def flip_a_few_bytes(cache: Path) -> None:
    """Most likely in values."""
    path, chance = cache / "store.sqlite3", Random(2)
    data = bytearray(path.read_bytes())
    for _ in range(20):
        data[chance.randrange(len(data) // 2, len(data))] ^= 255
    path.write_bytes(data)


def truncate(cache: Path) -> None:
    path = cache / "store.sqlite3"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def write_text(cache: Path) -> None:
    (cache / "store.sqlite3").write_text("not a database\n" * 100, encoding="utf-8")


def make_it_a_folder(cache: Path) -> None:
    (cache / "store.sqlite3").unlink()
    (cache / "store.sqlite3").mkdir()


def make_the_cache_a_file(cache: Path) -> None:
    shutil.rmtree(cache)
    cache.write_text("no folder", encoding="utf-8")


def garble_the_records_of_the_site(cache: Path) -> None:
    for path in (cache / "outputs").iterdir():
        path.write_bytes(path.read_bytes()[:-40] + b"\xff" * 40)


@pytest.mark.parametrize(
    "damage",
    [
        flip_bytes,
        flip_a_few_bytes,
        truncate,
        write_text,
        make_it_a_folder,
        make_the_cache_a_file,
        garble_the_records_of_the_site,
    ],
)
def test_a_build_with_a_damaged_cache_is_right_even_strict_and_says_so(
    damage: Callable[[Path], None], site: EditedSite, tmp_path: Path, processes: NewProcesses
) -> None:
    warm, clean = tmp_path / "warm", tmp_path / "clean"
    processes.start(Order(site.root, warm)).result()
    (warm / "site" / "index.html").write_text("changed by somebody else", encoding="utf-8")
    for path in (warm / "cache").glob("*-wal"):
        assert path.stat().st_size == 0, "the store was not closed: the damage would not be seen"
    damage(warm / "cache")
    EDITS["add_a_sentence"](site, Random(1))
    expected = build(Order(site.root, clean, strict=True))
    actual = processes.start(Order(site.root, warm, strict=True)).result()
    assert actual == expected
    assert expected.failure == ""
    wrong = difference(tree_of(warm / "site"), tree_of(clean / "site"))
    assert not wrong, wrong
    # The store's, and that of the records where both are gone.
    assert 1 <= len(actual.said_of_cache) <= 2, actual.said


def test_a_cache_that_is_deleted_during_a_build_does_no_harm(
    site: EditedSite, tmp_path: Path, processes: NewProcesses
) -> None:
    warm, clean, chance = tmp_path / "warm", tmp_path / "clean", Random(5)
    processes.start(Order(site.root, warm)).result()
    for _ in range(5):
        said = EDITS["add_a_sentence"](site, chance)
        running = processes.start(Order(site.root, warm))
        time.sleep(chance.random() / 2)
        shutil.rmtree(warm / "cache", ignore_errors=True)
        expected = build(Order(site.root, clean))
        for actual in (running.result(), processes.start(Order(site.root, warm)).result()):
            assert actual == expected, said
            wrong = difference(tree_of(warm / "site"), tree_of(clean / "site"))
            assert not wrong, f"{said}\n{wrong}"
        shutil.rmtree(clean)


def test_a_cache_that_is_deleted_as_a_build_begins_does_no_harm(
    site: EditedSite, tmp_path: Path, processes: NewProcesses, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[str] = []
    look = Outputs._look

    def look_too_late(outputs: Outputs) -> None:
        if not gone:
            shutil.rmtree(tmp_path / "out/cache")
            gone.append("cache")
        look(outputs)

    monkeypatch.setattr(Outputs, "_look", look_too_late)
    assert build(Order(site.root, tmp_path / "out")).failure == ""
    assert gone == ["cache"]
    assert (tmp_path / "out/site/index.html").exists()


@pytest.mark.parametrize("is_new", [False, True], ids=["a cache", "no cache yet"])
def test_a_read_only_cache_is_a_notice(is_new: bool, site: EditedSite, tmp_path: Path) -> None:
    out, cache = tmp_path / "out", site.root / ".cache" / "techdigest"
    cache.mkdir(parents=True)
    if not is_new:
        mkdocs_build(site.root / "mkdocs.yml", out / "site")
    EDITS["add_a_sentence"](site, Random(1))
    for path in (*cache.rglob("*"), cache):
        path.chmod(0o555 if path.is_dir() else 0o444)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(site.root / "mkdocs.yml")]
    done = subprocess.run(
        [*_obeying_permissions(), *command, "-d", str(out / "site")],
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    cache.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count(str(cache)) >= 1, done.stderr
    build(Order(site.root, tmp_path / "clean"))
    wrong = difference(tree_of(out / "site"), tree_of(tmp_path / "clean" / "site"))
    assert not wrong, wrong


def _obeying_permissions() -> list[str]:
    """What lets a command heed the modes of files even where the tests run as root."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root ignores the modes of files, and there is no setpriv to take that from it")
    return [setpriv, "--bounding-set=-dac_override,-dac_read_search", "--"]
