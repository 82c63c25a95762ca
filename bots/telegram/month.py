"""A month to pick a day from: seven buttons a week, and the months before and after (B3)."""

from aiogram.types import InlineKeyboardButton as Button

from bots.telegram.days import moved, weeks
from bots.telegram.draw import Rows, go
from bots.wording import Words

EMPTY = "·"


def month(words: Words, language: str, shown: str, step: int) -> Rows:
    """`shown` as `2026-12`; `step` is whose buttons they are. A week begins as the language's calendars do."""
    begins = int(words(language, "tg-week-begins"))
    names = words(language, "tg-weekdays").split()
    heads = [go(name, "day", step) for name in (*names[begins - 1 :], *names[: begins - 1])]
    days = [[_day(shown, day, step) for day in week] for week in weeks(shown, begins)]
    title = words(language, "tg-month", month=int(shown[5:]), year=shown[:4])
    ways = [go(label, "day", step, to) for label, to in (
        ("‹", moved(shown, -1)), (title, shown), ("›", moved(shown, 1)),
    )]  # fmt: skip
    years = [go(f"{mark} {to[:4]} {after}".strip(), "day", step, to) for mark, to, after in (
        ("‹", moved(shown, -12), ""), ("", moved(shown, 12), "›"),
    )]  # fmt: skip
    return [ways, heads, *days, years]


def _day(shown: str, day: int, step: int) -> Button:
    return go(str(day), "day", step, f"{shown}-{day:02}") if day else go(EMPTY, "day", step)
