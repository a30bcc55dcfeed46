"""A reader searches a small site for papers: by title, name, address and kind, in three languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from support import axe
from support.http import StaticHost, static_host
from support.search_dialog import filter_by, search
from support.small_site import SmallSite
from support.watch import Watch, watched

pytestmark = pytest.mark.browser

PAPERS = """
@inproceedings{fan2014cuckoo,
  title = {Cuckoo Filter: Practically Better Than Bloom},
  author = {Fan, Bin and Andersen, Dave G. and Kaminsky, Michael and Mitzenmacher, Michael D.},
  booktitle = {Proceedings of the 10th ACM Conference on Emerging Networking Experiments (CoNEXT)},
  year = {2014}, doi = {10.1145/2674005.2674994},
  aliases = {布谷鸟过滤器：实践中优于布隆过滤器},
}
@article{bloom1970space,
  title = {Space/Time Trade-offs in Hash Coding with Allowable Errors},
  author = {Bloom, Burton H.}, journal = {Communications of the ACM}, year = {1970},
  doi = {10.1145/362686.362692},
}
@misc{huang2020closer,
  title = {A Closer Look at Invalid Action Masking in Policy Gradient Algorithms},
  author = {Huang, Shengyi and Ontañón, Santiago}, year = {2020},
  eprint = {2006.14171}, archiveprefix = {arXiv},
}
"""
NOTES = {
    "": (
        "布谷鸟过滤器",
        "布谷鸟过滤器（cuckoo filter）能删除键，布隆过滤器（Bloom filter）不能。见 [@fan2014cuckoo]。",
    ),
    ".zh-Hant": (
        "布穀鳥過濾器",
        "布穀鳥過濾器（cuckoo filter）能刪除鍵，布隆過濾器不能。見 [@fan2014cuckoo]。",
    ),
    ".en": ("Cuckoo filters", "A cuckoo filter deletes keys, a Bloom filter cannot. See [@fan2014cuckoo]."),
}
CHIPS = {"": "论文", "zh-Hant/": "論文", "en/": "Paper"}
NAMES = {"": "简体中文", "zh-Hant/": "繁體中文", "en/": "English"}
TITLE = "Cuckoo Filter: Practically Better Than Bloom"
ABOUT = "Bin Fan, Dave G. Andersen, Michael Kaminsky, Michael D. Mitzenmacher · CoNEXT · 2014"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticHost]:
    small = SmallSite(tmp_path_factory.mktemp("papers"))
    small.write("papers.bib", PAPERS)
    for suffix, (title, text) in NOTES.items():
        small.write(f"notes/filter/index{suffix}.md", f"---\ntitle: {title}\ndate: 2026-11-01\n---\n{text}\n")
    small.build(plugins=["techdigest", "cjksearch"])
    with static_host(small.root / "site", "/") as host:
        yield host


@pytest.fixture
def visit(browser: Browser, site: StaticHost) -> Iterator[Callable[..., Page]]:
    """Open the home in a language; at the end nothing may have gone wrong, nor left the site."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_page(lang: str = "", width: int = 1280, scheme: Literal["light", "dark"] = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        opened.append((context, watched(page, site.url)))
        page.goto(site.url + lang)
        return page

    yield open_page
    for context, watch in opened:
        context.close()
        assert watch.complaints == []
        assert watch.foreign_requests == []


def option(page: Page, name: str) -> Locator:
    """The result with this title."""
    return page.get_by_role("option").filter(has=page.locator(".cjksearch-name", has_text=name))


def filters_open(page: Page) -> None:
    page.locator(".cjksearch-toggle").click()
    expect(page.locator(".cjksearch-filter").first).to_be_visible()


def count_of(page: Page, name: str) -> int:
    text = page.locator(".cjksearch-filter button").filter(has_text=name).inner_text()
    return int(text.split()[-1])


