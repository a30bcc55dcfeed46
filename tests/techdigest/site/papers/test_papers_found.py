"""Papers are found from the command line by what readers know of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cjksearch.index.unit import Unit
from cjksearch.local import LocalIndex
from cjksearch.pages import Hints, page_units, sections
from support.papers import BLOOM, CUCKOO
from techdigest.mkdocs_plugin.meta import paper_hints
from techdigest.notes.model import Lang

LANGS: dict[Lang, str] = {"zh-Hans": "", "zh-Hant": "zh-Hant/", "en": "en/"}
NOTE = Unit("n/", "n/", "计数过滤器", text="Bloom 与布谷鸟过滤器都省内存。", lang="zh-Hans", kind="page")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LocalIndex:
    units = [NOTE]
    for paper in (BLOOM, CUCKOO):
        for lang, prefix in LANGS.items():
            hints, _ = Hints.from_meta({"search": paper_hints(paper, lang)})
            units += page_units(f"{prefix}papers/{paper.slug}/", hints.title, lang, sections(""), hints)
    folder: Path = tmp_path_factory.mktemp("papers") / "index"
    return LocalIndex.build(units, folder)


@pytest.mark.parametrize(
    "query",
    [
        CUCKOO.title,
        "Bin Fan",
        "Mitzenmacher",
        "10.1145/2674005.2674994",
        "布谷鸟过滤器：实际上优于布隆过滤器",
        "布穀鳥過濾器 實際上優於布隆過濾器",
        "fan2014cuckoo",
    ],
)
def test_a_paper_comes_first_and_once(index: LocalIndex, query: str) -> None:
    hits = index.search(query)
    assert hits[0].kind == "paper"
    assert hits[0].title == CUCKOO.title
    assert [hit.title for hit in hits].count(CUCKOO.title) == 1
