"""The words of the interface."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from mkdocs.theme import Theme

import techdigest_theme
from techdigest.notes.model import LANGUAGES

FOLDER = Path(techdigest_theme.__file__).parent
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def ui() -> Any:
    return Theme(name="techdigest").get_env().get_template("partials/td/strings.html").module


def test_all_languages_have_all_words(ui: Any) -> None:
    assert list(ui.strings) == list(ui.names) == list(LANGUAGES)
    for lang in LANGUAGES:
        assert list(ui.strings[lang]) == list(ui.strings["en"]), lang


def test_every_word_is_used_and_every_used_word_exists(ui: Any) -> None:
    sources = "".join(path.read_text() for path in FOLDER.rglob("*.html") if path.name != "strings.html")
    for key in ui.strings["en"]:
        assert re.search(rf"""["']{key}["']""", sources) or key.startswith("palette_"), key
    for key in re.findall(r"""ui\.t\((?:td\.lang|language|code), ["'](\w+)["'] *[,)]""", sources):
        assert key in ui.strings["en"], key


def test_chinese_words_are_written_with_full_width_punctuation(ui: Any) -> None:
    for lang in ("zh-Hans", "zh-Hant"):
        for key, text in ui.strings[lang].items():
            assert not re.search(r"[\u4e00-\u9fff][,.;:?!()]", text), (lang, key)


def test_english_words_hold_no_han(ui: Any) -> None:
    assert not [key for key, text in ui.strings["en"].items() if HAN.search(text)]


def test_a_language_that_is_not_here_gets_english(ui: Any) -> None:
    assert ui.t("fr", "archive") == "Archive"
    assert ui.t("en", "minutes", 12) == "12 min read"


def test_an_unknown_word_is_shown_as_its_key(ui: Any) -> None:
    assert ui.t("zh-Hans", "no such word") == "no such word"
