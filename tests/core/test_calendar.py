"""Business time (X5): the desks' own examples, the rules as properties, a slow oracle over every change of clocks."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar.always import Always
from core.calendar.calendar import Calendar
from core.calendar.hours import read_hours
from core.calendar.reading import read_calendar
from core.clock import DAY, HOUR, MINUTE, SECOND
from core.errors import Misconfigured
from tests.core.minutes import MINUTES, WEEKDAYS, Minutes, Paper, changes

ZONES = (
    "Europe/Berlin", "Europe/London", "Europe/Kyiv", "Europe/Chisinau", "Atlantic/Azores", "America/New_York",
    "America/St_Johns", "America/Havana", "America/Santiago", "America/Nuuk", "America/Scoresbysund", "Africa/Cairo",
    "Africa/Casablanca", "Asia/Beirut", "Asia/Jerusalem", "Australia/Adelaide", "Australia/Lord_Howe",
    "Pacific/Auckland", "Pacific/Chatham", "Antarctica/Troll",
)  # fmt: skip
"""Changes at midnight, at 24:00, by half an hour, by two hours, for Ramadan, and in both halves of the year."""
OFFICE = dict.fromkeys(WEEKDAYS[:5], ["09:00–18:00"])
SUNDAYS = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:19900107
RRULE:FREQ=WEEKLY
END:VEVENT
END:VCALENDAR
"""
AROUND = 36 * 60


def _at(zone: str, *parts: int, fold: int = 0) -> int:
    return _instant(datetime(*parts, tzinfo=ZoneInfo(zone), fold=fold))  # type: ignore[arg-type, misc]


def _instant(known: datetime) -> int:
    return (known - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _moscow(*parts: int) -> int:
    return _at("Europe/Moscow", *parts)


@pytest.fixture(scope="module")
def office() -> Calendar:
    """Desks C and D: Monday to Friday 9–18 Moscow time, holidays excepted."""
    return read_calendar("Europe/Moscow", OFFICE, country="RU")


# The desks' own examples


@pytest.mark.parametrize(
    ("hours", "due"),
    [(0, (2026, 11, 20, 17)), (1, (2026, 11, 20, 18)), (2, (2026, 11, 23, 10)), (4, (2026, 11, 23, 12))],
)
def test_a_letter_on_friday_evening_is_due_on_monday(office: Calendar, hours: int, due: tuple[int, ...]) -> None:
    """C3, C4: one hour ends with the working day, not with the next one's opening."""
    assert office.add(_moscow(2026, 11, 20, 17), hours * HOUR) == _moscow(*due)


def test_three_working_days_of_silence_over_new_year(office: Calendar) -> None:
    """D7: Thursday the 31st is exchanged for a Sunday, the 1st to the 8th are holidays, then comes a weekend."""
    assert office.working_days(_moscow(2026, 12, 30, 15, 20), 3) == _moscow(2027, 1, 13, 15, 20)
    assert office.between(_moscow(2026, 12, 30, 15), _moscow(2027, 1, 11, 10)) == 4 * HOUR


def test_a_saturday_that_russia_works_has_the_hours_of_a_working_day(office: Calendar) -> None:
    assert office.between(_moscow(2024, 11, 2), _moscow(2024, 11, 3)) == 9 * HOUR
    assert office.working_days(_moscow(2024, 11, 1, 12), 1) == _moscow(2024, 11, 2, 12)
    saturdays = read_calendar("Europe/Moscow", OFFICE | {"sat": ["10:00–14:00"]}, country="RU")
    assert saturdays.between(_moscow(2024, 11, 2), _moscow(2024, 11, 3)) == 4 * HOUR


def test_outside_hours_nothing_to_work_ends_at_the_next_opening(office: Calendar) -> None:
    evening, monday = _moscow(2026, 11, 20, 18), _moscow(2026, 11, 23, 9)
    assert office.add(evening, 0) == office.next_open(evening) == monday
    assert not office.is_open(evening) and office.is_open(evening - 1) and office.is_open(monday)
    assert office.add(evening, 1) == monday + 1


def test_why_nothing_was_worked_has_a_name_in_both_languages(office: Calendar) -> None:
    closed = office.closed(_moscow(2026, 12, 30), _moscow(2027, 1, 2))
    assert list(closed) == [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)]
    assert closed[date(2027, 1, 1)] == {"en": "New Year Holidays", "ru": "Новогодние каникулы"}


