"""Jekyll: posts, drafts, collections, pages, addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.sources import imported, plant, post
from techdigest.importers.dialects import DIALECTS, recognise
from techdigest.importers.model import Post
from techdigest.importers.tree import Tree


def posts(root: Path) -> dict[str, Post]:
    return {each.path: each for each in DIALECTS["jekyll"].posts(Tree(root), [])}


def test_jekyll_is_recognised_and_says_why(tmp_path: Path) -> None:
    plant(tmp_path, {"_config.yml": "kramdown: {input: GFM}\n", "_posts/2020-01-02-a.md": post("title: A")})
    recognition = recognise(Tree(tmp_path))
    assert recognition.dialect.name == "jekyll"
    assert recognition.reasons == ("dated posts lie in _posts/", "_config.yml has kramdown")


@pytest.mark.parametrize(
    ("permalink", "address"),
    [
        ("", "/web/c++/2020/01/02/my-post.html"),
        ("date", "/web/c++/2020/01/02/my-post.html"),
        ("pretty", "/web/c++/2020/01/02/my-post/"),
        ("ordinal", "/web/c++/2020/002/my-post.html"),
        ("none", "/web/c++/my-post.html"),
        ("/:year/:month/:day/:title/", "/2020/01/02/my-post/"),
        ("/blog/:short_year/:i_month/:slug", "/blog/20/1/my-post"),
    ],
)
def test_addresses_are_those_of_the_permalink_style(tmp_path: Path, permalink: str, address: str) -> None:
    files = {
        "_config.yml": f"permalink: {permalink}\n",
        "_posts/2020-01-02-my-post.md": post("title: My Post\ncategories: Web C++"),
    }
    (found,) = posts(plant(tmp_path, files)).values()
    assert found.addresses == (address,)
    assert (found.slug, found.date, found.title) == ("my-post", "2020-01-02", "my-post")


def test_folders_above_posts_are_categories(tmp_path: Path) -> None:
    files = {"web/css/_posts/2020-01-02-a.md": post("title: A")}
    assert posts(plant(tmp_path, files))["web/css/_posts/2020-01-02-a.md"].addresses == (
        "/web/css/2020/01/02/a.html",
    )


def test_an_address_that_needs_a_date_is_not_guessed(tmp_path: Path) -> None:
    files = {"_config.yml": "permalink: /:year/:title/\n", "_posts/undated.md": post("title: A")}
    assert posts(plant(tmp_path, files))["_posts/undated.md"].addresses == ()


def test_collections_have_addresses_of_their_own(tmp_path: Path) -> None:
    files = {
        "_config.yml": (
            "collections:\n  wiki: {output: true, permalink: '/wiki/:path/'}\n"
            "  notes: {output: true}\n  raw:\n"
        ),
        "_wiki/deep/a.md": post("title: A"),
        "_notes/a.md": post("title: A"),
        "_raw/a.md": post("title: A"),
        "_layouts/x.md": "no post",
    }
    found = posts(plant(tmp_path, files))
    assert {path: each.addresses for path, each in found.items()} == {
        "_wiki/deep/a.md": ("/wiki/deep/a/",),
        "_notes/a.md": ("/notes/a.html",),
        "_raw/a.md": (),
    }


def test_equal_names_in_collections_are_different_notes_with_different_addresses(tmp_path: Path) -> None:
    files = {"_wiki/a.md": post("title: A", "wiki"), "_posts/2020-01-02-a.md": post("title: A", "post")}
    made, notes = imported(tmp_path, files)
    assert sorted(notes) == ["a-2/index.md", "a/index.md"]
    assert [each.rule for each in made.findings] == ["slug-taken"]


def test_drafts_are_private_and_pages_need_front_matter(tmp_path: Path) -> None:
    files = {
        "_drafts/d.md": post("title: D"),
        "about.md": post("title: About"),
        "deep/index.md": post("permalink: /elsewhere/\nredirect_from: /old/"),
        "README.md": "No page.",
        "index.md": post("layout: home", ""),
        "archive.md": post("title: All", "{% for post in site.posts %}\n- {{ post.title }}\n{% endfor %}\n"),
        "_config.yml": "kramdown: {}\nplugins: []\n",
    }
    made, notes = imported(tmp_path, files)
    assert sorted(notes) == ["about/index.md", "archive-2/index.md", "d/index.md", "deep/index.md"]
    assert "\ndraft: true\n" in notes["d/index.md"].text
    assert "\ndraft: true\n" in notes["archive-2/index.md"].text
    assert "\naliases: [/about.html]\n" in notes["about/index.md"].text
    assert "\naliases: [/elsewhere/, /old/]\n" in notes["deep/index.md"].text
    assert [(each.path, each.rule) for each in made.findings] == [
        ("archive.md", "slug-taken"),
        ("README.md", "not-rendered"),
        ("index.md", "list-page"),
    ]


DEFAULTS = """
permalink: weekdate
common: &common {layout: post, lang: zh-TW}
defaults:
  - scope: {path: "", type: posts}
    values: {<<: *common, categories: [web, css]}
  - scope: {path: _posts/secret}
    values: {published: false, tags: a b}
  - scope: {path: "_posts/*/deep", type: posts}
    values: {permalink: "/deep/:title"}
  - scope: {path: about.md, type: pages}
    values: {permalink: /me/}
  - not a mapping
