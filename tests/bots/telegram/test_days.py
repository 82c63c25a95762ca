"""Days as people write them, and the months they pick them from (B3)."""

from datetime import date

import pytest

from bots.telegram.days import moved, read, today, weeks
from bots.telegram.month import month
from bots.wording import Words
from core.profile.schema import Profile

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("завтра", "2026-12-01"), ("Послезавтра!", "2026-12-02"), ("вчера", "2026-11-29"), ("today", "2026-11-30"),
        ("Tomorrow", "2026-12-01"), ("25.12", "2026-12-25"), ("25.12.", "2026-12-25"), ("3.2", "2027-02-03"),
        ("15.10", "2026-10-15"), ("25.12.26", "2026-12-25"), ("25.12.2027", "2027-12-25"), ("2026-12-25", "2026-12-25"),
        ("25 декабря", "2026-12-25"), ("25 декабря 2027 г.", "2027-12-25"), ("1 мая", "2027-05-01"),
        ("December 25, 2027", "2027-12-25"), ("Dec 25", "2026-12-25"), ("25 December", "2026-12-25"),
        ("через 3 дня", "2026-12-03"), ("in 10 days", "2026-12-10"), ("в пятницу", "2026-12-04"),
        ("понедельник", "2026-12-07"), ("on Friday", "2026-12-04"), ("29.02", "2028-02-29"),
    ],
)  # fmt: skip
def test_a_day_is_read_as_it_is_meant(text: str, day: str) -> None:
    assert read(text, MONDAY) == date.fromisoformat(day)


@pytest.mark.parametrize("text", ["", "12/05/2026", "31.02", "32.01.2026", "скоро", "12", "13 мартобря", "мая 5"])
def test_what_is_no_day_or_may_be_two_is_none(text: str) -> None:
    assert read(text, MONDAY) is None


def test_the_day_is_that_of_the_readers_clock() -> None:
    late = 1_796_074_200_000_000  # 2026-11-30 22:50 UTC
    assert (today(late, "UTC"), today(late, "Asia/Yekaterinburg")) == ("2026-11-30", "2026-12-01")


def test_months_follow_each_other_over_the_turn_of_a_year() -> None:
    assert (moved("2026-12", 1), moved("2026-01", -1), moved("2026-05", -12)) == ("2027-01", "2025-12", "2025-05")
    assert (moved("2199-12", 1), moved("1900-01", -1)) == ("2199-12", "1900-01")
    assert weeks("2026-11", 1)[0] == [0, 0, 0, 0, 0, 0, 1] and weeks("2026-11", 7)[0] == [1, 2, 3, 4, 5, 6, 7]


def test_a_week_begins_as_its_reader_is_used_to(default_profile: Profile) -> None:
    words = Words(default_profile)
    russian, english = month(words, "ru", "2026-11", 7), month(words, "en", "2026-11", 7)
    assert [one.text for one in russian[1]] == ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]
    assert [one.text for one in english[1]] == ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"]
    assert [one.text for one in russian[0]] == ["‹", "Ноябрь 2026", "›"]
    assert english[2][0].callback_data == "g1:day:7:2026-11-01"
