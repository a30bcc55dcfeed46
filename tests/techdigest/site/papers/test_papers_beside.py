"""Papers in feeds and llms.txt, and what the search is told of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

from cjksearch.pages import Hints
from support.papers import BLOOM, CUCKOO
from support.site_library import catalogue, note
from techdigest.mkdocs_plugin.meta import paper_hints
from techdigest.notes.model import Lang
from techdigest.papers.literature import Literature
from techdigest.papers.model import Mention, PaperId
from techdigest.papers.registry import Registry
from techdigest.site.catalogue import Catalogue
from techdigest.site.feeds import feed
from techdigest.site.llms import llms_txt

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITE: Any = {"site_url": "https://example.org/sub/", "site_name": "站名"}


def discussed() -> Catalogue:
    """A note in two languages that mentions two papers, the second one twice, and one that is unknown."""
    notes = [note("a", lang, date=date(2026, 1, 1), tags=("K8s",)) for lang in ("zh-Hans", "en")]
    keys = (CUCKOO.key, BLOOM.key, None, CUCKOO.key)
    mentions = {
        one.path: [Mention(one.path, line, 1, "link", "x", key=key) for line, key in enumerate(keys, 1)]
        for one in notes
    }
    return replace(catalogue(*notes), literature=Literature(Registry([BLOOM, CUCKOO]), mentions))


def test_an_entry_of_a_feed_leads_to_the_pages_of_its_papers_in_its_language() -> None:
    prefixes: dict[Lang, str] = {"zh-Hans": "", "en": "en/"}
    for lang, prefix in prefixes.items():
        text = feed(discussed(), lang, limit=9, **SITE)
        assert text is not None
        entry = ElementTree.fromstring(text).find("a:entry", ATOM)
        assert entry is not None
        related = [node for node in entry.findall("a:link", ATOM) if node.get("rel") == "related"]
        assert [(node.get("title"), node.get("href")) for node in related] == [
            (paper.title, f"https://example.org/sub/{prefix}papers/{paper.slug}/")
            for paper in (CUCKOO, BLOOM)
        ]
        assert [node.get("term") for node in entry.findall("a:category", ATOM)] == ["K8s"]


def test_without_papers_feeds_and_llms_txt_are_as_they_were() -> None:
    bare = replace(discussed(), literature=Literature())
    assert "related" not in (feed(bare, "en", limit=9, **SITE) or "")
    assert "论文" not in llms_txt(bare, **SITE)


def test_llms_txt_lists_papers_once_by_title() -> None:
    papers = llms_txt(discussed(), **SITE).partition("## 论文\n\n")[2].splitlines()
    assert papers == [
        f"- [{CUCKOO.title}](https://example.org/sub/papers/fan2014cuckoo/): "
        "Bin Fan, David G. Andersen, Michael Kaminsky, 2014",
        f"- [{BLOOM.title}](https://example.org/sub/papers/bloom1970space/): Burton H. Bloom, 1970",
    ]


def test_llms_txt_lists_the_papers_that_most_notes_discuss() -> None:
    many = [replace(BLOOM, key=f"k{n:03}", slug=f"k{n:03}") for n in range(300)]
    known = discussed()
    literature = Literature(
        Registry([*many, CUCKOO]), {"notes/a": [Mention("notes/a", 1, 1, "link", "x", key=CUCKOO.key)]}
    )
    lines = llms_txt(replace(known, literature=literature), **SITE).partition("## 论文\n\n")[2].splitlines()
    assert len(lines) == 200
    assert any("fan2014cuckoo" in line for line in lines)


def test_the_search_understands_all_that_it_is_told_of_a_paper() -> None:
    paper = replace(CUCKOO, ids=(*CUCKOO.ids, PaperId("arXiv", "2006.14171")), has_more=True)
    hints, problems = Hints.from_meta({"search": paper_hints(paper, "zh-Hant", ["rl", "cloud"])})
    assert problems == []
    assert (hints.kind, hints.lang, hints.date, hints.title) == ("paper", "zh-Hant", "2014", paper.title)
    assert hints.text.startswith(
        "Bin Fan, David G. Andersen, Michael Kaminsky, Michael D. Mitzenmacher et al. · CoNEXT"
    )
    assert hints.facets == {"domain": ("cloud", "rl")}
    assert {"arXiv:2006.14171", "https://arxiv.org/abs/2006.14171", "doi:10.1145/2674005.2674994"} <= set(
        hints.tags
    )
    assert hints.labels["kind"]["paper"]["zh-Hant"] == "論文"


def test_a_chinese_title_is_told_of_chinese_pages_and_all_pages_are_editions_of_one() -> None:
    chinese, english = (
        Hints.from_meta({"search": paper_hints(CUCKOO, lang)})[0] for lang in ("zh-Hans", "en")
    )
    assert CUCKOO.aliases[0] in chinese.tags
    assert "布谷鸟" not in english.text + "".join(english.tags)
    assert chinese.edition_of == english.edition_of != ""
    assert chinese.text == english.text


def test_what_is_shown_of_a_paper_has_its_year_before_the_full_name_of_its_venue() -> None:
    paper = replace(BLOOM, venue="Proceedings of the 10th ACM Conference on Networking (CoNEXT)", year=2014)
    assert (
        paper_hints(paper, "en")["text"] == "Burton H. Bloom · CoNEXT · 2014 · ACM Conference on Networking"
    )
    assert paper_hints(BLOOM, "en")["text"] == "Burton H. Bloom · Communications of the ACM · 1970"
    assert paper_hints(replace(BLOOM, authors=(), venue="", year=None), "en")["text"] == ""
