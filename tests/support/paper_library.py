"""Papers, and notes that discuss them, made for the tests of papers' pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.papers import ATTENTION, BLOOM, BORG, CUCKOO
from support.site_library import catalogue, note
from techdigest.notes.model import DigestItem
from techdigest.papers.literature import Literature
from techdigest.papers.model import Mention, Paper
from techdigest.papers.registry import Registry
from techdigest.site.catalogue import Catalogue

FILTER = "notes/filter/index.zh-Hans.md"
FILTER_EN = "notes/filter/index.en.md"
ENGLISH = "notes/english/index.en.md"
DIGEST = "notes/digest/index.zh-Hans.md"
PAPERS = (replace(CUCKOO, cites=("bloom1970space",)), BLOOM, ATTENTION, BORG)


def mention(
    path: str, key: str, sentence: str = "", *, text: str = "", heading: str = "", item: str = ""
) -> Mention:
    """A mention of an entry in a note."""
    return Mention(path, 1, 1, "title", text, key=key, sentence=sentence, heading=heading, item=item)


def library(*more: Paper) -> Catalogue:
    """Four papers, a note in two languages, a note in English, and a digest of two items."""
    items = (
        DigestItem("借布隆", "bloom-item", 3, domains=("rl",)),
        DigestItem("注意力", "attention-item", 9, domains=("cloud",)),
    )
    notes = (
        note("filter", "zh-Hans", title="布谷鸟过滤器", domains=("cloud",), date=date(2026, 3, 4)),
        note("filter", "en", title="Cuckoo filter", domains=("cloud",), date=date(2026, 3, 4)),
        note("english", "en", title="Filters compared", date=date(2026, 5, 1)),
        note("digest", "zh-Hans", title="文摘", items=items, domains=("cloud",), date=date(2026, 4, 1)),
    )
    found = {
        FILTER: (
            mention(
                FILTER, "fan2014cuckoo", "《布谷鸟过滤器》用指纹代替键。", text="布谷鸟过滤器", heading="原理"
            ),
            mention(
                FILTER, "fan2014cuckoo", "见 [@fan2014cuckoo, sec. 5; @bloom1970space]。", heading="实验"
            ),
            mention(
                FILTER, "bloom1970space", "见 [@fan2014cuckoo, sec. 5; @bloom1970space]。", heading="实验"
            ),
        ),
        FILTER_EN: (mention(FILTER_EN, "fan2014cuckoo", "Cuckoo filters delete.", heading="How"),),
        ENGLISH: (mention(ENGLISH, "fan2014cuckoo"),),
        DIGEST: (
            mention(DIGEST, "bloom1970space", "布隆的论文。", item="bloom-item", heading="借布隆"),
            mention(
                DIGEST, "vaswani2017attention", "注意力就够了。", item="attention-item", heading="注意力"
            ),
        ),
    }
    works = {path: path.rsplit("/", 1)[0] for path in found}
    return replace(catalogue(*notes), literature=Literature(Registry((*PAPERS, *more)), found, works))
