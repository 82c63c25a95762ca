"""Days as people write them: a date, with or without its year, a weekday, *tomorrow*; in Russian and in English."""

import calendar
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.api.kinds import SECOND, Instant

FIRST, LAST = 1900, 2199
"""The years that a form takes."""
AWAY = {
    "сегодня": 0, "today": 0, "завтра": 1, "tomorrow": 1, "послезавтра": 2, "day after tomorrow": 2,
    "вчера": -1, "yesterday": -1, "позавчера": -2, "day before yesterday": -2,
}  # fmt: skip
WEEKDAYS = ("пн понедельник monday mon", "вт вторник tuesday tue", "ср среда среду wednesday wed",
            "чт четверг thursday thu", "пт пятница пятницу friday fri", "сб суббота субботу saturday sat",
            "вс воскресенье sunday sun")  # fmt: skip
MONTHS = (
    "янв январь января jan january", "фев февраль февраля feb february", "мар март марта mar march",
    "апр апрель апреля apr april", "май мая may", "июн июнь июня jun june", "июл июль июля jul july",
    "авг август августа aug august", "сен сент сентябрь сентября sep sept september", "окт октябрь октября oct october",
    "ноя нояб ноябрь ноября nov november", "дек декабрь декабря dec december",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_POINTS = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2})?)?")
_NAMED = re.compile(r"(\d{1,2}) ([а-яa-z]+)\.?(?: (\d{4}))?(?: г(?:ода|\.)?)?")
_NAMED_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?: (\d{4}))?")
_IN_DAYS = re.compile(r"(?:через|in) (\d{1,3}) (?:день|дня|дней|days?)")
_THEN = re.compile(r"(?:в|во|on|next) ")


def today(now: Instant, zone: str) -> str:
    """The day on the reader's own calendar."""
    return datetime.fromtimestamp(now // SECOND, ZoneInfo(zone)).date().isoformat()


def read(text: str, now: date) -> date | None:
    """The day that somebody means; without a year, the one that is nearest. What may be two days is none."""
    said = " ".join(text.casefold().replace(",", " ").strip(" .!").split())
    if said in AWAY:
        return now + timedelta(AWAY[said])
    if found := _IN_DAYS.fullmatch(said):
        return now + timedelta(int(found[1]))
    if (weekday := _place(WEEKDAYS, _THEN.sub("", said, count=1))) is not None:
        return now + timedelta((weekday - now.weekday() - 1) % 7 + 1)
    try:
        return _dated(said, now)
    except ValueError:
        return None


def moved(month: str, by: int) -> str:
    """So many months later, as `2026-12`; no further than the years go."""
    year, place = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + by, 12)
    return f"{year}-{place + 1:02}" if FIRST <= year <= LAST else month


def weeks(month: str, begins: int) -> list[list[int]]:
    """The days of a month by weeks, 0 where there is none; `begins` is the first weekday, Monday being 1."""
    return calendar.Calendar(begins - 1).monthdayscalendar(int(month[:4]), int(month[5:]))


def _dated(said: str, now: date) -> date | None:
    if found := _ISO.fullmatch(said):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _POINTS.fullmatch(said):
        year = found[3] and (found[3] if len(found[3]) == 4 else f"20{found[3]}")
        return _of_year(year, int(found[2]), int(found[1]), now)
    if (found := _NAMED.fullmatch(said)) and (month := _place(MONTHS, found[2])) is not None:
        return _of_year(found[3], month + 1, int(found[1]), now)
    if (found := _NAMED_FIRST.fullmatch(said)) and (month := _place(MONTHS, found[1])) is not None:
        return _of_year(found[3], month + 1, int(found[2]), now)
    return None


def _of_year(year: str | None, month: int, day: int, now: date) -> date:
    if year:
        return date(int(year), month, day)
    leap = (month, day) == (2, 29)
    years = [at for at in range(now.year - 4, now.year + 5) if not leap or calendar.isleap(at)]
    return min((date(at, month, day) for at in years), key=lambda one: abs(one - now))


def _place(names: tuple[str, ...], word: str) -> int | None:
    return next((n for n, known in enumerate(names) if word in known.split()), None)
