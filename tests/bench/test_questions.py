"""The form of our own questions for judging search, and that what they call relevant exists."""

from __future__ import annotations

import importlib.util
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

Question = dict[str, Any]

SUFFIXES = {"notes-zh-Hans": "", "notes-zh-Hant": ".zh-Hant", "notes-en": ".en"}
FIELDS = ("qid", "query", "class", "lang", "relevant", "reason", "half")
HAN = re.compile(r"[㐀-䶿一-鿿]")


@pytest.fixture(scope="module")
def question_set(root: Path) -> ModuleType:
    path = root / "bench" / "search" / "question_set.py"
    spec = importlib.util.spec_from_file_location("question_set", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def corpora(question_set: ModuleType) -> dict[str, list[Question]]:
    read: dict[str, list[Question]] = question_set.read()
    return read


@pytest.fixture(scope="module")
def questions(corpora: dict[str, list[Question]]) -> list[Question]:
    return [question for questions in corpora.values() for question in questions]


def test_each_question_has_the_fields_of_the_form(
    questions: list[Question], question_set: ModuleType
) -> None:
    for question in questions:
        assert tuple(question) == FIELDS
        assert question["class"] in question_set.CLASSES, question["qid"]
        assert question["lang"] in question_set.LANGUAGES, question["qid"]
        assert question["query"] == question["query"].strip() != ""
        assert question["relevant"], question["qid"]
        assert len(set(question["relevant"])) == len(question["relevant"]), question["qid"]
        assert re.fullmatch(r"\S.*[.?!]", question["reason"]), question["qid"]


def test_qids_are_unique_and_begin_with_the_name_of_their_corpus(corpora: dict[str, list[Question]]) -> None:
    qids = [question["qid"] for questions in corpora.values() for question in questions]
    assert [qid for qid, number in Counter(qids).items() if number > 1] == []
    for name, asked in corpora.items():
        assert all(re.fullmatch(rf"{name}-(early-)?\d+", question["qid"]) for question in asked)


def test_no_corpus_is_asked_the_same_twice(corpora: dict[str, list[Question]]) -> None:
    for questions in corpora.values():
        assert len({question["query"] for question in questions}) == len(questions)


def test_there_are_enough_questions_in_all_and_in_each_class_and_language(
    questions: list[Question], question_set: ModuleType
) -> None:
    assert len(questions) >= 150
    classes = Counter(question["class"] for question in questions)
    assert {name: classes[name] for name in question_set.CLASSES if classes[name] < 12} == {}
    languages = Counter(question["lang"] for question in questions)
    assert {name: languages[name] for name in question_set.LANGUAGES if languages[name] < 50} == {}


def test_classes_and_languages_are_what_they_say(corpora: dict[str, list[Question]]) -> None:
    for name, questions in corpora.items():
        for question in questions:
            query, kind = question["query"], question["class"]
            has_han = bool(HAN.search(query))
            assert (question["lang"] == "en") != has_han, query
            if kind in ("en-to-zh", "en-stem"):
                assert not has_han, query
            if kind == "en-to-zh":
                assert name != "notes-en", query
            if kind == "zh-to-en":
                assert has_han, query
                assert name == "notes-en", query
            if kind == "single":
                assert len(query) == 1, query
            if kind == "mixed":
                assert re.search(r"[A-Za-z0-9#]" + HAN.pattern + "|" + HAN.pattern + "[A-Za-z]", query), query


def test_halves_follow_from_the_qids_and_cut_each_class_in_two(
    questions: list[Question], question_set: ModuleType
) -> None:
    halves = {question["qid"]: question["half"] for question in questions}
    assert halves == question_set.assigned(questions)
    sizes: dict[str, Counter[str]] = defaultdict(Counter)
    for question in questions:
        sizes[question["class"]][question["half"]] += 1
    assert all(size["tune"] - size["report"] in (0, 1) for size in sizes.values())


def test_what_had_been_used_for_tuning_is_never_reported(
    questions: list[Question], question_set: ModuleType
) -> None:
    early = [question for question in questions if question_set.is_early(question["qid"])]
    assert early
    assert {question["half"] for question in early} == {"tune"}


def test_halving_does_not_depend_on_the_order_of_the_questions(
    questions: list[Question], question_set: ModuleType
) -> None:
    assert question_set.assigned(questions[::-1]) == question_set.assigned(questions)


@pytest.mark.parametrize("name", SUFFIXES)
def test_relevant_pages_of_our_own_notes_exist_in_the_language_of_their_corpus(
    name: str, corpora: dict[str, list[Question]], root: Path
) -> None:
    missing = []
    for question in corpora[name]:
        for page in question["relevant"]:
            path = page.partition("#")[0]
            suffix = re.search(r"(\.en|\.zh-Hant)?$", path)
            assert suffix is not None
            if (suffix[1] or "") != SUFFIXES[name] or not (root / "content" / f"{path}.md").is_file():
                missing.append((question["qid"], page))
    assert missing == []


@pytest.mark.parametrize("name", SUFFIXES)
def test_relevant_sections_of_our_own_notes_have_their_anchors_on_the_site(
    name: str, corpora: dict[str, list[Question]], built_site: Path
) -> None:
    folder = built_site / {"notes-zh-Hans": ".", "notes-zh-Hant": "zh-Hant", "notes-en": "en"}[name]
    missing = []
    for question in corpora[name]:
        for page in question["relevant"]:
            path, _, anchor = page.partition("#")
            address = path.removesuffix(SUFFIXES[name]).removeprefix("notes/").removesuffix("index")
            html = (folder / address / "index.html").read_text("utf-8")
            if anchor and f'id="{anchor}"' not in html:
                missing.append((question["qid"], page))
    assert missing == []


@pytest.mark.parametrize("name", ["docs-cn", "poychang"])
def test_relevant_pages_and_sections_of_other_corpora_exist_where_the_corpus_is_at_hand(
    name: str, corpora: dict[str, list[Question]], root: Path
) -> None:
    sections = root.parent / "shared" / "corpora" / name / "sections.jsonl"
    if not sections.is_file():
        pytest.skip(f"the corpus {name} is not part of the repository, and not beside it here")
    known = set()
    with sections.open(encoding="utf-8") as lines:
        for line in lines:
            section = json.loads(line)
            known |= {section["page"], f"{section['page']}#{section['anchor']}"}
    relevant = {page for question in corpora[name] for page in question["relevant"]}
    assert sorted(relevant - known) == []
