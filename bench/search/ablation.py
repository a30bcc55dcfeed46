"""What each part of the ranking buys: the questions asked again with one part switched off at a time.

    python -m bench.search.ablation [--corpus FOLDER ...] [--part WORDS]

A part is switched off in a copy of the client, by other text in the place of its source, or in the index, by
other constants while it is built. S@1, S@10 and MRR@10 are those of the whole and, below, the difference
without the part: a negative number is what the part buys.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.search.jieba_words import JiebaWeigher

from cjksearch.analysis.wordings import Kind, OtherWordings, Variety, other_wordings
from cjksearch.index.impact import HEADING, TITLE
from cjksearch.index.unit import Unit
from cjksearch.static import write

HERE = Path(__file__).parent
CLIENT = HERE.parent.parent / "search" / "cjksearch" / "client"
CORPORA = HERE.parent.parent.parent / "shared" / "corpora"
DEFAULT = ("poychang", "docs-cn")

Measures = tuple[float, float, float]


@dataclass(frozen=True)
class Part:
    """A part of the ranking, and what takes its place.

    Attributes:
        name: As printed.
        client: By file of the client, texts that stand there once and what they become.
        index: By name in a module of `cjksearch`, what it is while the index is built.
    """

    name: str
    client: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    index: Mapping[str, object] = field(default_factory=dict)


def without(kind: Kind) -> Callable[..., OtherWordings]:
    """Return what stands in for `other_wordings`: without those of one kind."""

    def some(variety: Variety = Variety.BOTH) -> OtherWordings:
        every = other_wordings(variety)
        return {w: {other: k for other, k in own.items() if k is not kind} for w, own in every.items()}

    return some


PARTS = (
    Part("coverage", client={"rank.js": {
        "unit.gain[i] * unit.cover[i]": "unit.gain[i] * total",
        "page.gain[pageOf[i]] * page.cover[pageOf[i]]": "page.gain[pageOf[i]] * total",
    }}),
    Part("the rest of the page", client={"rank.js": {"PAGE_SHARE = 0.2": "PAGE_SHARE = 0"}}),
    Part("beginnings of pages", client={"rank.js": {"BEGINNING = 0.04": "BEGINNING = 0"}}),
    Part("forms of words", client={"guess.js": {"FORM = 0.3": "FORM = 0"}}),
    Part("characters of unknown pairs", client={"guess.js": {"CHARACTERS = 0.5": "CHARACTERS = 0"}}),
    Part("parts of identifiers", client={"guess.js": {"PARTS = 0.7": "PARTS = 0"}}),
    Part("corrections", client={"guess.js": {"MOST_CORRECTIONS = 3": "MOST_CORRECTIONS = 0"}}),
    Part("completions", client={"guess.js": {"MOST_COMPLETIONS = 6": "MOST_COMPLETIONS = 0"}}),
    Part("what sounds alike", client={"plan.js": {"MOST_ALIKE = 4": "MOST_ALIKE = 0"}}),
    Part("regional words", index={"index.rules.other_wordings": without(Kind.REGIONAL)}),
    Part("synonyms", index={"index.rules.other_wordings": without(Kind.SYNONYM)}),
    Part("translations", index={"index.rules.other_wordings": without(Kind.TRANSLATION)}),
    Part("other wordings, all three", index={"static.layout.rules_for": lambda *_: {}}),
    Part("cohesion, for all pairs alike", index={"index.weight._ACROSS_WORDS": 1.0}),
    Part("nothing, but with jieba's words", index={"static.layout.Weigher": JiebaWeigher}),
    Part("discount of function words", index={
        "index.weight._FUNCTION_WORD": 1.0, "index.weight._TOUCHES_FUNCTION_WORD": 1.0,
    }),
    Part("weight of headings", index={"index.impact.HEADING": HEADING._replace(weight=1.0)}),
    Part("weight of titles", index={"index.impact.TITLE": TITLE._replace(weight=0.0)}),
    Part("words of addresses", index={"index.impact.slug": lambda url: ""}),
)  # fmt: skip


def main() -> int:
    """Ask the questions without each part, and print a table for each corpus."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, action="append", help="folder of a corpus; may be given again")
    parser.add_argument("--part", default="", help="only parts whose names have these words in them")
    options = parser.parse_args()
    corpora = options.corpus or [CORPORA / name for name in DEFAULT if (CORPORA / name).is_dir()]
    if not corpora:
        print("no corpus to ask here: give one with --corpus FOLDER", file=sys.stderr)
    parts = [part for part in PARTS if options.part in part.name]
    for corpus in corpora:
        ablate(corpus, parts)
    return 0


