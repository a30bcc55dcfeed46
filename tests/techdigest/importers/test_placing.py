"""Where notes lie, what they are called, and how posts find one another."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from techdigest.importers.front.documents import document_of
from techdigest.importers.model import Post
from techdigest.importers.placing import Places, title_of

CHINESE = "中文的正文在这里，足够长。"


def made(path: str, body: str = CHINESE, **more: object) -> Post:
    front = more.pop("front", {})
    stem = path.rpartition("/")[2].removesuffix(".md")
    values = {"key": path, "slug": stem, "title": stem, **more}
    return Post(path, body, 1, document_of(front), **values)  # type: ignore[arg-type]  # tests name fields


def test_a_note_has_a_folder_and_its_language_is_in_its_name() -> None:
    places = Places(
        [made("posts/Hello World.md"), made("b.md", "An English text."), made("c.md", lang="zh-Hant")]
    )
    assert {each.path for each in places.of.values()} == {
        "hello-world/index.md",
        "b/index.en.md",
        "c/index.zh-Hant.md",
    }


def test_names_that_are_taken_or_belong_to_the_site_get_a_number() -> None:
    places = Places([made("x/a.md"), made("y/a.md"), made("archive.md"), made("theirs.md")], taken={"theirs"})
    assert [each.folder for each in places.of.values()] == ["a", "archive-2", "theirs-2", "a-2"] or {
        each.folder for each in places.of.values()
    } == {"a", "a-2", "archive-2", "theirs-2"}
    assert {each.rule for each in places.findings} == {"slug-taken"}


def test_a_name_without_letters_is_the_title_or_a_note() -> None:
    places = Places([made("…….md", title="Real title"), made("!!!.md", title="？？")])
    assert {each.folder for each in places.of.values()} == {"real-title", "note"}


def test_a_post_keeps_the_folder_that_an_earlier_import_gave_it() -> None:
    before = {("y/a.md", 0): "a"}
    places = Places([made("x/a.md"), made("y/a.md", front={"title": "New title"})], before=before)
    assert (places.of["y/a.md", 0].folder, places.of["x/a.md", 0].folder) == ("a", "a-2")


def test_posts_that_were_one_note_and_are_no_longer_get_folders_of_their_own() -> None:
    before = {("a.md", 0): "a", ("a-en.md", 0): "a"}
    places = Places([made("a.md", key="a"), made("a-en.md", key="a-en")], before=before)
    assert sorted(each.path for each in places.of.values()) == ["a-en/index.md", "a/index.md"]


@pytest.mark.parametrize("other", ["a-en.md", "a_en.md", "a.english.md", "a EN.md"])
def test_a_name_that_ends_in_a_language_is_a_translation_if_its_twin_is_there(other: str) -> None:
    key = other.removesuffix(".md")
    places = Places([made("a.md", key="a"), made(other, "An English text.", key=key)])
    assert places.of["a.md", 0].path == "a/index.md"
    assert places.of[other, 0].path == "a/index.en.md"


def test_a_name_that_ends_in_a_language_is_no_translation_of_nothing_nor_of_its_own_language() -> None:
    places = Places([made("a-en.md", "An English text.", key="a-en")])
    assert places.of["a-en.md", 0].path == "a-en/index.en.md"
    places = Places([made("a.md", key="a"), made("a-en.md", key="a-en")])
    assert places.of["a-en.md", 0].path == "a-en/index.md"


def test_a_key_of_translations_pairs_what_names_do_not() -> None:
    pair = {"translationKey": "k"}
    places = Places(
        [
            made("一.md", front={**pair, "lang": "zh"}),
            made("one.md", "An English text.", front={**pair, "lang": "en"}),
        ]
    )
    assert {each.path for each in places.of.values()} == {"一/index.md", "一/index.en.md"}


def test_two_posts_of_one_key_and_language_are_two_notes() -> None:
    places = Places([made("a.md", key="k"), made("b.md", key="k", slug="b")])
    assert len({each.path for each in places.of.values()}) == 2


def links(*posts: Post, urls: tuple[str, ...] = ()) -> Places:
    return Places(posts, urls=urls)


HERE = made("posts/deep/here.md", addresses=("/2020/here/",))
THERE = made(
    "posts/2020-01-02-there.md", slug="there", addresses=("/2020/01/02/there.html",), title="The Title"
)
OTHER = made("other/there.md", slug="elsewhere", key="other/there")


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("../2020-01-02-there.md", "../there/index.md"),
        ("../2020-01-02-there", "../there/index.md"),
        ("2020-01-02-there", "../there/index.md"),
        ("posts/2020-01-02-there", "../there/index.md"),
        ("/2020/01/02/there.html", "../there/index.md"),
        ("/2020/01/02/there/", "../there/index.md"),
        ("/2020/01/02/THERE.html#%E6%A0%87%E9%A2%98", "../there/index.md#%E6%A0%87%E9%A2%98"),
        ("../01/02/there.html", "../there/index.md"),
        ("https://blog.example/root/2020/01/02/there.html?x=1", "../there/index.md"),
        ("http://blog.example/root/2020/01/02/there.html", "../there/index.md"),
        ("The Title", "../there/index.md"),
        ("other/there", "../elsewhere/index.md"),
        ("here#Some Heading: two", "index.md#some-heading-two"),
        (r"..\2020-01-02-there.md", "../there/index.md"),
        ("https://elsewhere.example/2020/01/02/there.html", None),
        ("https://blog.example.evil/root/2020/01/02/there.html", None),
        ("mailto:there", None),
        ("/nowhere/", None),
        ("../../../../there.md", None),
        ("there.png", None),
        ("#anchor", None),
        ("", None),
        ("/", None),
    ],
)
def test_a_link_finds_the_post_that_it_means(target: str, found: str | None) -> None:
    places = links(HERE, THERE, OTHER, urls=("https://blog.example/root",))
    assert places.links(HERE).to(target) == found


def test_a_name_means_the_nearest_post() -> None:
    places = links(made("x/a.md", slug="xa"), made("y/a.md", slug="ya"), made("y/b.md"))
    assert places.links(made("y/b.md")).to("a") == "../ya/index.md"


@given(strategies.text(max_size=80))
def test_any_target_is_a_note_or_nothing(target: str) -> None:
    found = links(HERE, THERE).links(HERE).to(target)
    assert found is None or found.partition("#")[0] in ("index.md", "../there/index.md")


def test_a_link_from_a_published_post_to_a_draft_is_known() -> None:
    secret = made("posts/secret.md", front={"password": "sesame"})
    raw, open_ = made("_drafts/raw.md", is_private=True), made("posts/open.md")
    places = links(secret, raw, open_)
    found = [places.links(open_).to(name) or "" for name in ("secret", "raw.md#part", "open")]
    assert [places.links(open_).is_draft(each) for each in found] == [True, True, False]
    assert not any(places.links(secret).is_draft(each) for each in found)
    assert not places.links(open_).is_draft("https://elsewhere.example/secret/index.md")


def test_few_words_are_in_the_language_of_a_chinese_blog() -> None:
    english, few = "Attention is all you need", "简介：<https://example.org/>"
    chinese = [made(f"{name}.md", CHINESE) for name in "ab"]
    papers = [made("c.md", few, front={"title": english}), made("d.md", "An English text.")]
    places = Places([*chinese, *papers])
    assert [places.of[each.path, 0].name for each in papers] == ["index.md", "index.en.md"]
    alone = Places(papers)
    assert [alone.of[each.path, 0].name for each in papers] == ["index.en.md", "index.en.md"]


def test_a_script_is_not_told_by_a_title_alone() -> None:
    films = [made(f"{name}.md", "Comment:", title=name) for name in ("不能说的秘密不能說的祕密", "無間道")]
    places = Places([made("a.md", "简体中文的正文"), *films])
    assert [places.of[each.path, 0].lang for each in films] == ["zh-Hans", "zh-Hans"]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("# Above\n\nText.", "Above"),
        ("![](a.png)\n\n###### tags: `b`\n\nAbove\n=====\n", "Above"),
        ("Text.\n\n# Of a part", "name"),
        ("[link](b.md)\n\n### Of a part", "name"),
    ],
)
def test_a_heading_above_all_text_is_the_title_and_one_of_a_part_is_not(body: str, title: str) -> None:
    assert title_of(made("name.md", body)) == title


def test_chinese_headings_make_a_long_quotation_part_of_a_chinese_note() -> None:
    quoted = (
        "\n\n## 我的理解\n\n这段话说得好。\n\n## 原文\n\n" + "A long text in English, word for word. " * 9
    )
    posts = [made("quoted.md", quoted), made("english.md", "## One\n\nAn English text.")]
    places = Places([*posts, *(made(f"{n}.md") for n in range(4))])
    assert [places.of[each.path, 0].lang for each in posts] == ["zh-Hans", "en"]
