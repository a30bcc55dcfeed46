"""What the client finds where the heads of postings do not tell of all units."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from cjksearch.index import others
from cjksearch.index.unit import Unit
from cjksearch.static import postings, write

Client = Callable[..., Any]

#: None of them has another wording.
WORDS = ("青蛙", "石头", "铅笔", "灯笼", "稻田", "quartz", "violin", "tundra", "zebra")
QUERIES = ("青蛙", "青蛙 石头", "violin quartz", "稻田 tundra", "zebra 铅笔 灯笼")
ALL = 200


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An index of the same units with short heads, and one with whole lists of postings."""
    chooser = random.Random(11)
    units = [
        Unit(
            str(i),
            f"p{i // 2}/#{i}",
            f"title{i // 2}",
            " ".join(chooser.choices(WORDS, k=chooser.choice([0, 0, 1]))),
            "。".join(chooser.choices(WORDS, k=chooser.randint(1, 12))),
            chooser.choice(["en", "zh-Hans", "zh-Hant"]),
            facets={"domain": (chooser.choice(["cloud", "data", "rl", "math"]),)},
        )
        for i in range(120)
    ]
    made = {name: tmp_path_factory.mktemp(name) for name in ("heads", "whole")}
    write(units, made["whole"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "HEAD", 4)
        patch.setattr(postings, "HEAD_OF_CHARACTER", 3)
        write(units, made["heads"])
    return made


def ask(client: Client, folder: Path, *asked: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    queries = [{"query": query, "options": {"excerpts": False, **options}} for query, options in asked]
    answers: list[dict[str, Any]] = client("search", folder=str(folder), queries=queries)["answers"]
    return answers


def urls(answer: dict[str, Any]) -> list[str]:
    return [hit["url"] for hit in answer["hits"]]


def test_a_filter_loses_nothing(client: Client, folders: dict[str, Path]) -> None:
    chosen: list[dict[str, list[str]]] = [
        {"lang": ["en"]},
        {"domain": ["rl"], "lang": ["zh-Hans", "en"]},
        {"domain": ["math", "data"]},
    ]
    asked = [(query, {"limit": ALL, "filters": filters}) for query in QUERIES for filters in chosen]
    some, all_ = (ask(client, folders[name], *asked) for name in ("heads", "whole"))
    for (query, _), one, every in zip(asked, some, all_, strict=True):
        assert len(every["hits"]) == every["total"] > 4, query
        assert sorted(urls(one)) == sorted(urls(every)), query


def test_where_a_filter_leaves_few_they_are_ranked_as_by_whole_lists(
    client: Client, folders: dict[str, Path]
) -> None:
    asked = [
        (query, {"filters": {"domain": [domain]}, "limit": limit, "offset": offset})
        for query in QUERIES
        for domain in ("rl", "cloud")
        for limit, offset in ((10, 0), (3, 4), (30, 10))
    ]
    some, all_ = (ask(client, folders[name], *asked) for name in ("heads", "whole"))
    assert sum(answer["total"] > 10 for answer in all_) > 10
    for one, every in zip(some, all_, strict=True):
        assert one["hits"] == every["hits"]


def test_pages_of_results_are_parts_of_one_list_that_lacks_nothing(
    client: Client, folders: dict[str, Path]
) -> None:
    for query in QUERIES:
        pages = [(query, {"limit": 4, "offset": offset}) for offset in range(0, ALL, 4)]
        found = list(chain.from_iterable(map(urls, ask(client, folders["heads"], *pages))))
        (every,) = ask(client, folders["whole"], (query, {"limit": ALL}))
        assert len(set(found)) == len(found), query
        assert set(found) == set(urls(every)), query


def test_a_phrase_is_found_in_any_unit(client: Client, folders: dict[str, Path]) -> None:
    asked = [(f'"{query}"', {"limit": 20}) for query in ("青蛙。石头", "violin。tundra", "灯笼")]
    some, all_ = (ask(client, folders[name], *asked) for name in ("heads", "whole"))
    for one, every in zip(some, all_, strict=True):
        assert one["total"] == every["total"] > 0
        assert one["hits"] == every["hits"]


def test_a_first_page_reads_no_tail(client: Client, folders: dict[str, Path]) -> None:
    asked = [(query, {"limit": 3}) for query in QUERIES]
    answers = ask(client, folders["heads"], *asked)
    assert not any("/l/" in address for answer in answers for address in answer["requests"])
    (second,) = ask(client, folders["heads"], ("青蛙", {"offset": 10}))
    assert any("/l/" in address for address in second["requests"])


def test_heads_rank_as_whole_lists_where_what_was_left_out_says_too_little(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A unit of the tail mentions the word once in a long text; each of a head has it in its heading.
    long = "正文很长，" * 60
    units = [
        Unit(str(i), f"p{i}/", f"zebra {i}" if i % 8 == 0 else f"n{i}", "", f"{long} zebra violin")
        for i in range(120)
    ]
    monkeypatch.setattr(postings, "HEAD", 20)
    write(units, tmp_path / "heads")
    monkeypatch.undo()
    write(units, tmp_path / "whole")
    (heads,) = ask(client, tmp_path / "heads", ("zebra", {"limit": 10}))
    (whole,) = ask(client, tmp_path / "whole", ("zebra", {"limit": 10}))
    assert heads["hits"] == whole["hits"]
    assert not any("/l/" in address for address in heads["requests"])


def test_it_is_said_whether_there_may_be_more(client: Client, folders: dict[str, Path]) -> None:
    asked = [(query, {"limit": 3}) for query in QUERIES]
    for answer in ask(client, folders["whole"], *asked):
        assert answer["more"] is False
    for one, every in zip(
        ask(client, folders["heads"], *asked), ask(client, folders["whole"], *asked), strict=True
    ):
        assert one["more"] is True
        assert one["total"] < every["total"]
    filtered = [(query, {"filters": {"lang": ["en"]}, "limit": ALL}) for query in QUERIES]
    for one, every in zip(
        ask(client, folders["heads"], *filtered), ask(client, folders["whole"], *filtered), strict=True
    ):
        assert one["more"] is False  # tails have been read
        assert one["total"] == every["total"]


def test_of_a_lone_character_there_is_no_tail_and_more_is_said(
    client: Client, folders: dict[str, Path]
) -> None:
    heads, later = ask(client, folders["heads"], ("蛙", {}), ("蛙", {"offset": 10}))
    assert [heads["total"], heads["more"]] == [3, True]
    assert [later["hits"], later["more"]] == [[], True]


def test_the_client_knows_how_many_units_an_index_keeps_of_another_wording() -> None:
    plan = (Path(others.__file__).parent.parent / "client" / "plan.js").read_text("utf-8")
    assert f"const MOST_UNITS_OF_WORDING = {others.MOST};" in plan