"""


def test_defaults_are_of_the_place_and_kind_of_a_post_and_its_own_front_matter_goes_first(
    tmp_path: Path,
) -> None:
    files = {
        "_config.yml": DEFAULTS,
        "_posts/2021-01-02-a.md": post("title: A"),
        "_posts/secret/2021-01-02-b.md": post("title: B\ncategory: own\nlang: en"),
        "_posts/x/deep/2021-01-02-c.md": post("title: C"),
        "_drafts/d.md": post("title: D"),
        "about.md": post("title: E"),
    }
    found = posts(plant(tmp_path, files))
    addresses = {each.path.rpartition("-")[2]: each.addresses for each in found.values()}
    assert addresses == {
        "a.md": ("/web/css/2021/W53/Sat/a.html",),
        "b.md": ("/own/2021/W53/Sat/b.html",),
        "c.md": ("/deep/c",),
        "_drafts/d.md": (),
        "about.md": ("/me/",),
    }
    fronts = {each.path.rpartition("-")[2]: dict(each.front) for each in found.values()}
    assert fronts["a.md"] == {"title": "A", "categories": ["web", "css"], "lang": "zh-TW"}
    assert fronts["b.md"] == {
        "title": "B",
        "category": "own",
        "lang": "en",
        "published": False,
        "tags": "a b",
    }
    assert fronts["_drafts/d.md"] == {"title": "D"}


def test_what_defaults_say_is_in_the_note(tmp_path: Path) -> None:
    files = {"_config.yml": DEFAULTS, "_posts/secret/2021-01-02-b.md": post("title: B", "Some text.\n")}
    (note,) = imported(tmp_path, files)[1].values()
    assert (note.path, "draft: true" in note.text) == ("b/index.zh-Hant.md", True)
    assert "tags: [a, b, web, css]" in note.text


@pytest.mark.parametrize(
    ("options", "address"),
    [
        ("permalink: pretty\ncollections: {wiki: {output: true}}", "/wiki/deep/a/"),
        ("permalink: /:title/\ncollections: {wiki: {output: true}}", "/wiki/deep/a/"),
        ("collections: {wiki: {output: true, permalink: none}}", "/wiki/deep/a.html"),
        (
            "permalink: pretty\ncollections: {wiki: {output: true, permalink: '/:path:output_ext'}}",
            "/deep/a.html",
        ),
    ],
)
def test_addresses_in_collections_follow_the_style_of_the_site(
    tmp_path: Path, options: str, address: str
) -> None:
    files = {"_config.yml": options, "_wiki/deep/a.md": post("title: A")}
    assert posts(plant(tmp_path, files))["_wiki/deep/a.md"].addresses == (address,)
