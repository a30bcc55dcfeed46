"""Dates as folders write them, and the zone of those that name none."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies

from techdigest.importers.front.dates import read_date, written
from techdigest.notes.fields import parse_date

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "expected", "is_guessed"),
    [
        ("2022-07-15", "2022-07-15", False),
        ("2022/7/5", "2022-07-05", False),
        ("2022年7月5日", "2022-07-05", False),
        ("2022-07-15 22:58:41", "2022-07-15T22:58:41+08:00", True),
        ("2022-07-15 22:58", "2022-07-15T22:58:00+08:00", True),
        ("2022-07-15T22:58:41Z", "2022-07-15T22:58:41Z", False),
        ("2022-07-15 22:58:41 +0900", "2022-07-15T22:58:41+09:00", False),
        ("2022-07-15T22:58:41.5-07:00", "2022-07-15T22:58:41-07:00", False),
        ("2022-07-15 22:58:41 +08:00:00", "2022-07-15T22:58:41+08:00", False),
        ("2022-07-15 22:58:41 +0900 (JST)", "2022-07-15T22:58:41+09:00", False),
        ("2022-07-15 22:58:41 CST", "2022-07-15T22:58:41+08:00", True),
        ("Thu, 12 May 2022 10:30:00 +0200", "2022-05-12T10:30:00+02:00", False),
        ("May 12, 2022", "2022-05-12", False),
        ("12 Sept 2022 10:30", "2022-09-12T10:30:00+08:00", True),
        ("20220715", "2022-07-15", False),
        ("1657897121", "2022-07-15T14:58:41Z", False),
        ("1657897121000", "2022-07-15T14:58:41Z", False),
    ],
)
def test_dates_are_read_in_every_way_that_folders_write_them(
    text: str, expected: str, is_guessed: bool
) -> None:
    read = read_date(text, SHANGHAI)
    assert read is not None
    assert (written(read[0]), read[1]) == (expected, is_guessed)


@pytest.mark.parametrize("text", ["", "soon", "2022-13-45", "{{ date }}", "12", "99999999", "Maybe 12, 2022"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text, UTC) is None


@given(strategies.text(max_size=40), strategies.sampled_from([UTC, SHANGHAI, ZoneInfo("Europe/Amsterdam")]))
def test_any_text_is_a_date_that_notes_read_or_none(text: str, zone: tzinfo) -> None:
    read = read_date(text, zone)
    assert read is None or parse_date(written(read[0])) is not None


_MOMENTS = strategies.datetimes(datetime(1970, 1, 2), timezones=strategies.sampled_from([UTC, SHANGHAI]))


@given(_MOMENTS)
def test_no_moment_changes_when_it_is_written_and_read(moment: datetime) -> None:
    read = read_date(str(moment), UTC)
    assert read is not None
    assert read[0].isoformat() == moment.replace(microsecond=0).isoformat()
