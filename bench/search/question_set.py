"""The questions of our own: how many there are of each class, and which half each belongs to.

    python bench/search/question_set.py [--halve]

Prints the counts. With ``--halve``, first assigns the halves and writes them into the files.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "questions"
CLASSES = (
    "question", "synonym", "regional", "en-to-zh", "zh-to-en", "pinyin-typo", "homophone",
    "en-typo", "en-stem", "identifier", "single", "mixed", "fragment",
)  # fmt: skip
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
HALVES = ("tune", "report")

Question = dict[str, Any]


def main() -> int:
    """Assign the halves if asked to, and print the counts."""
    corpora = read()
    if "--halve" in sys.argv[1:]:
        halves = assigned(question for questions in corpora.values() for question in questions)
        for name, questions in corpora.items():
            halved = [question | {"half": halves[question["qid"]]} for question in questions]
            lines = (json.dumps(question, ensure_ascii=False) + "\n" for question in halved)
            (FOLDER / f"{name}.jsonl").write_text("".join(lines), "utf-8")
        corpora = read()
    print_counts(corpora)
    return 0


def read(folder: Path = FOLDER) -> dict[str, list[Question]]:
    """Return the questions of each corpus, by its name."""
    return {path.stem: read_file(path) for path in sorted(folder.glob("*.jsonl"))}


def read_file(path: Path) -> list[Question]:
    """Return the questions of one file, a line each."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def assigned(questions: Iterable[Question]) -> dict[str, str]:
    """Return the half of each question, by qid; each class is cut in two, the odd one goes to `tune`.

    Early questions had been used for tuning before there were halves, so they come first in the order.
    The others follow by the SHA-256 of their qid, which nobody chooses by looking at results.
    """
    classes: defaultdict[str, list[str]] = defaultdict(list)
    for question in questions:
        classes[question["class"]].append(question["qid"])
    halves: dict[str, str] = {}
    for qids in classes.values():
        qids.sort(key=lambda qid: (not is_early(qid), hashlib.sha256(qid.encode()).digest()))
        middle = (len(qids) + 1) // 2
        halves |= dict.fromkeys(qids[:middle], "tune") | dict.fromkeys(qids[middle:], "report")
    return halves


def is_early(qid: str) -> bool:
    """Tell whether a question was used for tuning before there were halves."""
    return "-early-" in qid


def print_counts(corpora: dict[str, list[Question]]) -> None:
    """Print the questions of each class by half, language and corpus."""
    columns = [("half", HALVES), ("lang", LANGUAGES), ("corpus", tuple(corpora))]
    everything = [question | {"corpus": name} for name, all_of in corpora.items() for question in all_of]
    print("| class | all |", " | ".join(value for _, values in columns for value in values), "|")
    print("|---" * (2 + sum(len(values) for _, values in columns)) + "|")
    for label in (*CLASSES, "all"):
        own = [question for question in everything if label in ("all", question["class"])]
        cells = [
            Counter(question[key] for question in own)[value] for key, values in columns for value in values
        ]
        print(f"| {label} | {len(own)} |", " | ".join(map(str, cells)), "|")


if __name__ == "__main__":
    sys.exit(main())
