"""Mentions of whole notes: front matter, titles and file names, sections, digest items and sentences."""

from __future__ import annotations

import pytest

from support.mentioned import registry
from techdigest.papers.mentions import find_named, scan_text
from techdigest.papers.mentions.citations import Cited, parse_citation
from techdigest.papers.model import Mention
from techdigest.papers.titles import near, title_key

REGISTRY = registry()


def scan(text: str, path: str = "notes/some.md") -> tuple[Mention, ...]:
    return scan_text(text, path, REGISTRY)


def test_front_matter_names_papers_by_key_identifier_address_and_title() -> None:
    found = scan(
        "---\ntitle: T\npapers:\n  - cuckoo\n  - arXiv:1706.03762\n  - https://doi.org/10.1145/945445.945450\n"
        "  - The Tail at Scale\n  - nobody2020nothing\n---\n\nText.\n"
    )
    assert [(m.form, m.key) for m in found] == [
        ("front-matter", "cuckoo"),
        ("front-matter", "attention"),
        ("front-matter", "gfs"),
        ("front-matter", "tail"),
        ("front-matter", None),
    ]
    assert {m.line for m in found} == {3}


def test_sources_of_front_matter_are_papers_where_their_address_or_title_is_one() -> None:
    found = scan(
        "---\nsources:\n  - url: https://arxiv.org/abs/1412.6980\n  - url: https://a.example/b\n"
        "    title: The Tail at Scale\n  - url: https://a.example/c\n---\n\nText.\n"
    )
    assert [m.key for m in found] == ["adam", "tail"]


def test_lines_are_those_of_the_file_not_of_the_body() -> None:
    (mention,) = scan("---\ntitle: T\nlang: en\n---\n\nSee 《The Tail at Scale》.\n")
    assert (mention.line, mention.column) == (6, 6)


def test_the_papers_of_an_items_heading_are_mentions_of_this_item() -> None:
    first = '## 1. Hashing {#hash paper="arXiv:1706.03762" source="https://a.example/"}'
    second = '## 2. More {#more source="https://b.example/"}'
    (mention,) = scan(f"# Week 3\n\n{first}\n\nText.\n\n{second}\n\nText.\n")
    assert (mention.form, mention.key, mention.line) == ("front-matter", "attention", 3)
    assert (mention.item, mention.heading, mention.column) == ("hash", "Hashing", first.index("arXiv") + 1)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("notes/a.md", "---\ntitle: 论文笔记：The Tail at Scale\n---\n\nText.\n"),
        ("notes/a.md", "# [2013] The Tail at Scale\n\nText.\n"),
        ("notes/a.md", "# The Tail at Scale——论文笔记\n\nText.\n"),
        ("notes/2013_Dean_The Tail at Scale.md", "Text.\n"),
        ("notes/the-tail-at-scale/index.md", "Text.\n"),
        ("notes/2013-02-01-the-tail-at-scale.md", "Text.\n"),
    ],
)
def test_a_note_whose_title_or_file_name_is_a_papers_title_is_about_it(path: str, text: str) -> None:
    assert [(m.form, m.key) for m in scan(text, path)] == [("note-title", "tail")]


def test_a_short_title_names_a_note_only_where_it_says_that_it_is_on_a_paper() -> None:
    assert scan("# Cuckoo Hashing\n") == ()
    assert [m.key for m in scan("# [論文解讀] Cuckoo Hashing\n")] == ["cuckoohash"]


