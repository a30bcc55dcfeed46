"""Hexo: posts, drafts, pages, addresses, asset folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.sources import PNG, imported, plant, post
from techdigest.importers.dialects import DIALECTS, recognise
from techdigest.importers.model import Post
from techdigest.importers.tree import Tree

CONFIG = (
    'permalink: "{permalink}"\nnew_post_name: :title.md\npost_asset_folder: true\ntimezone: Asia/Shanghai\n'
)


def posts(root: Path) -> dict[str, Post]:
    return {each.path: each for each in DIALECTS["hexo"].posts(Tree(root), [])}


def test_hexo_is_recognised_and_says_why(tmp_path: Path) -> None:
    plant(
        tmp_path, {"_config.yml": CONFIG.format(permalink=":title/"), "source/_posts/a.md": post("title: A")}
    )
    recognition = recognise(Tree(tmp_path))
    assert recognition.dialect.name == "hexo"
    assert recognition.reasons == (
        "posts lie in source/_posts/",
        "_config.yml has new_post_name, post_asset_folder",
    )


@pytest.mark.parametrize(
    ("permalink", "address"),
    [
        (":title.html", "/deep/My-Post.html"),
        (":year/:month/:day/:title/", "/2020/01/02/deep/My-Post/"),
        (":i_year/:i_month/:i_day/:name/", "/2020/1/2/My-Post/"),
        ("posts/:category/:name.html", "/posts/ML/Deep-Learning/My-Post.html"),
        (":hour:minute:second/:post_title/", "/003000/Hello-World/"),
        ("{year}/:unknown/:name/", "/{year}/My-Post/"),
    ],
)
def test_addresses_are_those_of_the_permalink_pattern(tmp_path: Path, permalink: str, address: str) -> None:
    front = "title: Hello World!\ndate: 2020-01-02 00:30:00\ncategories: [ML, Deep Learning]"
    plant(
        tmp_path,
        {"_config.yml": CONFIG.format(permalink=permalink), "source/_posts/deep/My-Post.md": post(front)},
    )
    (found,) = posts(tmp_path).values()
    assert found.addresses == (address,)
    assert found.slug == "My-Post"


def test_a_moment_with_a_zone_is_on_the_day_that_the_site_says(tmp_path: Path) -> None:
    files = {
        "_config.yml": CONFIG.format(permalink=":year/:month/:day/:name/"),
        "source/_posts/a.md": post("date: 2020-01-01T20:00:00Z"),
    }
    (found,) = posts(plant(tmp_path, files)).values()
    assert found.addresses == ("/2020/01/02/a/",)


def test_what_a_post_says_of_its_address_goes_first_and_old_ones_are_kept(tmp_path: Path) -> None:
    front = "permalink: /about-x/\nalias: [old/x.html, /older/]"
    plant(tmp_path, {"source/_posts/a.md": post(front)})
    assert posts(tmp_path)["source/_posts/a.md"].addresses == ("/about-x/", "/old/x.html", "/older/")


def test_drafts_are_private_and_pages_are_posts(tmp_path: Path) -> None:
    files = {
        "source/_drafts/d.md": post("title: D"),
        "source/about/index.md": post("title: About"),
        "source/tags/index.md": post("type: tags", ""),
        "source/_data/x.md": "x",
    }
    found = posts(plant(tmp_path, files))
    assert {path: (each.is_private, each.addresses, each.slug) for path, each in found.items()} == {
        "source/_drafts/d.md": (True, (), "d"),
        "source/about/index.md": (False, ("/about/",), "about"),
    }


def test_what_is_no_post_is_told(tmp_path: Path) -> None:
    files = {"source/tags/index.md": post("type: tags", ""), "source/_data/x.md": "x"}
    made, notes = imported(tmp_path, {**files, "source/_posts/a.md": post("title: A")})
    assert list(notes) == ["a/index.md"]
    assert sorted((each.path, each.rule) for each in made.findings) == [
        ("source/_data/x.md", "not-rendered"),
        ("source/tags/index.md", "list-page"),
    ]


def test_pictures_come_from_the_folder_named_like_the_post_and_from_the_root(tmp_path: Path) -> None:
    body = "{% asset_img kick.png %}\n\n![](/images/logo.png)\n\n![](missing.png)\n"
    files: dict[str, str | bytes] = {
        "source/_posts/a.md": post("title: A", body),
        "source/_posts/a/kick.png": PNG,
        "source/_posts/b/kick.png": PNG + b"other",
        "source/images/logo.png": PNG,
    }
    _, notes = imported(tmp_path, files)
    assert notes["a/index.md"].pictures == {
        "a/kick.png": "source/_posts/a/kick.png",
        "a/logo.png": "source/images/logo.png",
    }
    assert "missing.png" in notes["a/index.md"].text


def test_a_file_name_with_a_date_is_read_as_new_post_name_writes_it(tmp_path: Path) -> None:
    files = {
        "_config.yml": "new_post_name: :year-:month-:day-:title.md\npermalink: :year/:title/\n",
        "source/_posts/2020-01-02-a.md": post("title: A"),
    }
    (found,) = posts(plant(tmp_path, files)).values()
    assert (found.slug, found.date, found.addresses) == ("a", "2020-01-02", ("/2020/a/",))


def test_the_folder_of_sources_alone_is_enough(tmp_path: Path) -> None:
    found = posts(plant(tmp_path, {"_posts/a.md": post("date: 2020-01-02"), "_posts/b.md": post("title: B")}))
    assert found["_posts/a.md"].addresses == ("/2020/01/02/a/",)
    assert found["_posts/b.md"].addresses == ()  # Hexo takes the day on which the file was made


def test_addresses_have_what_defaults_say_and_the_default_category(tmp_path: Path) -> None:
    files = {
        "_config.yml": (
            "permalink: :lang/:category/:timestamp/:title.html\ndefault_category: 其他\n"
            "permalink_defaults: {lang: zh}\npretty_urls: {trailing_html: false}\n"
        ),
        "source/_posts/a.md": post("title: A\ndate: 2020-01-02 00:00:00 +00:00"),
    }
    (found,) = DIALECTS["hexo"].posts(Tree(plant(tmp_path, files)), [])
    assert found.addresses == ("/zh/其他/1577923200/a.html", "/zh/其他/1577923200/a")


@pytest.mark.parametrize(
    ("config", "text"),
    [
        ("marked: {breaks: true}", "One  \ntwo\n"),
        ("markdown: {render: {breaks: true}}", "One  \ntwo\n"),
        ("markdown: &m\n  render: {html: true}\n  <<: {breaks: true}", "One  \ntwo\n"),
        ("marked: {breaks: false}", "One\ntwo\n"),
        ("", "One\ntwo\n"),
    ],
)
def test_ends_of_lines_are_kept_where_the_configuration_says_so(
    tmp_path: Path, config: str, text: str
) -> None:
    files = {"_config.yml": config, "source/_posts/a.md": post("title: A", "One\ntwo\n")}
    (note,) = imported(tmp_path, files)[1].values()
    assert note.text.endswith(f"\n\n{text}")
