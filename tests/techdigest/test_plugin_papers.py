"""Papers on a built site: their pages, what links there, and what a site without papers.bib is spared."""

from __future__ import annotations

from support.small_site import SmallSite

BIB = """\
@inproceedings{fan2014cuckoo,
  title  = {Cuckoo Filter: Practically Better Than {Bloom}},
  author = {Fan, Bin and Andersen, Dave G.},
  year   = {2014},
  doi    = {10.1145/2674005.2674994},
  cites  = {bloom1970space}
}
@article{bloom1970space,
  title  = {Space/Time Trade-offs in Hash Coding with Allowable Errors},
  author = {Bloom, Burton H.},
  year   = {1970}
}
"""
NOTE = """\
---
title: 甲
date: 2026-01-01
papers: [fan2014cuckoo]
---

布谷鸟过滤器[@fan2014cuckoo]能删除，见《Space/Time Trade-offs in Hash Coding with Allowable Errors》。
"""


def test_each_paper_has_a_page_in_each_language_that_says_which_notes_discuss_it(site: SmallSite) -> None:
    site.write("papers.bib", BIB)
    site.write("notes/a.md", NOTE)
    site.build()
    assert site.messages == []
    for prefix in ("", "zh-Hant/", "en/"):
        page = site.read(f"{prefix}papers/fan2014cuckoo/index.html")
        assert "Practically Better Than Bloom" in page
        assert "a/#paper-fan2014cuckoo" in page
        assert site.has(f"{prefix}papers/bloom1970space/index.html")
        assert site.has(f"{prefix}papers/graph/index.html")
    assert 'href="../papers/bloom1970space/"' in site.read("a/index.html")
    assert "papers/fan2014cuckoo/" in site.read("sitemap.xml")


def test_readers_get_entries_to_download_but_not_the_file_they_come_from(site: SmallSite) -> None:
    site.write("papers.bib", BIB)
    site.write("notes/a.md", NOTE)
    site.build()
    assert "@inproceedings{fan2014cuckoo," in site.read("papers/fan2014cuckoo.bib")
    assert site.read("papers/bloom1970space.ris").startswith("TY  - JOUR")
    assert not site.has("papers.bib")


def test_a_site_without_papers_bib_has_no_pages_of_papers_and_its_brackets_stay_as_they_are(
    site: SmallSite,
) -> None:
    site.write("notes/a.md", NOTE)
    site.build()
    assert site.messages == []
    assert not site.has("papers/index.html")
    page = site.read("a/index.html")
    assert "[@fan2014cuckoo]" in page
    assert "td-references" not in page
    assert "papers/" not in page


def test_papers_that_nobody_knows_are_told_with_their_line_and_how_to_add_them(site: SmallSite) -> None:
    site.write("papers.bib", BIB)
    site.write("notes/a.md", NOTE.replace("[fan2014cuckoo]\n", '["arXiv:2006.14171"]\n', 1))
    site.write("notes/b.md", "---\ntitle: 乙\ndate: 2026-01-02\n---\n\n见 [@fan2014cuckoos]。\n")
    site.build()
    unknown, citation = site.messages
    assert unknown.startswith("techdigest: notes/a.md:4: warning[paper-unknown]")
    assert "techdigest papers add arXiv:2006.14171" in unknown
    assert citation.startswith("techdigest: notes/b.md:6: warning[citation-unknown]")
    assert "@fan2014cuckoo" in citation
    assert "[@fan2014cuckoos]" in site.read("b/index.html")


def test_a_broken_entry_is_told_with_its_line_and_the_others_have_their_pages(site: SmallSite) -> None:
    site.write("papers.bib", "@article{broken,\n  title = {No end\n\n" + BIB)
    site.write("notes/a.md", NOTE)
    site.build()
    assert any(message.startswith("techdigest: papers.bib:1: ") for message in site.messages), site.messages
    assert site.has("papers/fan2014cuckoo/index.html")


def test_an_authors_own_page_stays_where_a_listing_of_papers_would_be(site: SmallSite) -> None:
    site.write("papers.bib", BIB)
    site.write("notes/a.md", NOTE)
    site.write("papers/index.md", "# 我的论文\n\n自己写的一页。\n")
    site.build()
    assert "自己写的一页" in site.read("papers/index.html")
    assert site.has("papers/fan2014cuckoo/index.html")


def test_private_notes_reach_no_page_of_a_paper(site: SmallSite) -> None:
    site.write("papers.bib", BIB)
    site.write("notes/a.md", NOTE)
    site.write("notes/secret.md", NOTE.replace("title: 甲", "title: 绝密\ndraft: true"))
    site.build()
    for name in ("papers/fan2014cuckoo/index.html", "papers/graph/index.html", "papers/index.html"):
        assert "绝密" not in site.read(name)
        assert "secret" not in site.read(name)