def test_own_days_stand_above_public_holidays() -> None:
    fair, stocktaking = date(2027, 1, 2), date(2026, 12, 30)
    names = {"ru": "Инвентаризация", "en": "Stocktaking"}
    calendar = read_calendar(
        "Europe/Moscow", OFFICE, country="RU", on={fair: ["12:00–15:00"]}, off={stocktaking: names}
    )  # fmt: skip
    assert list(calendar.windows(_moscow(2026, 12, 29, 17), _moscow(2027, 1, 11))) == [
        (_moscow(2026, 12, 29, 17), _moscow(2026, 12, 29, 18)),
        (_moscow(2027, 1, 2, 12), _moscow(2027, 1, 2, 15)),
    ]
    closed = calendar.closed(_moscow(2026, 12, 30), _moscow(2027, 1, 5))
    assert closed[stocktaking] == names and fair not in closed


def test_holidays_differ_within_a_country() -> None:
    epiphany = (_at("Europe/Berlin", 2026, 1, 6), _at("Europe/Berlin", 2026, 1, 7))
    worked = [read_calendar("Europe/Berlin", OFFICE, country=one).between(*epiphany) for one in ("DE", "DE-BY")]
    assert worked == [9 * HOUR, 0]


# Changes of the clocks


@pytest.mark.parametrize(
    ("zone", "day", "hours", "length"),
    [
        ("Europe/Berlin", (2026, 3, 28), "22:00–06:00", 7 * HOUR),
        ("Europe/Berlin", (2026, 10, 24), "22:00–06:00", 9 * HOUR),
        ("Europe/Berlin", (2026, 3, 29), "00:00–24:00", 23 * HOUR),
        ("Europe/Berlin", (2026, 10, 25), "00:00–24:00", 25 * HOUR),
        ("Europe/Berlin", (2026, 3, 29), "02:15–04:00", HOUR),
        ("Europe/Berlin", (2026, 3, 29), "00:00–02:30", 2 * HOUR),
        ("Europe/Berlin", (2026, 10, 25), "01:00–02:30", 90 * MINUTE),
        ("Europe/Berlin", (2026, 10, 25), "02:30–04:00", 150 * MINUTE),
        ("Australia/Lord_Howe", (2026, 10, 4), "00:00–24:00", 23 * HOUR + 30 * MINUTE),
        ("Australia/Lord_Howe", (2026, 4, 5), "00:00–24:00", 24 * HOUR + 30 * MINUTE),
        ("Antarctica/Troll", (2026, 3, 29), "00:00–24:00", 22 * HOUR),
        ("America/Havana", (2026, 3, 8), "00:00–24:00", 23 * HOUR),
        ("Europe/Berlin", (2099, 3, 29), "00:00–24:00", 23 * HOUR),
        ("Africa/Monrovia", (1972, 1, 7), "00:00–24:00", 24 * HOUR - 44 * MINUTE - 30 * SECOND),
        ("Europe/Moscow", (1919, 7, 1), "00:00–24:00", 24 * HOUR - (4 * HOUR - 16279 * SECOND)),
    ],
)
def test_a_window_over_a_change_has_its_true_length(
    zone: str, day: tuple[int, int, int], hours: str, length: int
) -> None:
    """It opens and closes when the wall first shows its times, or has leapt over them."""
    calendar = read_calendar(zone, {}, on={date(*day): [hours], date(2000, 1, 1): ["00:00–24:00"]})
    start = _at(zone, *day)
    assert calendar.between(start - DAY, start + 3 * DAY) == length


def test_a_window_that_the_clocks_leap_over_is_none() -> None:
    calendar = read_calendar("Europe/Berlin", {"sun": ["02:00–03:00"], "mon": ["09:00–10:00"]})
    saturday = _at("Europe/Berlin", 2026, 3, 28, 12)
    assert calendar.working_days(saturday, 1) == _at("Europe/Berlin", 2026, 3, 30, 12)
    assert calendar.add(saturday, 1) == _at("Europe/Berlin", 2026, 3, 30, 9) + 1


