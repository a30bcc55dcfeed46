"""How characters sound."""

from __future__ import annotations

from cjksearch.analysis.sounds import readings
from support.regenerate_sounds import FILE, text


def test_the_file_says_what_the_library_of_readings_says() -> None:
    assert FILE.read_text("utf-8") == text()


def test_characters_that_an_input_method_offers_for_each_other_sound_alike() -> None:
    known = readings()
    assert known["务"][0] == known["物"][0] == known["雾"][0]
    assert known["滤"][0] == known["虑"][0]
    assert known["真"][0] == known["争"][0]  # zhen and zheng, which many speakers do not tell apart


def test_a_character_of_two_readings_has_both() -> None:
    assert set(readings()["行"]) == {"xin", "han"}
