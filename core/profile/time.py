"""Business time as a profile writes it: calendars, levels, targets with their ladders, silence (X5, E9, D7)."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from core.clock import DAY, HOUR, MINUTE
from core.profile.part import Id, Ids, Part, Tell, Whom, Words

ALWAYS = "24x7"
"""The calendar of clock time; nobody defines it."""
BREACH = 100
"""Per cent of a target: it is used up."""
UNITS = {"m": MINUTE, "h": HOUR, "d": DAY}


class Metric(StrEnum):
    """What a target promises. The state table is in docs/sla.md."""

    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    UPDATE = "update"
    RESOLUTION = "resolution"
    DUE = "due"


Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Hours = tuple[str, ...]
"""Windows of a day: `["09:00–13:00", "14:00–18:00"]`."""


class WorkCalendar(Part):
    """When a desk works. What it cannot mean is found by core.calendar.desk, which reads it."""

    id: Id
    zone: str
    week: dict[Weekday, Hours]
    country: str | None = None
    on: dict[date, Hours] = {}
    off: dict[date, Words] = {}


class Level(Part):
    """A customer's standing (E9)."""

    id: Id
    label: Words
    default: bool = False
    assignee: Whom | None = None
    """Whose work tickets of this level become where no route says otherwise (E6)."""


Span = Annotated[str, StringConstraints(pattern=r"^([1-9][0-9]{0,3}(m|h|d|wd))?$")]


class Rung(Part):
    """A step of a ladder: at so many per cent of the target these are told."""

    at: int = Field(ge=1, le=1000)
    tell: Tell = ()
    within: Id | None = None
    """A calendar whose hours the step waits for."""


CHOSEN_BY = ("type", "priority", "category", "service", "level")
"""What of a ticket decides which targets apply to it."""


class Target(Part):
    """A promise, and to which tickets it applies. The most specific one wins, then the first (C4, E9)."""

    metric: Metric
    span: Span = ""
    """Working time such as `4h`, where a day is 24 hours of it; `3wd` are working days (D7).

    Of a due date it may be left out: then only a date that was named for the ticket is watched (C4).
    """
    calendar: Id = ALWAYS
    type: Ids = ()
    priority: Ids = ()
    category: Ids = ()
    service: Ids = ()
    level: Ids = ()
    steps: tuple[Rung, ...] = ()

    @model_validator(mode="after")
    def _has_span(self) -> Self:
        if not self.span and self.metric is not Metric.DUE:
            raise ValueError("a target needs `span`; only a due date, which is named for the ticket itself, has none")
        return self

    @property
    def named(self) -> dict[str, tuple[str, ...]]:
        """What it asks of a ticket: the more it asks, the more exact it is."""
        return {name: ids for name in CHOSEN_BY if (ids := getattr(self, name))}

    @property
    def working_days(self) -> int | None:
        return working_days(self.span)

    @property
    def length(self) -> int:
        return length(self.span)


def working_days(span: str) -> int | None:
    return int(span[:-2]) if span.endswith("wd") else None


def length(span: str) -> int:
    """Microseconds of working time, for a span that is not in working days."""
    return int(span[:-1]) * UNITS[span[-1]]


class Idle(Part):
    """How long whoever has a ticket may leave it alone while it is theirs to act, and what follows."""

    span: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,3}(m|h|d|wd)$")]
    calendar: Id = ALWAYS
    tell: Tell = ()
    hand_back: bool = False
    """It becomes nobody's again, in the queue where it stood."""


class Silence(Part):
    """How long nobody must answer until the system moves on: clock hours (A10), or working days (D7)."""

    hours: int | None = Field(None, ge=1, le=10_000)
    working_days: int | None = Field(None, ge=1, le=365)
    calendar: Id = ALWAYS

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if (self.hours is None) == (self.working_days is None):
            raise ValueError("silence is `hours` or `working_days`, one of them")
        return self
