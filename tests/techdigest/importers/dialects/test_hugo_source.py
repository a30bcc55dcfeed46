"""Hugo: sections, bundles, languages, addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.sources import PNG, imported, plant, post
from techdigest.importers.dialects import DIALECTS, recognise
from techdigest.importers.importing import Options
from techdigest.importers.model import Post
from techdigest.importers.tree import Tree


def posts(root: Path) -> dict[str, Post]:
    return {each.path: each for each in DIALECTS["hugo"].posts(Tree(root), [])}


def test_hugo_is_recognised_and_says_why(tmp_path: Path) -> None:
    plant(
        tmp_path, {"config.toml": 'baseURL = "https://x.example/"\n', "content/posts/a.md": post("title: A")}
    )
    recognition = recognise(Tree(tmp_path))
    assert recognition.dialect.name == "hugo"
    assert recognition.reasons == ("the configuration has a baseURL, and there is a folder content/",)


@pytest.mark.parametrize(
    ("config", "front", "address"),
    [
        ("", "title: A", "/posts/my-post/"),
        ("", "slug: other", "/posts/other/"),
        ("", "url: /x/y.html", "/x/y.html"),
        ("uglyURLs: true", "title: A", "/posts/my-post.html"),
        (
            "permalinks: {posts: '/:year/:month/:slug/'}",
            "title: Some Title!\ndate: 2020-01-02",
            "/2020/01/some-title/",
        ),
        ("permalinks: {page: {posts: '/:section/:filename/'}}", "title: A", "/posts/my-post/"),
    ],
)
def test_addresses_are_hugos(tmp_path: Path, config: str, front: str, address: str) -> None:
    plant(tmp_path, {"hugo.yaml": config, "content/posts/My Post.md": post(front)})
    (found,) = posts(tmp_path).values()
    assert found.addresses == (address,)


def test_aliases_are_relative_to_the_section(tmp_path: Path) -> None:
    files = {"hugo.yaml": "", "content/posts/a.md": post("aliases: [/old/, older]")}
    assert posts(plant(tmp_path, files))["content/posts/a.md"].addresses == (
        "/posts/a/",
        "/old/",
        "/posts/older",
    )


def test_a_bundle_is_one_note_with_its_pictures(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "hugo.yaml": "",
        "content/posts/my-bundle/index.md": post("title: A", "![](./kick.png)\n"),
        "content/posts/my-bundle/kick.png": PNG,
        "content/posts/my-bundle/extra.md": "A resource.",
    }
    _, notes = imported(tmp_path, files)
    assert notes["my-bundle/index.md"].pictures == {"my-bundle/kick.png": "content/posts/my-bundle/kick.png"}
    assert "\naliases: [/posts/my-bundle/]\n" in notes["my-bundle/index.md"].text
    assert "draft: true" in notes["extra/index.md"].text  # Hugo gives resources no page


def test_texts_that_are_no_posts_are_told(tmp_path: Path) -> None:
    files = {
        "hugo.yaml": "",
        "content/a.md": "Text",
        "README.md": "x",
        "archetypes/d.md": "x",
        "old/b.org": "x",
    }
    made, _ = imported(tmp_path, files)
    assert sorted((each.path, each.rule) for each in made.findings) == [
        ("README.md", "no-post"),
        ("archetypes/d.md", "no-post"),
        ("old/b.org", "no-post"),
    ]


def test_a_bundle_by_itself_is_recognised(tmp_path: Path) -> None:
    root = plant(tmp_path / "2022-07-15-digest", {"index.md": post("title: A", "![](a.png)\n"), "a.png": PNG})
    tree = Tree(root)
    assert recognise(tree).dialect.name == "hugo"
    assert [each.slug for each in DIALECTS["hugo"].posts(tree, [])] == ["2022-07-15-digest"]


def test_sections_that_say_something_are_notes_and_others_are_told(tmp_path: Path) -> None:
    files = {
        "hugo.yaml": "",
        "content/posts/_index.md": post("title: Posts", ""),
        "content/about/_index.md": post("title: About", "Me."),
    }
    made, notes = imported(tmp_path, files)
    assert list(notes) == ["about/index.md"]
    assert [(each.path, each.rule) for each in made.findings] == [("content/posts/_index.md", "list-page")]


def test_translations_by_suffix_are_one_note_in_several_languages(tmp_path: Path) -> None:
    files = {
        "hugo.yaml": "defaultContentLanguage: zh-cn\n",
        "content/posts/a.md": post("title: 布谷鸟", "中文的正文在这里。"),
        "content/posts/a.en.md": post("title: Cuckoo", "An English text."),
        "content/posts/a.zh-tw.md": post("title: 布穀鳥", "中文的正文在這裡。"),
    }
    _, notes = imported(tmp_path, files, Options())
    assert sorted(notes) == ["a/index.en.md", "a/index.md", "a/index.zh-Hant.md"]
    assert "\naliases: [/en/posts/a/]\n" in notes["a/index.en.md"].text
    assert "\naliases: [/posts/a/]\n" in notes["a/index.md"].text


def test_translations_by_folder_are_one_note_in_several_languages(tmp_path: Path) -> None:
    files = {
        "hugo.yaml": "",
        "content/zh/posts/a.md": post("title: 布谷鸟", "中文的正文在这里。"),
        "content/en/posts/a.md": post("title: Cuckoo", "An English text."),
    }
    _, notes = imported(tmp_path, files, Options())
    assert sorted(notes) == ["a/index.en.md", "a/index.md"]


def test_toml_and_json_front_matter_come_in_as_yaml(tmp_path: Path) -> None:
    files = {
        "hugo.yaml": "",
        "content/a.md": '+++\ntitle = "A"\ndate = 2020-01-02T03:04:05Z\ntags = ["x"]\n+++\nText\n',
        "content/b.md": '{"title": "B", "draft": true}\nText\n',
    }
    _, notes = imported(tmp_path, files)
    assert notes["a/index.md"].text.startswith("---\ntitle: A\ndate: 2020-01-02T03:04:05Z\n")
    assert "draft: true" in notes["b/index.md"].text


LANGUAGES = {
    "toml": (
        'defaultcontentlanguage = "cn"\n[languages.cn]\nlanguageCode = "zh-CN"\n[languages.EN]\nweight = 2\n'
        '[permalinks.page]\nposts = "/:sections[1:]/:year/:monthname/:slug"\n'
    ),
    "yaml": (
        "defaultContentLanguage: cn\nlanguages: {cn: {languageCode: zh-CN}, EN: {weight: 2}}\n"
        "permalinks: &p\n  posts: /:sections[1:]/:year/:monthname/:slug\nother: *p\n"
    ),
    "json": (
        '{"defaultContentLanguage": "cn", "languages": {"cn": {"languageCode": "zh-CN"}, "EN": {}},'
        '\t"permalinks": {"posts": "/:sections[1:]/:year/:monthname/:slug"}}'
    ),
}


@pytest.mark.parametrize("ending", LANGUAGES)
def test_languages_and_permalinks_are_read_from_any_kind_of_configuration(
    tmp_path: Path, ending: str
) -> None:
    files = {
        f"hugo.{ending}": LANGUAGES[ending],
        "content/posts/deep/er/a.cn.md": post("title: A\nslug: s\ndate: 2020-03-01"),
        "content/posts/deep/er/a.en.md": post("title: A\ndate: 2020-03-01"),
        "content/cn/x/b.md": post("title: B"),
    }
    found = posts(plant(tmp_path, files))
    assert {path: (each.lang, each.slug, each.addresses) for path, each in found.items()} == {
        "content/posts/deep/er/a.cn.md": ("zh-Hans", "s", ("/deep/er/2020/March/s",)),
        "content/posts/deep/er/a.en.md": ("en", "a", ("/en/deep/er/2020/March/a",)),
        "content/cn/x/b.md": ("zh-Hans", "b", ("/x/b/",)),
    }
    assert len({each.key for path, each in found.items() if "posts" in path}) == 1


def test_parts_of_the_configuration_may_have_files_of_their_own(tmp_path: Path) -> None:
    files = {
        "config/_default/hugo.toml": 'baseURL = "https://x.example/"\n',
        "config/_default/permalinks.yaml": "posts: /p/:contentbasename/\n",
        "content/posts/a.md": post("title: A"),
    }
    assert posts(plant(tmp_path, files))["content/posts/a.md"].addresses == ("/p/a/",)


def test_ends_of_lines_are_kept_where_goldmark_is_told_to(tmp_path: Path) -> None:
    files = {
        "hugo.toml": "[markup.goldmark.renderer]\nhardWraps = true\n",
        "content/a.md": post("title: A", "One\ntwo\n"),
    }
    (note,) = imported(tmp_path, files)[1].values()
    assert note.text.endswith("One  \ntwo\n")