def test_mentions_belong_to_their_section_and_digest_item() -> None:
    found = scan(
        "# Digest\n\nSee arXiv:1706.03762.\n\n## One {#one}\n\n原文：<https://a.example/1>\n\n"
        "See arXiv:1412.6980.\n\n### Deeper\n\nSee arXiv:1802.03268.\n\n## Two {#two}\n\n"
        "原文：<https://a.example/2>\n\nSee arXiv:1512.03385.\n\n## Last words\n\nSee arXiv:1810.04805.\n"
    )
    assert [(m.key, m.heading, m.item) for m in found] == [
        ("attention", "", ""),
        ("adam", "One", "one"),
        ("enas", "Deeper", "one"),
        ("resnet", "Two", "two"),
        ("bert", "Last words", ""),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "先说别的。**采样**见《Sampling Matters in Deep Embedding Learning》。再说。",
            "采样见《Sampling Matters in Deep Embedding Learning》。",
        ),
        (
            "First. It is [due](https://arxiv.org/abs/1412.6980) to Kingma et al. in 2015. Then more.",
            "It is due to Kingma et al. in 2015.",
        ),
        ("Is it $O(n)$? Yes, by arXiv:1412.6980! More.", "Yes, by arXiv:1412.6980!"),
        ("It takes $\\frac{1}{2}$ of arXiv:1412.6980 at $n+1$.", "It takes … of arXiv:1412.6980 at n+1."),
        ("- one\n- by `adam`, arXiv:1412.6980\n- three", "by adam, arXiv:1412.6980"),
    ],
)
def test_the_sentence_around_a_mention_is_plain_text(text: str, sentence: str) -> None:
    assert [m.sentence for m in scan(text)] == [sentence]


def test_a_long_sentence_is_cut_around_the_mention() -> None:
    (mention,) = scan("word " * 300 + "arXiv:1412.6980 " + "word " * 300)
    assert len(mention.sentence) <= 300
    assert "arXiv:1412.6980" in mention.sentence


def test_one_place_is_one_mention_with_the_most_telling_form() -> None:
    (mention,) = scan("见[《Adam: A Method for Stochastic Optimization》](https://arxiv.org/abs/1412.6980)。")
    assert (mention.form, mention.key, str(mention.id)) == ("title", "adam", "arXiv:1412.6980")


def test_where_identifier_and_title_disagree_the_identifier_is_right() -> None:
    assert [m.key for m in scan("[The Tail at Scale](https://arxiv.org/abs/1412.6980)")] == ["adam"]
    assert [m.key for m in scan("论文：《The Tail at Scale》 https://arxiv.org/abs/1412.6980")] == ["adam"]
    line = "[1] J. Dean, L. Barroso. The tail at scale. CoRR, 2013. arXiv:1412.6980"
    assert [m.key for m in scan(line)] == ["adam"]


def test_named_places_are_those_of_the_text_and_never_go_over_a_gap() -> None:
    text = "读《The Tail at Scale》和 arXiv:1412.6980，不读《The Tail\ufffc at Scale》。"
    assert [(text[n.start : n.end], n.key, n.form) for n in find_named(text, REGISTRY)] == [
        ("The Tail at Scale", "tail", "title"),
        ("arXiv:1412.6980", "adam", "id"),
    ]


def test_citations_are_parsed_with_prefix_locator_and_suppressed_author() -> None:
    assert parse_citation("@a") == (Cited("a"),)
    assert parse_citation("see @a, p. 7; -@DBLP:conf/osdi/Burrows06 sec. 3") == (
        Cited("a", "see", "p. 7"),
        Cited("DBLP:conf/osdi/Burrows06", "", "sec. 3", suppress_author=True),
    )


@pytest.mark.parametrize("inner", ["", "a", "me@example.org", "@", "@a @b", "@a;", "x@a", "@a/b@c"])
def test_what_is_no_citation_is_none(inner: str) -> None:
    assert parse_citation(inner) is None


def test_near_titles_come_nearest_first_with_their_distance() -> None:
    keys = [title_key(paper.title) for paper in REGISTRY.papers]
    found = near(title_key("Attention is all we need"), keys, 2)
    assert [key for key, _ in found] == [title_key("Attention is all you need")]
    assert 0 < found[0][1] < 0.2
    assert near("quitesomethingelse", keys, 3) == []
