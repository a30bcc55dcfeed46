"""A made-up site for `bench/papers.py`: notes in Chinese and English that mention papers in every form."""

from __future__ import annotations

import random
from pathlib import Path

WORDS = [
    *("scheduling", "clusters", "filters", "learning", "hashing", "consensus", "attention", "inference"),
    *("networks", "caching", "sampling", "gradients", "memory", "kernels", "graphs", "queries", "storage"),
    *("replication", "pipelines", "bandwidth", "latency", "tokens"),
]
HAN = "集群上的任务按优先级调度内存不够时先回收低优先级的任务缓存命中率随负载下降网络延迟取决于拓扑"
FAMILIES = "Alder Birch Cedar Dogwood Elm Fir Ginkgo Hazel Ironwood Juniper Katsura Larch Maple Oak".split()  # noqa: SIM905 - likewise
PARAGRAPHS = 6
CONFIG = """site_name: Bench
site_url: https://bench.example/
docs_dir: content
theme:
  name: techdigest
plugins:
  - techdigest:
      languages: [zh-Hans, en]
  - cjksearch
"""


def write(folder: Path, notes: int, mentions: int, papers: int, *, seed: int = 5) -> None:
    """Write the site: each note in two languages, half of its mentions in each; `papers.bib` in `folder`."""
    chance = random.Random(seed)
    entries = [_paper(chance, number) for number in range(papers)]
    content = folder / "content"
    content.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (folder / "papers.bib").write_text("\n".join(_entry(chance, entries, n) for n in range(papers)), "utf-8")
    each = mentions / notes / 2
    for number in range(notes):
        note = content / "notes" / f"note-{number}"
        note.mkdir(parents=True)
        for position, (name, lang) in enumerate((("index.md", "zh"), ("index.en.md", "en"))):
            file = 2 * number + position
            count = int((file + 1) * each) - int(file * each)
            text = _note(chance, entries, lang, number, [(file + k) % len(FORMS) for k in range(count)])
            (note / name).write_text(text, "utf-8")


def _paper(chance: random.Random, number: int) -> dict[str, str]:
    title = " ".join(chance.choices(WORDS, k=6)).capitalize() + f" {number}"
    return {
        "key": f"{chance.choice(FAMILIES).lower()}{2000 + number % 25}n{number}",
        "title": title,
        "author": " and ".join(f"{family}, A." for family in chance.sample(FAMILIES, 3)),
        "year": str(2000 + number % 25),
        "arxiv": f"{15 + number % 10}{1 + number % 9:02}.{10000 + number:05}",
        "doi": f"10.5555/bench.{number}",
        "alias": "".join(chance.choices(HAN, k=9)) + str(number),
    }


def _entry(chance: random.Random, entries: list[dict[str, str]], number: int) -> str:
    paper = entries[number]
    cites = ", ".join(other["key"] for other in chance.sample(entries[:number], min(number, 3)))
    return (
        f"@article{{{paper['key']},\n  title = {{{paper['title']}}},\n  author = {{{paper['author']}}},\n"
        f"  journal = {{Journal of {WORDS[number % len(WORDS)].title()}}},\n  year = {{{paper['year']}}},\n"
        f"  doi = {{{paper['doi']}}},\n  eprint = {{{paper['arxiv']}}},\n  eprinttype = {{arxiv}},\n"
        f"  aliases = {{{paper['alias']}}},\n  cites = {{{cites}}}\n}}\n"
    )


FORMS = (
    "See [the paper](https://arxiv.org/abs/{arxiv}v2).",
    "See arXiv:{arxiv} for the proof.",
    "《{title}》讲的是同一件事。",
    "As “{title}” shows, it holds.",
    "It holds [@{key}].",
    "论文地址：https://doi.org/{doi}",
    "[1] {author}. {title}. {year}. doi:{doi}",
    "《{alias}》也这样说。",
)


def _note(
    chance: random.Random, entries: list[dict[str, str]], lang: str, number: int, forms: list[int]
) -> str:
    """One language's text: paragraphs, and after some of them a mention in one of the forms."""
    paragraphs = []
    for _ in range(PARAGRAPHS):
        words = "".join(chance.choices(HAN, k=120)) if lang == "zh" else " ".join(chance.choices(WORDS, k=60))
        paragraphs.append(words + ("。" if lang == "zh" else "."))
    for position, form in enumerate(forms):
        paragraphs.insert(2 * position + 1, FORMS[form].format(**chance.choice(entries)))
    front = f"---\ntitle: Note {number} ({lang})\ndate: 2026-01-{1 + number % 28:02}\n---\n\n"
    return front + f"# Note {number} ({lang})\n\n" + "\n\n".join(paragraphs) + "\n"
