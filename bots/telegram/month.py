"""A month to pick a day from: seven buttons a week, and the months before and after (B3)."""

from datetime import date

from aiogram.types import InlineKeyboardButton as Button

from bots.telegram.days import moved, weeks
from bots.telegram.draw import Rows, go
from bots.wording import Words
from core.api.shapes import Question

EMPTY = "·"
Days = tuple[date | None, date | None]
ANY: Days = (None, None)


def month(words: Words, language: str, shown: str, step: int, days: Days = ANY) -> Rows:
    """`shown` as `2026-12`; `step` is whose buttons they are. A week begins as the language's calendars do.

    What lies beyond the first and the last of the `days` is not offered, nor a month without any of them.
    """
    begins = int(words(language, "tg-week-begins"))
    names = words(language, "tg-weekdays").split()
    heads = [go(name, "day", step) for name in (*names[begins - 1 :], *names[: begins - 1])]
    offered = [[_day(shown, day, step, days) for day in week] for week in weeks(shown, begins)]
    title = words(language, "tg-month", month=int(shown[5:]), year=shown[:4])
    ways = [go(label, "day", step, to) for label, to in (
        ("‹", moved(shown, -1)), (title, shown), ("›", moved(shown, 1)),
    ) if nearest(to, days) == to]  # fmt: skip
    years = [go(f"{mark} {to[:4]} {after}".strip(), "day", step, to) for mark, to, after in (
        ("‹", moved(shown, -12), ""), ("", moved(shown, 12), "›"),
    ) if nearest(to, days) == to]  # fmt: skip
    return [ways, heads, *offered, years]


def edges(words: Words, language: str, asked: Question, today: date) -> str:
    """What can be answered, in words, where the desk does not take everything."""
    ends = asked.days(today) if asked.kind == "date" else (asked.min, asked.max)
    said = {
        name: words.day(language, end.isoformat()) if isinstance(end, date) else end
        for name, end in zip(("min", "max"), ends, strict=True)
        if end is not None
    }
    which = "between" if len(said) == 2 else next(iter(said), "")
    return f" {words(language, f'tg-{asked.kind}-{which}', **said)}" if which else ""


def nearest(shown: str, days: Days) -> str:
    """The month itself, or the first or the last that has one of the days."""
    first, last = days
    if first is not None and shown < f"{first:%Y-%m}":
        return f"{first:%Y-%m}"
    return f"{last:%Y-%m}" if last is not None and shown > f"{last:%Y-%m}" else shown


def _day(shown: str, day: int, step: int, days: Days) -> Button:
    first, last = days
    at = f"{shown}-{day:02}"
    beyond = (first is not None and at < first.isoformat()) or (last is not None and at > last.isoformat())
    return go(str(day), "day", step, at) if day and not beyond else go(EMPTY, "day", step)