def test_a_date_that_never_was_has_no_hours() -> None:
    """Samoa went from the 29th to the 31st of December 2011."""
    calendar = read_calendar("Pacific/Apia", OFFICE | {"sat": ["09:00–18:00"]})
    thursday = _at("Pacific/Apia", 2011, 12, 29, 17)
    assert calendar.add(thursday, 2 * HOUR) == _at("Pacific/Apia", 2011, 12, 31, 10)
    assert calendar.working_days(thursday, 1) == _at("Pacific/Apia", 2011, 12, 31, 17)


def test_a_missing_time_moves_forward_by_the_gap_and_of_two_the_first_counts() -> None:
    calendar = read_calendar("Europe/Berlin", dict.fromkeys(WEEKDAYS, ["00:00–24:00"]), country="DE")
    missing = calendar.working_days(_at("Europe/Berlin", 2026, 3, 28, 2, 30), 1)
    assert missing == _at("Europe/Berlin", 2026, 3, 29, 3, 30)
    twice = calendar.working_days(_at("Europe/Berlin", 2026, 10, 24, 2, 30), 1)
    assert twice == _at("Europe/Berlin", 2026, 10, 25, 2, 30) != _at("Europe/Berlin", 2026, 10, 25, 2, 30, fold=1)


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    calendar = read_calendar("Europe/Moscow", {"fri": ["22:00–06:00"]}, off={date(2026, 11, 21): {}})
    friday, saturday = _moscow(2026, 11, 20), _moscow(2026, 11, 21)
    assert list(calendar.windows(friday, friday + 3 * DAY)) == [(friday + 22 * HOUR, saturday + 6 * HOUR)]
    assert list(calendar.windows(saturday, saturday + HOUR)) == [(saturday, saturday + HOUR)]
    assert calendar.working_days(friday - DAY, 2) == friday + 7 * DAY


def test_an_exceptional_day_within_the_night_before_counts_no_time_twice() -> None:
    saturday = date(2026, 11, 21)
    calendar = read_calendar("Europe/Moscow", {"fri": ["22:00–06:00"]}, on={saturday: ["01:00–02:00", "05:00–08:00"]})
    assert calendar.between(_moscow(2026, 11, 20), _moscow(2026, 11, 23)) == 10 * HOUR
    assert calendar.working_days(_moscow(2026, 11, 20, 12), 1) == _moscow(2026, 11, 21, 12)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("hours", ["20:00–19:00", "00:00–09:00"])
@pytest.mark.parametrize("first", [-200 * DAY, 0, 200 * DAY])
def test_which_year_was_asked_for_first_makes_no_difference(zone: str, hours: str, first: int) -> None:
    """New Year, at both ends of the world."""
    week = dict.fromkeys(WEEKDAYS, [hours])
    midnight, known = _at("UTC", 2027, 1, 1), read_calendar(zone, week)
    known.between(midnight - 900 * DAY, midnight + 900 * DAY)
    for start in range(midnight - 2 * DAY, midnight + 2 * DAY, 5 * HOUR):
        fresh = read_calendar(zone, week)
        fresh.is_open(midnight + first)
        assert fresh.is_open(start) == known.is_open(start)
        assert fresh.next_open(start) == known.next_open(start)
        assert fresh.add(start, 30 * HOUR) == known.add(start, 30 * HOUR)
        assert fresh.working_days(start, 2) == known.working_days(start, 2)
        assert list(fresh.windows(start, start + DAY)) == list(known.windows(start, start + DAY))


# Never closed, seldom open, never open


