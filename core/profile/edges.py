"""How little and how much an answer may say: the edges of a number or a date, in the profile's words (B3). Pure."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""The days that a form takes."""
MOVING = re.compile(r"today(?:([+-])([1-9][0-9]{0,4}))?")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")


def _edge(value: object) -> str:
    match value:
        case bool():
            raise ValueError("is no edge of a number or a date")
        case int() | float():
            text = f"{Decimal(str(value)):f}"
        case date():
            text = f"{value:%Y-%m-%d}"
        case _:
            text = str(value)
    if NUMBER.fullmatch(text) or fits("date", text):
        return text
    raise ValueError("is no edge of a number or a date")


Edge = Annotated[str, BeforeValidator(_edge)]
"""As it is written down: a number, a day, or one that moves with the days, such as `today-30`."""


def fits(kind: str, edge: str) -> bool:
    """Whether answers of the kind can be held against it."""
    if kind == "number":
        return NUMBER.fullmatch(edge) is not None
    if kind != "date":
        return False
    try:
        return FIRST <= day_of(edge, FIRST) <= LAST
    except ValueError:
        return False


def day_of(edge: str, today: date) -> date:
    """The day that is meant, never beyond the years that a form takes."""
    moving = MOVING.fullmatch(edge)
    if moving is None:
        return date.fromisoformat(edge)
    by = int(moving[2] or 0) * (-1 if moving[1] == "-" else 1)
    if by < 0:
        return max(FIRST, today + timedelta(by)) if (today - FIRST).days >= -by else FIRST
    return today + timedelta(by) if (LAST - today).days >= by else LAST


def beyond(kind: str, said: str, edges: Mapping[str, str], today: date) -> tuple[str, str] | None:
    """Which edge an answer goes beyond (`min`, `max`), and where that is now; nothing for one that lies within."""
    for name, edge in edges.items():
        if kind == "date":
            at = day_of(edge, today)
            over = (date.fromisoformat(said) - at).days
            shown = at.isoformat()
        else:
            over, shown = _compared(Decimal(said), Decimal(edge)), edge
        if (over < 0 and name == "min") or (over > 0 and name == "max"):
            return name, shown
    return None


def crossed(kind: str, least: str, most: str) -> bool:
    """Whether no answer lies between them. Of a day that moves and one that does not, nobody can say so for ever."""
    if kind == "number":
        return Decimal(least) > Decimal(most)
    moving = [MOVING.fullmatch(edge) is not None for edge in (least, most)]
    middle = date(2050, 1, 1)
    return moving[0] is moving[1] and day_of(least, middle) > day_of(most, middle)


def _compared(one: Decimal, other: Decimal) -> int:
    return (one > other) - (one < other)
