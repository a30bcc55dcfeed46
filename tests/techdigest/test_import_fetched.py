"""Pictures that were fetched once stay, whether or not a later import fetches any."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.sources import PNG, plant, post
from techdigest import cli_import
from techdigest.cli import main
from techdigest.scaffold import make_site

BODY = "中文的正文在这里，足够长。\n\n![](https://a.example/x.png) ![](https://b.example/x.png)\n"
NOTE = "content/notes/one"


class Web:
    """Has a picture at every address, no two alike."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, address: str) -> bytes:
        self.asked.append(address)
        return PNG + address.encode()


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Web:
    make_site(tmp_path / "site", "Site", datetime.date(2026, 1, 31))
    plant(tmp_path / "blog", {"source/_posts/one.md": post("title: 一", BODY)})
    monkeypatch.chdir(tmp_path / "site")
    web = Web()
    monkeypatch.setattr(cli_import, "_fetcher", lambda: web)
    assert run("../blog", "--fetch-images").exit_code == 0
    return web


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments])


def state() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(Path("content").rglob("*")) if path.is_file()}


@pytest.mark.parametrize("more", [(), ("--fetch-images",)])
def test_a_second_import_changes_nothing_and_fetches_nothing(web: Web, more: tuple[str, ...]) -> None:
    before = state()
    assert before[f"{NOTE}/x.png"] == PNG + b"https://a.example/x.png"
    assert before[f"{NOTE}/x-2.png"] == PNG + b"https://b.example/x.png"
    web.asked.clear()
    result = run("../blog", *more)
    assert (result.exit_code, web.asked) == (0, [])
    assert "3 files unchanged" in result.output
    assert state() == before


def test_a_changed_source_keeps_them_and_a_picture_of_its_own_gets_another_name(web: Web) -> None:
    plant(Path("../blog"), {"source/_posts/one.md": post("title: 一", f"![](x.png)\n\n{BODY}")})
    plant(Path("../blog"), {"source/_posts/x.png": PNG, "source/_posts/two.md": post("title: 二", BODY)})
    assert run("../blog").exit_code == 0
    assert "![](x-3.png)\n\n" in Path(f"{NOTE}/index.md").read_text(encoding="utf-8")
    assert "![](x.png) ![](x-2.png)" in Path(f"{NOTE}/index.md").read_text(encoding="utf-8")
    assert Path(f"{NOTE}/x.png").read_bytes() == PNG + b"https://a.example/x.png"
    assert Path("content/notes/two/x-2.png").read_bytes() == PNG + b"https://a.example/x.png"


def test_one_that_was_edited_or_deleted_stays_so(web: Web) -> None:
    note = Path(f"{NOTE}/index.md").read_bytes()
    Path(f"{NOTE}/x.png").write_bytes(b"edited")
    Path(f"{NOTE}/x-2.png").unlink()
    result = run("../blog", "--fetch-images")
    assert "1 file edited by hand, left alone" in result.output
    assert "1 file deleted by hand, left so" in result.output
    assert Path(f"{NOTE}/index.md").read_bytes() == note
    assert Path(f"{NOTE}/x.png").read_bytes() == b"edited"
    assert run("--undo", "content/imports/blog.json").exit_code == 1
    assert [str(path) for path in Path(NOTE).iterdir()] == [f"{NOTE}/x.png"]