def test_a_desk_that_never_closes_keeps_clock_time() -> None:
    calendar = read_calendar("Europe/Berlin", dict.fromkeys(WEEKDAYS, ["00:00–24:00"]))
    slow = read_calendar(
        "Europe/Berlin", dict.fromkeys(WEEKDAYS, ["00:00–24:00"]), on={date(2030, 1, 1): ["00:00–24:00"]}
    )
    assert isinstance(calendar, Always) and not isinstance(slow, Always)
    start = _at("Europe/Berlin", 2026, 3, 20, 12)
    for one in (calendar, slow):
        assert one.add(start, 30 * DAY) == start + 30 * DAY and one.between(start, start - DAY) == -DAY
        assert one.working_days(start, 10) == _at("Europe/Berlin", 2026, 3, 30, 12)
        assert one.is_open(start) and one.next_open(start) == start and not one.closed(start, start + DAY)
    assert list(calendar.windows(start, start + 3 * DAY)) == [(start, start + 3 * DAY)]


def test_a_desk_that_opens_once_in_a_lifetime_is_waited_for() -> None:
    calendar = read_calendar("Europe/Moscow", {}, on={date(2090, 5, 9): ["09:00–18:00"]})
    now = _moscow(2026, 11, 20)
    assert calendar.next_open(now) == calendar.add(now, 0) == _moscow(2090, 5, 9, 9)
    assert calendar.add(now, HOUR) == _moscow(2090, 5, 9, 10)
    assert calendar.working_days(now, 1) == _moscow(2090, 5, 9)
    with pytest.raises(OverflowError, match="no working time left"):
        calendar.add(now, 10 * HOUR)
    with pytest.raises(OverflowError, match="no working time left"):
        calendar.working_days(now, 2)
    with pytest.raises(OverflowError):
        calendar.add(4**40, 1)


def test_dates_to_2100_are_reckoned_from_today(office: Calendar) -> None:
    start, end = _moscow(2026, 11, 20, 17), _moscow(2100, 11, 19, 12)
    assert office.add(start, office.between(start, end)) == end


@pytest.mark.parametrize(
    ("week", "said"),
    [
        ({}, "no working hours at all"),
        ({"mon": []}, "no working hours at all"),
        ({"mon": ["09:00–09:00"]}, "no length"),
        ({"mon": ["24:00–06:00"]}, "no length"),
        ({"mon": ["09:00–25:00"]}, "no day has"),
        ({"mon": ["9–18"]}, "cannot be read"),
        ({"mon": ["09:00–13:00", "12:59–18:00"]}, "overlap"),
        ({"mon": ["22:00–06:00"], "tue": ["05:59–18:00"]}, "22:00–06:00 of mon and 05:59–18:00 of tue overlap"),
        ({"sun": ["22:00–06:00"], "mon": ["05:59–18:00"]}, "of sun and 05:59–18:00 of mon overlap"),
        ({"monday": ["09:00–18:00"]}, "no weekday"),
    ],
)
def test_a_week_that_cannot_be_kept_is_refused(week: dict[str, list[str]], said: str) -> None:
    with pytest.raises(Misconfigured, match=said) as refused:
        read_calendar("Europe/Moscow", week)
    assert refused.value.mend


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"zone": "Europe/Moskau"}, "no time zone"),
        ({"zone": ""}, "no time zone"),
        ({"zone": "/etc/passwd"}, "no time zone"),
        ({"country": "XX"}, "no public holidays"),
        ({"country": "DE-QQ"}, "no public holidays"),
        ({"on": {date(2026, 1, 1): []}}, "has no hours"),
        ({"on": {date(2026, 1, 1): ["09:00–18:00"]}, "off": {date(2026, 1, 1): {}}}, "both a day on and a day off"),
        ({"week": {"sun": ["09:00–18:00"]}, "feeds": [SUNDAYS]}, "no working hours at all"),
        ({"on": {date(1999, 12, 31): ["09:00–18:00"]}, "week": {}}, "no working hours at all"),
        ({"feeds": [SUNDAYS[:80]]}, "iCalendar"),
        ({"feeds": ["holidays"]}, "iCalendar"),
    ],
)
def test_a_calendar_that_cannot_be_kept_is_refused(given: dict[str, object], said: str) -> None:
    with pytest.raises(Misconfigured, match=f"(?i){said}"):
        read_calendar(**{"zone": "Europe/Moscow", "week": OFFICE} | given)  # type: ignore[arg-type]


