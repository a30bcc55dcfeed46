"""Tags and categories, and what they mean here."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from techdigest.diagnostics import Diagnostics
from techdigest.domains.taxonomy import Taxonomy
from techdigest.importers.front.documents import raw_of
from techdigest.importers.front.domains import BadMap, map_text, proposed_map, read_map
from techdigest.importers.front.words import paths_of, words_of

DOMAINS = """\
cloud:
  names: {en: Cloud}
  keywords: [kubernetes, docker]
reinforcement-learning:
  names: {zh-Hans: 强化学习, en: Reinforcement learning}
  synonyms: [rl]
"""


@pytest.fixture
def taxonomy(tmp_path: Path) -> Taxonomy:
    (tmp_path / "domains.yml").write_text(DOMAINS, encoding="utf-8")
    return Taxonomy.load(tmp_path / "domains.yml", Diagnostics())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ()),
        ("", ()),
        ("a, b，c、d; e", ("a", "b", "c", "d", "e")),
        ("C, programming, C++", ("C", "programming", "C++")),
        ("machine learning", ("machine learning",)),
        ("`a b` `c`", ("a b", "c")),
        ("#a #b/c", ("a", "b/c")),
        (["a", "b", "a", None, 2024], ("a", "b", "2024")),
        ([["A", "B"], ["A", "C"]], ("A", "B", "C")),
        ([{"a": "b"}], ("a: b",)),
        ({"a": None, "b": None}, ("a", "b")),
    ],
)
def test_words_are_read_however_they_were_written(value: Any, words: tuple[str, ...]) -> None:
    assert words_of(raw_of(value)) == words


def test_jekyll_splits_a_text_at_spaces() -> None:
    assert words_of(raw_of("Windows VC"), split_spaces=True) == ("Windows", "VC")
    assert words_of(raw_of("Windows VC, Git"), split_spaces=True) == ("Windows VC", "Git")


def test_nested_categories_are_paths() -> None:
    assert paths_of(raw_of(["A", ["B", "C"]])) == (("A",), ("B", "C"))


def test_a_proposal_knows_names_synonyms_keywords_and_joined_words(taxonomy: Taxonomy) -> None:
    words = ["Cloud", "RL", "Docker", "ReinforcementLearning", "强化学习", "Cooking"]
    domains = proposed_map({"categories": Counter(words), "tags": Counter(["rl"])}, taxonomy)
    assert [domains.of("categories", word) for word in words] == [
        ("cloud",),
        ("reinforcement-learning",),
        ("cloud",),
        ("reinforcement-learning",),
        ("reinforcement-learning",),
        (),
    ]
    assert domains.of("tags", "RL") == ("reinforcement-learning",)


def test_the_proposal_is_a_file_that_is_read_as_it_was_meant(taxonomy: Taxonomy) -> None:
    counts = {
        "categories": Counter({'"odd": \\ name': 1, "Docker": 2}),
        "tags": Counter({"yes": 3, "# x": 1}),
    }
    proposed = proposed_map(counts, taxonomy)
    text = map_text(counts, proposed, taxonomy)
    assert '"Docker": [cloud]  # 2' in text
    read = read_map(text, taxonomy)
    for kind, words in counts.items():
        for word in words:
            assert read.of(kind, word) == proposed.of(kind, word)
            assert (kind, word.casefold()) in read.meant


def test_a_map_may_name_domains_by_any_of_their_names(taxonomy: Taxonomy) -> None:
    domains = read_map("tags: {x: [强化学习, Cloud], y: rl}\n", taxonomy)
    assert domains.of("tags", "X") == ("reinforcement-learning", "cloud")
    assert domains.of("tags", "y") == ("reinforcement-learning",)


@pytest.mark.parametrize("text", ["tags: {x: cluod}", "tags: [a]", "tags: {", "- a"])
def test_a_map_that_means_nothing_is_refused(text: str, taxonomy: Taxonomy) -> None:
    with pytest.raises(BadMap):
        read_map(text, taxonomy)
