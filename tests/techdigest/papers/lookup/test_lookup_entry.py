from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techdigest.papers.bibtex import is_citable
from techdigest.papers.lookup.clean import text_of, year_of
from techdigest.papers.lookup.entry import appended, choose_key
from techdigest.papers.model import Author, Paper


def key(family: str, title: str, year: int | None = 2014, taken: frozenset[str] = frozenset()) -> str:
    authors = (Author(family),) if family else ()
    return choose_key(Paper("", "", "misc", title, authors=authors, year=year), taken)


@pytest.mark.parametrize(
    ("family", "title", "expected"),
    [
        ("Fan", "Cuckoo Filter: Practically Better", "fan2014cuckoo"),
        ("Bender", "Don't Thrash: How to Cache", "bender2014dont"),
        ("van der Waals", "On the Continuity", "vanderwaals2014continuity"),
        ("Erdős", "The 3-Body Problem", "erdos20143"),
        ("Łukasz", "A $k$-Way", "lukasz2014k"),
        ("王", "分布式系统中的一致性哈希研究", "王2014分布式系统中"),
        ("", "Of the", "2014"),
    ],
)
def test_a_key_is_family_name_year_and_first_word(family: str, title: str, expected: str) -> None:
    assert key(family, title) == expected


def test_a_key_that_is_taken_gets_a_number() -> None:
    taken = frozenset(("fan2014cuckoo", "fan2014cuckoo-2"))
    assert key("Fan", "Cuckoo", taken=taken) == "fan2014cuckoo-3"


@given(st.text(min_size=1), st.text(), st.one_of(st.none(), st.integers(1900, 2100)))
def test_a_key_can_always_be_cited(family: str, title: str, year: int | None) -> None:
    assert is_citable(key(family, title, year))


@given(st.binary().filter(lambda data: b"\r" not in data))
def test_appending_changes_nothing_before(data: bytes) -> None:
    result = appended(data, "@misc{a,\n}\n")
    assert result.startswith(data)
    assert result.endswith(b"@misc{a,\n}\n")


@given(st.recursive(st.one_of(st.none(), st.booleans(), st.integers(), st.text()), st.lists))
def test_any_value_of_an_answer_gives_plain_text(value: object) -> None:
    text = text_of(value)
    assert text.isprintable()
    assert text == " ".join(text.split())
    assert len(text) <= 1000


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (["<i>Zea</i> &amp; <jats:p>more</jats:p>"], "Zea & more"),
        ("Large-scale <Borg> &lt;x&gt;", "Large-scale <Borg> <x>"),
        ("a\x00b\u202ec", "a b c"),
        ({"a": 1}, ""),
    ],
)
def test_markup_and_control_characters_are_taken_out(value: object, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("value", "year"), [(2014, 2014), (True, None), ("2014", None), (99999, None), (None, None)]
)
def test_a_year_is_a_number_of_our_time(value: object, year: int | None) -> None:
    assert year_of(value) == year
