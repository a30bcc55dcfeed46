"""Tags in addresses."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techdigest.site.tag_slugs import distinct_tags, tag_slug


@pytest.mark.parametrize(
    ("tag", "slug"),
    [
        ("强化学习", "强化学习"),
        ("K8s", "k8s"),
        ("Ｋ８Ｓ", "k8s"),
        ("Deep Learning", "deep-learning"),
        ("deep-learning", "deep-learning"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
    ],
)
def test_a_tag_keeps_its_words(tag: str, slug: str) -> None:
    assert tag_slug(tag) == slug


def test_tags_that_differ_only_in_punctuation_keep_apart() -> None:
    assert len({tag_slug(tag) for tag in ["net", ".net", "net!", "(net)"]}) == 4


@pytest.mark.parametrize("tag", ["../../etc/passwd", "index", "...", "", "a/b", "😀", "con" * 100])
def test_a_hostile_tag_is_one_harmless_path_segment(tag: str) -> None:
    slug = tag_slug(tag)
    assert slug
    assert "/" not in slug
    assert not slug.startswith(".")
    assert slug != "index"
    assert len(slug) <= 80


@settings(deadline=None)  # machines are shared
@given(st.text())
def test_every_text_gives_one_path_segment_and_case_does_not_matter(tag: str) -> None:
    slug = tag_slug(tag)
    assert slug
    assert not set(slug) & set("/\\.?#%\0")
    assert len(slug) <= 80
    assert tag_slug(f"  {tag}  ") == slug


def test_the_first_spelling_of_a_tag_counts() -> None:
    assert distinct_tags(["K8s", "云", "k8s"]) == {"k8s": "K8s", "云": "云"}
