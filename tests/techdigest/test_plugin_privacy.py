"""What must not be published is not, anywhere."""

from __future__ import annotations

import pytest

from support.small_site import SmallSite

HEAD = "---\ntitle: {secret} 标题\ndate: 2026-01-01\ntags: [{secret}]\naliases: [/{secret}/]\n{more}---\n"
SECRET = HEAD + "\n正文里的 {secret}，写得足够长。\n\n![图](figure.png)\n"
PUBLIC = "---\ntitle: 公开\ndate: 2026-01-02\n---\n\n公开的笔记。\n"
PIXEL = b"\x89PNG\r\n\x1a\n" + b"\0" * 8


@pytest.mark.parametrize(
    "more",
    ["draft: true", "hidden: true", "published: false", "password: hunter2", "private: yes", "draft: maybe"],
)
def test_a_private_note_is_nowhere_in_the_site(site: SmallSite, more: str) -> None:
    site.write("notes/zzsecret/index.md", SECRET.format(secret="zzsecret", more=more + "\n"))
    site.write("notes/zzsecret/figure.png", PIXEL)
    site.write("notes/public.md", PUBLIC)
    site.build(plugins=["techdigest", "cjksearch"])
    assert site.has("public/index.html")
    assert site.places_of("zzsecret") == []
    assert site.places_of("hunter2") == []


def test_a_private_translation_keeps_the_images_it_shares_with_a_public_one(site: SmallSite) -> None:
    site.write("notes/shared/index.md", PUBLIC + "\n![图](figure.png)\n")
    site.write("notes/shared/index.en.md", SECRET.format(secret="zzsecret", more="draft: true\n"))
    site.write("notes/shared/figure.png", PIXEL)
    site.build()
    assert site.places_of("zzsecret") == []
    assert site.has("notes/shared/figure.png")
    assert "hreflang" not in site.read("shared/index.html").partition("</head>")[0].replace(
        'hreflang="x-default"', "hreflang"
    )


def test_a_private_home_page_does_not_hide_the_sites_images(site: SmallSite) -> None:
    site.write("index.md", SECRET.format(secret="zzsecret", more="draft: true\n"))
    site.write("images/logo.png", PIXEL)
    site.write("notes/public.md", PUBLIC)
    site.build()
    assert site.places_of("zzsecret") == []
    assert site.has("images/logo.png")
    assert "公开" in site.read("index.html")


def test_a_private_plain_page_is_not_published_either(site: SmallSite) -> None:
    site.write("about.md", SECRET.format(secret="zzsecret", more="draft: true\n").replace("date:", "x:"))
    site.write("notes/public.md", PUBLIC)
    site.build()
    assert site.places_of("zzsecret") == []


def test_what_mkdocs_excludes_is_not_listed(site: SmallSite) -> None:
    site.write("notes/old/zzsecret.md", SECRET.format(secret="zzsecret", more=""))
    site.write("notes/public.md", PUBLIC)
    site.build(exclude_docs="notes/old/\n")
    assert site.places_of("zzsecret") == []


def test_the_taxonomy_and_working_files_are_not_published(site: SmallSite) -> None:
    site.write("domains.yml", "rl:\n  names: {en: zzrl}\n  keywords: [zzkeyword]\n")
    site.write("papers.bib", "@article{zzpaper}\n")
    site.write("records/run.json", '"zzrecord"')
    site.write("notes/public.md", PUBLIC)
    site.build()
    for needle in ("zzkeyword", "zzpaper", "zzrecord"):
        assert site.places_of(needle) == []
