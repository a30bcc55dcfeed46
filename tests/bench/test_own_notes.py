"""Our own notes as corpora: which page of `content/` an address of the site is."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def own_notes(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("own_notes", root / "bench" / "search" / "own_notes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("address", "lang", "page"),
    [
        ("borg/", "zh-Hans", "notes/borg/index"),
        ("en/borg/", "en", "notes/borg/index.en"),
        ("zh-Hant/borg/", "zh-Hant", "notes/borg/index.zh-Hant"),
        ("guide/", "zh-Hans", "guide/index"),
        ("en/guide/search/", "en", "guide/search.en"),
    ],
)
def test_an_address_leads_back_to_its_markdown_file(
    own_notes: ModuleType, address: str, lang: str, page: str
) -> None:
    assert own_notes.page_id(address, lang) == page


def test_an_address_without_a_file_is_refused(own_notes: ModuleType) -> None:
    with pytest.raises(ValueError, match="no page of content/ is at nowhere/"):
        own_notes.page_id("nowhere/", "zh-Hans")


def test_a_corpus_holds_the_sections_of_its_language_alone(own_notes: ModuleType) -> None:
    units = [
        {"url": "borg/", "lang": "zh-Hans", "title": "博格", "text": "开头"},
        {
            "url": "en/borg/#tail",
            "lang": "en",
            "title": "Borg",
            "heading": "The tail",
            "text": "One percent.",
        },
    ]
    assert list(own_notes.sections(units, "en")) == [
        {
            "page": "notes/borg/index.en",
            "anchor": "tail",
            "ptitle": "Borg",
            "title": "The tail",
            "text": "One percent.",
        }
    ]
