"""A folder of HTML as units: addresses, what is left out, and what is wrong."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cjksearch.pages import folder
from cjksearch.pages.addresses import address_of, base_of, own_address
from cjksearch.pages.site import read_site
from support.html_site import write_site

PAGE = "<title>T</title><main><p>text</main>"


def urls(root: Path, **options: str) -> list[str]:
    return [unit.url for unit in read_site(root, **options).units]  # type: ignore[arg-type]  # only strings here


def test_every_section_of_every_page_is_a_unit_with_its_language(tmp_path: Path) -> None:
    site = read_site(write_site(tmp_path))
    assert [(unit.url, unit.lang) for unit in site.units] == [
        ("2026/遮罩/", "zh-Hant"),
        ("2026/遮罩/#梯度", "zh-Hant"),
        ("guide/filters.html", "en-US"),
        ("guide/filters.html#deletion", "en-US"),
        ("old.htm", "en"),
        ("old.htm#install", "en"),
        ("posts/federation/", "zh-Hans"),
        ("posts/federation/#scheduling", "zh-Hans"),
    ]
    assert site.pages == 4
    assert site.problems == ()
    assert (site.units[-1].date, site.units[-1].tags) == ("2026-03-01", ("Kubernetes",))
    with ThreadPoolExecutor(2) as executor:
        assert read_site(tmp_path, executor=executor) == site


def test_where_one_page_is_marked_those_without_a_mark_are_left_out(tmp_path: Path) -> None:
    write_site(tmp_path, {"a.html": "<div data-search-body>text</div>", "b.html": PAGE})
    site = read_site(tmp_path)
    assert [unit.url for unit in site.units] == ["a.html"]
    assert site.left_out == {"unmarked": 1}


def test_hidden_pages_missing_page_and_excluded_paths_are_left_out(tmp_path: Path) -> None:
    robots = '<meta name="robots" content="noindex">'
    others = ("a.html", "404.html", "tags/x/index.html", ".git/c.html")
    write_site(tmp_path, {"b.html": robots + PAGE, **dict.fromkeys(others, PAGE)})
    site = read_site(tmp_path, exclude=["tags/*"])
    assert [unit.url for unit in site.units] == ["a.html"]
    assert site.left_out == {"hidden": 1}


def test_copies_of_a_page_are_found_once_at_the_address_they_call_their_own(tmp_path: Path) -> None:
    link = '<link rel="canonical" href="https://example.org/docs/{}">'
    write_site(
        tmp_path,
        {
            "index.html": link.format("") + PAGE,
            "a/index.html": link.format("a/") + PAGE,
            "copy/index.html": link.format("a/") + PAGE,
            "clean.html": link.format("clean") + PAGE,
            "elsewhere.html": '<link rel="canonical" href="https://other.example/x/">' + PAGE,
        },
    )
    assert sorted(urls(tmp_path)) == ["./", "a/", "clean", "elsewhere.html"]
    assert read_site(tmp_path).left_out == {"copies": 1}


def test_a_listing_comes_after_the_pages_it_lists(tmp_path: Path) -> None:
    write_site(tmp_path, {"index.html": "<article>a</article><article>b</article>", "a.html": PAGE})
    assert {unit.url: unit.boost for unit in read_site(tmp_path).units} == {"./": 0.5, "a.html": 1.0}


def test_each_damaged_file_is_said_once_and_the_others_are_indexed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "LARGEST", 4000)
    write_site(
        tmp_path / "site",
        {
            "bytes.html": b"<p>caf\xe9</p>",
            "cut.html": "<p>text<p",
            "empty.html": "<main><div id=app></div></main>",
            "good.html": PAGE,
            "large.html": "x" * 4001,
            "nul.html": b"\x00\x01\x02",
        },
    )
    (tmp_path / "secret.html").write_text(PAGE, "utf-8")
    (tmp_path / "site" / "link.html").symlink_to(tmp_path / "secret.html")
    (tmp_path / "site" / "loop").symlink_to(tmp_path / "site" / "loop")
    (tmp_path / "site" / "same").symlink_to(tmp_path / "site")
    site = read_site(tmp_path / "site")
    assert [unit.url for unit in site.units] == ["bytes.html", "cut.html", "good.html"]
    assert [(problem.path, problem.message) for problem in site.problems] == [
        ("bytes.html", "byte 7 is not UTF-8; read as U+FFFD"),
        ("cut.html", "ends inside a tag or comment; read as far as it goes"),
        ("empty.html", "has no text; left out"),
        ("large.html", "is larger than 0 MB; left out"),
        ("link.html", "is a link that leads out of the site; not followed"),
        ("loop", "is a link that leads out of the site; not followed"),
        ("nul.html", "is no HTML: it has NUL characters; left out"),
    ]
    assert all(problem.hint for problem in site.problems)


def test_a_pipe_is_no_page(tmp_path: Path) -> None:
    write_site(tmp_path, {"a.html": PAGE})
    os.mkfifo(tmp_path / "b.html")
    assert urls(tmp_path) == ["a.html"]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.html", ""),
        ("a/index.htm", "a/"),
        ("a/myindex.html", "a/myindex.html"),
        ("C#: 50%?/页.html", "C%23%3A%2050%25%3F/页.html"),
        ("\udcff.html", "%FF.html"),
    ],
)
def test_the_address_of_a_file_can_be_followed(path: str, address: str) -> None:
    assert address_of(path) == address


@pytest.mark.parametrize(
    ("canonical", "base", "address"),
    [
        ("", "https://x.org/", "p/"),
        ("https://x.org/q/#top", "https://x.org/", "q/"),
        ("http://x.org/d/p", "https://x.org/d/", "p/"),
        ("https://x.org/%E9%A1%B5/", "https://x.org/", "页/"),
        ("/d/q/", "/d/", "q/"),
        ("https://any.org/d/q/", "/d/", "q/"),
        ("https://x.org/elsewhere/", "https://x.org/d/", "p/"),
        ("https://evil.org/d/q/", "https://x.org/d/", "p/"),
        ("javascript:alert(1)", "https://x.org/", "p/"),
        ("http://[", "https://x.org/", "p/"),
    ],
)
def test_a_page_may_name_its_own_address_within_the_site(canonical: str, base: str, address: str) -> None:
    assert own_address(canonical, "p/", base) == address


def test_the_first_page_tells_where_the_site_is() -> None:
    assert base_of("https://x.org/docs/index.html") == "https://x.org/docs/"
    assert base_of("/docs/") == ""
    assert base_of("http://[") == ""
