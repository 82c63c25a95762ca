"""Business time added and counted: the product's calendar beside `businesstimedelta` and bare clock arithmetic."""

import datetime
import statistics
import timeit
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import businesstimedelta
import holidays
import pytz

from bench.ground import Soil
from bench.table import Table
from core.calendar.calendar import Calendar
from core.calendar.hours import WEEKDAYS
from core.calendar.reading import read_calendar
from core.clock import DAY, HOUR

ZONE, COUNTRY = "Europe/Berlin", "DE"
"""Not Russia: `businesstimedelta` does not know its worked Saturdays, and both must come to the same end."""
START = datetime.datetime(2026, 11, 17, 11, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
SPANS = {"4 h": 4 * HOUR, "3 days": 3 * DAY, "30 days": 30 * DAY, "1 year": 365 * DAY}
"""Of clock time; what is added is the working time within."""
GOAL, LEVEL = 1000, 1.2
ROUNDS = 15
Timed = dict[str, dict[str, float]]
"""Operation → who does it → ns a call."""


def run(soil: Soil, *, profile: bool = False) -> Iterator[Table]:
    calendar = read_calendar(ZONE, dict.fromkeys(WEEKDAYS[:5], ["09:00–18:00"]), country=COUNTRY)
    rules = _rules()
    spans = {name: _timed(calendar, rules, span) for name, span in SPANS.items()}
    for operation in ("add", "between"):
        rows = [_row(name, timed[operation]) for name, timed in spans.items()]
        head = ("span", "calendar ns", "businesstimedelta ns", "datetime ns", "× businesstimedelta", "÷ datetime")
        yield Table(f"business time: {operation}", head, rows, _judged(operation, spans))


def _judged(operation: str, spans: Mapping[str, Timed]) -> str:
    gain = _gain(spans["30 days"][operation])
    level = spans["1 year"][operation]["calendar"] / spans["4 h"][operation]["calendar"]
    met = "met" if gain >= GOAL and level <= LEVEL else "missed"
    goal = f"goal: ≥ {GOAL:,} × businesstimedelta at 30 days, 1 year ≤ {LEVEL} × 4 h"
    return f"{goal}; {met}: {gain:,.0f} ×, {level:.2f} ×"


def _gain(timed: Mapping[str, float]) -> float:
    return timed["businesstimedelta"] / timed["calendar"]


def _row(name: str, timed: Mapping[str, float]) -> tuple[str, float, float, float, float, float]:
    own = timed["calendar"]
    return name, own, timed["businesstimedelta"], timed["datetime"], _gain(timed), own / timed["datetime"]


def _rules() -> Any:
    zone = pytz.timezone(ZONE)
    workday = businesstimedelta.WorkDayRule(datetime.time(9), datetime.time(18), [0, 1, 2, 3, 4], tz=zone)
    days = holidays.country_holidays(COUNTRY, years=range(2026, 2029))
    return businesstimedelta.Rules([workday, businesstimedelta.HolidayRule(days, tz=zone)], tz=zone)


def _timed(calendar: Calendar, rules: Any, span: int) -> Timed:
    """All three begin at the same instant; both calendars must agree on where they end."""
    start, clock = int(START.timestamp()) * 1_000_000, datetime.timedelta(microseconds=span)
    work = calendar.between(start, start + span)
    theirs = businesstimedelta.BusinessTimeDelta(rules, hours=work // HOUR, seconds=work % HOUR // 1_000_000)
    end, until = calendar.add(start, work), START + clock
    assert int((START + theirs).timestamp()) * 1_000_000 == end, "the two calendars disagree"
    return {
        "add": _measured(
            calendar=lambda: calendar.add(start, work),
            businesstimedelta=lambda: START + theirs,
            datetime=lambda: START + clock,
        ),
        "between": _measured(
            calendar=lambda: calendar.between(start, end),
            businesstimedelta=lambda: rules.difference(START, until),
            datetime=lambda: until - START,
        ),
    }


def _measured(**calls: Callable[[], object]) -> dict[str, float]:
    """Taken in turns, so that a busy machine is busy for all; the fastest half of the rounds is heard."""
    timers = {name: timeit.Timer(call) for name, call in calls.items()}
    counts = {name: max(1, round(0.004 / max(timer.timeit(3) / 3, 1e-7))) for name, timer in timers.items()}
    rounds = [
        {name: timer.timeit(counts[name]) / counts[name] for name, timer in timers.items()} for _ in range(ROUNDS)
    ]
    return {name: 1e9 * statistics.median(sorted(one[name] for one in rounds)[: ROUNDS // 2]) for name in timers}
