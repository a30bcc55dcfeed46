"""What a page says of itself, and what its main content is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjksearch.pages.decode import decode
from cjksearch.pages.document import read_document
from support.html_site import HEXO, HUGO, PLAIN, VITEPRESS


def texts(source: str) -> list[tuple[str, str, str]]:
    return [(part.anchor, part.heading, part.text) for part in read_document(source).sections]


def test_a_page_of_hugo_gives_its_article_without_what_is_around() -> None:
    assert texts(HUGO) == [
        ("", "集群联邦", "写于三月\n把多个集群当作一个来用。"),
        ("scheduling", "调度", "联邦层只决定副本分到哪个集群，kube-scheduler 再决定节点。"),
    ]
    page = read_document(HUGO)
    assert (page.title, page.lang, page.canonical) == (
        "集群联邦",
        "zh-cn",
        "https://example.org/blog/posts/federation/",
    )
    assert (page.date, page.tags) == ("2026-03-01T08:00:00+08:00", ("Kubernetes",))


def test_a_page_of_hexo_gives_the_marked_element_without_line_numbers_and_what_is_excluded() -> None:
    assert texts(HEXO) == [
        ("", "無效動作遮罩", "把不合法動作的 logits 設為負無限大。"),
        ("梯度", "梯度", "mask = -inf\n被遮罩的動作沒有梯度。"),
    ]
    assert read_document(HEXO).is_marked


def test_a_page_of_vitepress_gives_its_main_element_without_permalinks() -> None:
    assert texts(VITEPRESS) == [
        ("", "Cuckoo filters", "Fingerprints in buckets."),
        ("deletion", "Deletion", "Unlike a Bloom filter it supports deletion."),
    ]


def test_a_page_without_landmarks_gives_its_body_and_anchors_right_before_headings() -> None:
    page = read_document(PLAIN.replace("BUTTON", ""))
    assert page.title == "Old page"
    assert [(part.anchor, part.heading, part.text) for part in page.sections] == [
        ("", "", "Hand-written & plain."),
        ("install", "Install", "Have patience."),
    ]


@pytest.mark.parametrize(
    ("head", "is_hidden"),
    [
        ('<meta name="robots" content="NOINDEX, follow">', True),
        ("<meta name=Robots content=none>", True),
        ('<meta http-equiv="refresh" content="0; url=/new/">', True),
        ('<meta http-equiv="refresh" content="300">', False),
        ('<meta name="robots" content="index">', False),
    ],
)
def test_noindex_is_respected_and_redirects_are_no_pages(head: str, is_hidden: bool) -> None:
    assert read_document(f"<head>{head}</head><p>x").is_hidden is is_hidden


def test_several_articles_are_a_listing_and_one_is_not() -> None:
    assert read_document("<article>a</article><article>b</article>").is_listing
    assert not read_document("<article>a<article>comment</article></article>").is_listing
    assert not read_document(
        "<main><article>a</article></main><aside><article>b</article></aside>"
    ).is_listing


def test_the_title_of_a_drawing_is_not_that_of_the_page() -> None:
    assert read_document("<body><svg><title>Logo</title></svg><title>Page</title><p>x").title == "Page"


@pytest.mark.parametrize("end", ["<p", '<a href="x', "<!-- x", "<script>var a = 1;", "</di", "<!doctype htm"])
def test_a_page_that_ends_too_early_is_read_so_far_and_said_to_be_cut_off(end: str) -> None:
    page = read_document(f"<p>read{end}")
    assert page.is_cut_off
    assert page.sections[0].text == "read"
    assert not read_document("<p>read<script>a</script><!-- -->").is_cut_off


FRAGMENTS = """<main> </main> <article> </article> <nav> </nav> <aside> <header> </header>
    <div/data-search-body> <div> </div> <h1> </h1> <h2/id=a> <section/id=b> </section> <svg> </svg> <title>
    <template> <p> text 集群 <meta/name=robots/content=none> <html/lang=zh> <!-- -->"""


@given(st.lists(st.sampled_from(FRAGMENTS.split()) | st.text(max_size=8), max_size=60).map("".join))
def test_any_string_is_a_document(source: str) -> None:
    page = read_document(source)
    assert page.sections[0].anchor == ""


@pytest.mark.parametrize(
    ("raw", "text", "problem"),
    [
        ("汉".encode(), "汉", ""),
        (b"\xef\xbb\xbf" + "汉".encode(), "汉", ""),
        (b"\xff\xfe" + "汉".encode("utf-16-le"), "汉", ""),
        (b'<meta charset="GB2312">' + "汉鎔".encode("gb18030"), '<meta charset="GB2312">汉鎔', ""),
        (b"<meta charset=big5>" + "漢".encode("big5"), "<meta charset=big5>漢", ""),
        (b"<meta charset=zip>a", "<meta charset=zip>a", ""),
        (b"a\xffb", "a\ufffdb", "byte 2 is not UTF-8"),
        (
            b"<meta charset=zip>\xff",
            "<meta charset=zip>\ufffd",
            "declares the unknown encoding 'zip', and byte 19 is not UTF-8",
        ),
    ],
)
def test_bytes_are_read_as_browsers_read_them(raw: bytes, text: str, problem: str) -> None:
    assert decode(raw) == (text, problem)


@given(st.binary(max_size=200), st.sampled_from([b"", b"<meta charset=gbk>", b"<meta charset=euc-kr>"]))
def test_any_bytes_become_text_that_can_be_written(raw: bytes, declaration: bytes) -> None:
    decode(declaration + raw)[0].encode("utf-8")
