"""The posts of the build's benchmark: the same at every call, of the promised make-up, truly edited."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence

import pytest
from bench.build.corpus import Post, chart, write_posts
from bench.build.edits import most_linked, with_sentence, with_title

POSTS = 220


@pytest.fixture(scope="module")
def posts() -> list[Post]:
    return write_posts(POSTS)


def fingerprint(posts: Sequence[Post]) -> str:
    return hashlib.sha256("".join(post.markdown + chart(post.slug) for post in posts).encode()).hexdigest()


def links(post: Post) -> list[tuple[str, str, str, str]]:
    """The links to other posts: text, slug, file and anchor."""
    return re.findall(r"\[([^\]]+)\]\(\.\./([^/]+)/([^)#]+)#?([^)]*)\)", post.body)


def test_the_corpus_is_the_same_in_every_process(posts: list[Post]) -> None:
    script = (
        "from bench.build.corpus import write_posts\n"
        "from tests.bench.test_build_corpus import fingerprint\n"
        f"print(fingerprint(write_posts({POSTS})))"
    )
    env = os.environ | {"PYTHONHASHSEED": "7"}
    told = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == fingerprint(posts)


def test_there_are_as_many_posts_as_asked_for_each_in_a_file_of_its_own() -> None:
    for count in (1, 2, 3, 11, 47):
        posts = write_posts(count)
        assert len({(post.slug, post.file_name) for post in posts}) == count


def test_pairs_are_simplified_and_english_and_each_fifth_is_traditional_too(posts: list[Post]) -> None:
    languages: dict[str, list[str]] = {}
    for post in posts:
        languages.setdefault(post.slug, []).append(post.lang)
    for number, found in enumerate(languages.values()):
        assert found == ["zh-Hans", "en", "zh-Hant"][: 3 if number % 5 == 4 else 2]


def test_posts_have_4400_bytes_on_average_and_no_two_are_alike(posts: list[Post]) -> None:
    sizes = [len(post.markdown.encode()) for post in posts]
    assert 4200 < sum(sizes) / len(sizes) < 4600
    assert min(sizes) < 0.85 * max(sizes)
    assert len({post.body for post in posts}) == len({post.title for post in posts}) == POSTS


def test_every_post_has_formulas_a_picture_code_a_table_tags_and_a_date(posts: list[Post]) -> None:
    for post in posts:
        assert len(re.findall(r"(?<!\$)\$[^$\n]+\$(?!\$)", post.body)) == 3
        assert post.body.count("$$\n") == 2
        assert post.body.count("](chart.svg ") == 1
        assert post.body.count("\n```") == 2
        assert "\n| --- | --- | --- |\n" in post.body
        assert 1 <= len(post.tags) <= 3
        assert re.match(r'---\ntitle: ".+"\ndate: 20\d\d-\d\d-\d\d\ntags: \[".+"\]\n---\n\n', post.markdown)


def test_each_eighth_pair_is_a_digest_whose_sections_name_their_sources(posts: list[Post]) -> None:
    digests = [post for post in posts if "## TL;DR" in post.body]
    assert len({post.slug for post in digests}) == sum(
        1 for number in range(len({post.slug for post in posts})) if number % 8 == 3
    )
    for post in digests:
        sources = re.findall(
            r"\{#s\d\}\n\n(?:Source: |原文链接：|原文連結：)<https://\w+\.example/\d+>", post.body
        )
        assert len(sources) == post.body.count("{#s") >= 4


def test_links_lead_to_posts_and_sections_by_their_titles(posts: list[Post]) -> None:
    by_file = {(post.slug, post.file_name): post for post in posts}
    found = Counter[str]()
    for post in posts:
        for text, slug, file, anchor in links(post):
            target = by_file[slug, file]
            assert target.lang == post.lang
            if anchor:
                assert f"\n## {text} {{#{anchor}}}\n" in f"\n{target.body}\n"
            else:
                assert text == target.title
            found["section" if anchor else "post"] += slug != post.slug
    assert found["section"] > POSTS / 2
    assert found["post"] > POSTS / 2


def test_chinese_sentences_hold_english_terms_and_traditional_ones_are_traditional(posts: list[Post]) -> None:
    mixed = sum(bool(re.search(r"[\u4e00-\u9fff] [a-z]+ ?[\u4e00-\u9fff：]", post.body)) for post in posts)
    assert mixed > 0.9 * sum(post.lang != "en" for post in posts)
    for post in posts:
        prose = re.sub(r"```.*?```", "", post.title + post.body, flags=re.DOTALL)
        assert not (set("缓调据") & set(prose)) or post.lang == "zh-Hans"
        assert not (set("緩調據") & set(prose)) or post.lang == "zh-Hant"


def test_an_edit_changes_one_sentence_and_takes_the_place_of_the_one_before(posts: list[Post]) -> None:
    once = with_sentence(posts[4], "first")
    twice = with_sentence(once, "second 2")
    assert once.body == posts[4].body + "\n\nAdded later: first."
    assert twice.body == posts[4].body + "\n\nAdded later: second 2."
    assert (twice.title, twice.slug, twice.tags) == (posts[4].title, posts[4].slug, posts[4].tags)


def test_a_new_title_changes_nothing_but_the_line_of_the_title(posts: list[Post]) -> None:
    once = with_title(posts[4], "first")
    twice = with_title(once, "second 2")
    assert twice.title == f"{posts[4].title} · second 2"
    before, after = posts[4].markdown.splitlines(), twice.markdown.splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [f'title: "{twice.title}"']


def test_the_post_that_is_retitled_is_the_one_to_which_most_others_link(posts: list[Post]) -> None:
    counted = Counter((slug, file) for post in posts for _, slug, file, _ in links(post) if slug != post.slug)
    chosen = most_linked(posts)
    assert chosen.lang == "zh-Hans"
    most = max(count for (_, file), count in counted.items() if file == "index.md")
    assert counted[chosen.slug, chosen.file_name] == most >= 3