def test_hours_are_written_as_they_are_read() -> None:
    for text in ("09:00–18:00", "22:00–06:00", "00:00–24:00", "12:00–24:00", "18:30–18:29"):
        assert str(read_hours(text)) == text
    assert read_hours(" 09:00 - 18:00 ") == read_hours("09:00–18:00")


# iCalendar

FEED = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//desk//EN
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20261123
DTEND;VALUE=DATE:20261125
SUMMARY:Переезд
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20200101
RRULE:FREQ=MONTHLY;BYDAY=-1FR
EXDATE;VALUE=DATE:20261225
SUMMARY:День тишины
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20261126T090000Z
DTEND:20261126T100000Z
SUMMARY:Планёрка
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART;VALUE=DATE:20261126
STATUS:CANCELLED
SUMMARY:Отменено
END:VEVENT
BEGIN:VEVENT
UID:5
DTSTART;VALUE=DATE:20261230
DURATION:P5D
SUMMARY:Каникулы
END:VEVENT
END:VCALENDAR
"""


def test_all_day_events_of_an_icalendar_file_are_days_off() -> None:
    """With recurrences and their exceptions; a meeting and a cancelled event close nothing."""
    calendar = read_calendar("Europe/Moscow", OFFICE, feeds=[FEED])
    closed = calendar.closed(_moscow(2026, 11, 20), _moscow(2027, 1, 10))
    moved, holidays = (
        [(2026, 11, 23), (2026, 11, 24)],
        [(2026, 12, 30), (2026, 12, 31), *((2027, 1, n) for n in (1, 2, 3))],
    )
    assert sorted(closed) == [date(*one) for one in (*moved, (2026, 11, 27), *holidays)]
    assert closed[date(2026, 11, 27)]["ru"] == "День тишины"
    assert calendar.between(_moscow(2026, 11, 23), _moscow(2026, 11, 28)) == 2 * 9 * HOUR
    assert calendar.between(_moscow(2040, 11, 30), _moscow(2040, 12, 1)) == 0


@pytest.mark.parametrize("broken", ["DTSTART;VALUE=DATE:2026112", "RRULE:FREQ=SOMETIMES", "DTEND;VALUE=DATE:soon"])
def test_a_file_whose_day_off_cannot_be_read_is_refused_rather_than_worked_through(broken: str) -> None:
    name = broken.partition(":")[0].partition(";")[0]
    lines = [line for line in FEED.splitlines() if not line.startswith(name)]
    lines.insert(lines.index("UID:1") + 1, broken)
    with pytest.raises(Misconfigured, match="iCalendar"):
        read_calendar("Europe/Moscow", OFFICE, feeds=["\r\n".join(lines)])


# Random calendars


def _rolled(dice: Random, zone: str) -> Paper:
    """Any week, with exceptions near the changes of its zone's clocks."""
    dates = [_date_of(change) + timedelta(days=dice.randint(-2, 2)) for change in changes(zone)]
    odd = dice.sample(dates, min(len(dates), dice.randint(0, 8)))
    cut = dice.randint(0, len(odd))
    on = {day: _drawn_up(dice, MINUTES) or ["00:00–24:00"] for day in odd[:cut]}
    off: dict[date, dict[str, str]] = {day: {} for day in odd[cut:] if day not in on}
    country = dice.choice([None, None, None, "RU", "DE", "US", "JP"])
    return Paper(zone, _week(dice), country, on, off)


def _date_of(minute: int) -> date:
    return datetime.fromtimestamp(minute * 60, UTC).date()


def _week(dice: Random) -> dict[str, list[str]]:
    """From Sunday backwards, so that a night can end before the morning after it begins; some hours on every day."""
    plain = dice.choice([["09:00–18:00"], ["08:30–12:30", "13:15–17:45"], ["00:00–24:00"], ["22:00–06:00"], None])
    week: dict[str, list[str]] = {}
    for place in range(6, -1, -1):
        after = week.get(WEEKDAYS[(place + 1) % 7], ["24:00"])
        last = MINUTES + _minute(min(after)[:5]) if after and place < 6 else MINUTES
        if plain and dice.random() < 0.7:
            week[WEEKDAYS[place]] = plain if plain != ["22:00–06:00"] or last >= MINUTES + 360 else []
        else:
            week[WEEKDAYS[place]] = _drawn_up(dice, last)
    return week if any(week.values()) else {"sun": ["01:30–03:30"]}