@pytest.mark.parametrize(("lang", "chip"), CHIPS.items())
def test_a_paper_says_what_it_is_and_who_wrote_it_where_and_when(
    visit: Callable[..., Page], lang: str, chip: str
) -> None:
    page = visit(lang)
    search(page, TITLE)
    paper = page.get_by_role("option").first
    expect(paper.locator(".cjksearch-name")).to_have_text(TITLE)
    expect(paper.locator(".cjksearch-kind")).to_have_text(chip)
    expect(paper.locator(".cjksearch-kind svg")).to_be_visible()
    expect(paper.locator(".cjksearch-excerpt")).to_contain_text(ABOUT)
    paper.click()
    page.wait_for_url(re.compile(rf"/{lang}papers/fan2014cuckoo/"))


@pytest.mark.parametrize(
    ("lang", "note"), [("", "布谷鸟过滤器"), ("zh-Hant/", "布穀鳥過濾器"), ("en/", "Cuckoo filters")]
)
def test_a_paper_comes_up_once_though_it_has_a_page_in_each_language_and_a_note_in_all(
    visit: Callable[..., Page], lang: str, note: str
) -> None:
    page = visit(lang)
    search(page, "cuckoo filter")
    expect(option(page, TITLE)).to_have_count(1)
    expect(option(page, TITLE)).to_have_attribute("href", re.compile(rf"/{lang}papers/fan2014cuckoo/"))
    expect(option(page, note).first).to_be_visible()
    expect(option(page, note).first.locator(".cjksearch-kind")).to_have_count(0)


@pytest.mark.parametrize(("lang", "chip"), CHIPS.items())
def test_the_filter_by_kind_leaves_papers_and_says_how_many(
    visit: Callable[..., Page], lang: str, chip: str
) -> None:
    page = visit(lang)
    page.keyboard.press("/")
    filters_open(page)
    assert count_of(page, chip) == 3
    page.get_by_role("combobox").fill("bloom filter")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.locator(".cjksearch-filter button", has_text=chip)).to_have_text(f"{chip} 2")
    filter_by(page, chip)
    expect(page.locator(".cjksearch-status")).to_contain_text("2")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(page.locator(".cjksearch-kind")).to_have_text([chip, chip])


@pytest.mark.parametrize(("lang", "name"), NAMES.items())
def test_the_filter_by_language_leaves_the_papers_page_in_that_language(
    visit: Callable[..., Page], lang: str, name: str
) -> None:
    page = visit()
    search(page, "cuckoo filter")
    filters_open(page)
    filter_by(page, name)
    expect(option(page, TITLE)).to_have_count(1)
    expect(option(page, TITLE)).to_have_attribute("href", re.compile(rf"//[^/]+/{lang}papers/fan2014cuckoo/"))
    expect(page.get_by_role("option")).to_have_count(count_of(page, name))


@pytest.mark.parametrize(
    ("pasted", "slug"),
    [
        ("https://doi.org/10.1145/2674005.2674994", "fan2014cuckoo"),
        ("10.1145/362686.362692", "bloom1970space"),
        ("https://arxiv.org/abs/2006.14171", "huang2020closer"),
        ("arXiv:2006.14171", "huang2020closer"),
        ("Ontanon 2020", "huang2020closer"),
        ("布谷鸟过滤器：实践中优于布隆过滤器", "fan2014cuckoo"),
        ("布穀鳥過濾器：實踐中優於布隆過濾器", "fan2014cuckoo"),
        ("bloom1970space", "bloom1970space"),
    ],
)
def test_what_a_reader_has_of_a_paper_finds_it_first(
    visit: Callable[..., Page], pasted: str, slug: str
) -> None:
    page = visit()
    search(page, pasted)
    first = page.get_by_role("option").first
    expect(first).to_have_attribute("href", re.compile(rf"/papers/{slug}/"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("lang", "width"), [("", 390), ("zh-Hant/", 1280), ("en/", 390), ("en/", 1280)])
def test_papers_among_the_results_can_be_read_by_everyone(
    visit: Callable[..., Page], lang: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = visit(lang, width, scheme)
    search(page, "bloom filter")
    expect(option(page, TITLE).locator(".cjksearch-excerpt")).to_contain_text(ABOUT)
    page.keyboard.press("ArrowDown")
    filters_open(page)
    filter_by(page, CHIPS[lang])
    expect(page.locator(".cjksearch-kind")).to_have_count(2)
    assert page.evaluate("document.querySelector('.cjksearch-body').scrollWidth") <= width
    assert axe.faults(page, "dialog") == []