def ablate(corpus: Path, parts: list[Part]) -> None:
    """Print what a corpus's questions are worth with every part, and how that changes without each."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole"
        write(units(corpus), whole)
        before = ask_without(Part("nothing"), corpus, whole)
        print_head(corpus.name, before)
        for part in parts:
            index = built_without(part, corpus, Path(folder) / "part") if part.index else whole
            after = ask_without(part, corpus, index)
            print_row(
                part.name,
                [new - old for label in before for new, old in zip(after[label], before[label], strict=True)],
            )


def built_without(part: Part, corpus: Path, out: Path) -> Path:
    """Build the index of a corpus without a part, and return its folder."""
    with ExitStack() as stack:
        for name, value in part.index.items():
            stack.enter_context(patch(f"cjksearch.{name}", value))
        write(units(corpus), out)
    return out


def ask_without(part: Part, corpus: Path, index: Path) -> dict[str, Measures]:
    """Return S@1, S@10 and MRR@10 by set of questions, answered by the client without a part."""
    found: dict[str, list[int]] = {}
    with tempfile.TemporaryDirectory() as folder:
        client = Path(shutil.copytree(CLIENT, Path(folder) / "client"))
        for name, changes in part.client.items():
            source = (client / name).read_text("utf-8")
            for old, new in changes.items():
                if source.count(old) != 1:
                    raise ValueError(f"{name} does not hold {old!r} once; mend the part {part.name!r}")
                source = source.replace(old, new)
            (client / name).write_text(source, "utf-8")
        for path in (corpus / "queries.jsonl", HERE / "questions" / f"{corpus.name}.jsonl"):
            if path.is_file():
                command = [
                    "node",
                    "--no-warnings",
                    str(HERE / "ablation.mjs"),
                    str(client),
                    str(index),
                    str(path),
                ]
                done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
                for question, pages in zip(lines(path), json.loads(done.stdout), strict=True):
                    found.setdefault(question.get("half", "known"), []).append(rank(question, pages))
    return {label: measured(ranks) for label, ranks in found.items()}


def units(corpus: Path) -> Iterator[Unit]:
    """Yield the sections of a corpus as units."""
    for section in lines(corpus / "sections.jsonl"):
        anchor = section["anchor"]
        url = f"{section['page']}/" + (f"#{anchor}" if anchor else "")
        heading = section["title"] if anchor else ""
        yield Unit(id=url, url=url, title=section["ptitle"], heading=heading, text=section["text"])


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the JSON objects of a file, one a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def rank(question: Mapping[str, Any], pages: list[str]) -> int:
    """Return the place of the first relevant page, from 1; 0 if there is none."""
    relevant = {page.partition("#")[0] for page in question["relevant"]}
    return next((i for i, page in enumerate(pages, 1) if page in relevant), 0)


def measured(ranks: list[int]) -> Measures:
    """Return S@1, S@10 and MRR@10 of the places of what is relevant."""
    first = statistics.mean(rank == 1 for rank in ranks)
    return (
        first,
        statistics.mean(rank > 0 for rank in ranks),
        statistics.mean(1 / r if r else 0 for r in ranks),
    )


def print_head(name: str, measures: Mapping[str, Measures]) -> None:
    """Print the head of a corpus's table, and the row of the whole."""
    columns = [f"{label} {measure}" for label in measures for measure in ("S@1", "S@10", "MRR")]
    print(f"\n## {name}\n\n| without | {' | '.join(columns)} |\n{'|---' * (1 + len(columns))}|")
    print("| (the whole) |", " | ".join(f"{x:.3f}" for values in measures.values() for x in values), "|")


def print_row(name: str, differences: list[float]) -> None:
    """Print how each measure changes without a part."""
    print(f"| {name} |", " | ".join(f"{difference:+.3f}" for difference in differences), "|", flush=True)


if __name__ == "__main__":
    sys.exit(main())