def _drawn_up(dice: Random, last: int) -> list[str]:
    """Up to four windows whose edges lie anywhere, most often where clocks change, the last one perhaps at night."""
    edges = {dice.choice((dice.randrange(0, 240, 5), dice.randrange(MINUTES), MINUTES)) for _ in range(8)}
    points = sorted(edges)[: 2 * dice.randint(0, 4)]
    windows = [(start, end) for start, end in zip(points[::2], points[1::2], strict=False)]
    if windows and last > MINUTES and dice.random() < 0.5:
        start = max(windows[-1][0], 1)
        windows[-1] = (start, dice.randint(MINUTES, min(last, start + MINUTES - 1)))
    return [f"{_written(start)}–{_written(end if end <= MINUTES else end - MINUTES)}" for start, end in windows]


def _minute(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def _written(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _read(paper: Paper) -> Calendar:
    return read_calendar(paper.zone, paper.week, country=paper.country, on=paper.on, off=paper.off)


seeds = st.integers(0, 2**32)
instants = st.integers(_at("UTC", 2024, 1, 1), _at("UTC", 2030, 12, 31))
spans = st.integers(0, 400 * DAY) | st.integers(0, 3 * DAY) | st.integers(0, 40).map(lambda n: n * 15 * MINUTE)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    zone = draw(st.sampled_from((*ZONES, "Europe/Moscow", "UTC")))
    if draw(st.integers(0, 9)) == 0:
        return read_calendar(zone, dict.fromkeys(WEEKDAYS, ["00:00–24:00"]))
    return _read(_rolled(Random(draw(seeds)), zone))


@settings(max_examples=80, deadline=None)
@given(calendars(), instants, spans, spans)
def test_what_was_added_lies_between(calendar: Calendar, start: int, some: int, more: int) -> None:
    """To the microsecond; and adding is monotone in its span and, span by span, adds up."""
    end = calendar.add(start, some)
    assert calendar.between(start, end) == some and calendar.between(end, start) == -some
    assert start <= end <= calendar.add(start, some + more)
    assert calendar.add(end, more) == calendar.add(start, some + more) or more == 0
    assert not some or calendar.is_open(end - 1)
    assert calendar.is_open(end) or some


@settings(max_examples=80, deadline=None)
@given(calendars(), instants, instants, instants, spans)
def test_between_adds_up_and_adding_keeps_order(calendar: Calendar, a: int, b: int, c: int, span: int) -> None:
    assert calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c)
    first, second = sorted((a, b))
    assert calendar.add(first, span) <= calendar.add(second, span)
    windows = list(calendar.windows(first, second))
    assert sum(end - start for start, end in windows) == calendar.between(first, second)
    assert all(first <= start < end <= second for start, end in windows)
    assert all(early[1] <= late[0] for early, late in pairwise(windows))
    opening = calendar.next_open(a)
    assert calendar.is_open(opening) and calendar.between(a, opening) == 0


@settings(max_examples=60, deadline=None)
@given(calendars(), instants, st.integers(0, 60), st.integers(0, 60))
def test_working_days_are_counted_one_after_the_other(calendar: Calendar, start: int, some: int, more: int) -> None:
    zone = ZoneInfo(calendar.zone)
    half = calendar.working_days(start, some)
    landed = calendar.working_days(half, more)
    assert abs(landed - calendar.working_days(start, some + more)) < DAY
    dates = [datetime.fromtimestamp(at // SECOND, zone).date() for at in (half, landed)]
    assert dates[1] == datetime.fromtimestamp(calendar.working_days(start, some + more) // SECOND, zone).date()
    assert calendar.working_days(start, 0) == start


def test_backwards_is_said_and_not_guessed(office: Calendar) -> None:
    for calendar in (office, Always(ZoneInfo("UTC"))):
        with pytest.raises(ValueError, match="backwards"):
            calendar.add(0, -1)
        with pytest.raises(ValueError, match="backwards"):
            calendar.working_days(0, -1)


def test_threads_that_share_a_calendar_agree() -> None:
    paper = _rolled(Random(5), "Europe/Berlin")
    alone, shared = _read(paper), _read(paper)
    asked = [(_at("UTC", year, 6, 1), year % 3 * 100 * DAY) for year in (2028, 2024, 2026, 2029, 2025)]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda one: shared.add(*one), asked * 5))
    assert found == [alone.add(*one) for one in asked] * 5


# The slow oracle


def _differences(seed: int) -> list[str]:
    """One random calendar against the oracle around each change of its zone's clocks; nothing when they agree."""
    dice = Random(seed)
    paper = _rolled(dice, ZONES[seed % len(ZONES)])
    calendar = _read(paper)
    found = [one for change in changes(paper.zone) for one in _compared(dice, calendar, paper, change)]
    if seed % 8 == 0:
        found += _far(dice, calendar, paper)
    return [f"seed {seed}: {one}: {paper}" for one in found]


def _compared(dice: Random, calendar: Calendar, paper: Paper, change: int) -> Iterator[str]:
    oracle = Minutes(paper, change - AROUND, change + AROUND)
    if _flags(calendar, oracle) != oracle.open:
        yield f"windows around {change}"
    for _ in range(3):
        a, b = (change + dice.randint(-AROUND, AROUND - 1) for _ in range(2))
        if calendar.is_open(a * MINUTE) != oracle.is_open(a):
            yield f"is_open({a})"
        if calendar.between(a * MINUTE, b * MINUTE) != oracle.between(a, b) * MINUTE:
            yield f"between({a}, {b})"
        yield from _added(calendar, oracle, a, dice.choice((0, 1, dice.randrange(900))))


def _added(calendar: Calendar, oracle: Minutes, start: int, span: int) -> Iterator[str]:
    end = oracle.add(start, span)
    if end is not None and calendar.add(start * MINUTE, span * MINUTE) != end * MINUTE:
        yield f"add({start}, {span})"
    if end is not None and not span and calendar.next_open(start * MINUTE) != end * MINUTE:
        yield f"next_open({start})"


def _far(dice: Random, calendar: Calendar, paper: Paper) -> Iterator[str]:
    """Forty days in one go, and working days."""
    change = dice.choice(changes(paper.zone)[:3])
    oracle = Minutes(paper, change - 10 * MINUTES, change + 30 * MINUTES)
    start = change - dice.randrange(10 * MINUTES)
    yield from _added(calendar, oracle, start, dice.randrange(8000))
    days = dice.randint(1, 9)
    landed = oracle.working_days(start, days)
    if landed is not None and calendar.working_days(start * MINUTE, days) != landed * MINUTE:
        yield f"working_days({start}, {days})"


def _flags(calendar: Calendar, oracle: Minutes) -> bytes:
    flags = bytearray(len(oracle.open))
    first, last = oracle.first * MINUTE, (oracle.first + len(flags)) * MINUTE
    for start, end in calendar.windows(first, last):
        assert start % MINUTE == end % MINUTE == 0
        flags[(start - first) // MINUTE : (end - first) // MINUTE] = b"\1" * ((end - start) // MINUTE)
    return bytes(flags)


@pytest.mark.parametrize("zone", ZONES)
def test_the_slow_oracle_agrees(zone: str) -> None:
    """A sample of what the soak does: 8 random calendars a zone, over all changes of its clocks 2024–2030."""
    assert len(changes(zone)) >= 12
    first = ZONES.index(zone)
    assert not [one for seed in range(first, first + 8 * len(ZONES), len(ZONES)) for one in _differences(seed)]


@pytest.mark.soak
def test_the_slow_oracle_agrees_on_ten_thousand_calendars() -> None:
    """Faults H3: 10,000 random calendars, 500 in each of 20 zones, over all changes of their clocks 2024–2030."""
    with ProcessPoolExecutor(2) as workers:
        found = list(workers.map(_differences, range(10_000), chunksize=100))
    assert not [one for some in found for one in some]
