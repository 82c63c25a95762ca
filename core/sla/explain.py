"""Why is it due then? The reckoning of one target, line by line, without a word (X5). Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.calendar.calendar import Calendar
from core.calendar.wall import appointed
from core.kinds import Instant
from core.profile.time import Metric
from core.sla.clock import Clock, Interval, Run, reckoned
from core.sla.policy import Policy, Standing


class Mark(StrEnum):
    FROM = "from"
    CLOSED = "closed"
    """A day off, with its names."""
    WINDOW = "window"
    DAY = "day"
    """A working day that counts (D7)."""
    PAUSE = "pause"
    RESTORED = "restored"
    NAMED = "named"
    """The date that was said for the ticket itself (C4)."""
    DUE = "due"
    """The sum: so much working time, and when it is used up."""


@dataclass(frozen=True, slots=True)
class Line:
    """`span` is working time in microseconds; `reason` a status."""

    mark: Mark
    start: Instant
    end: Instant | None = None
    span: int = 0
    names: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """No `due_at`: the clock stands still, and the lines say why. `budget` is the promised working time."""

    metric: Metric
    cycle: int
    span: str
    zone: str
    due_at: Instant | None
    lines: tuple[Line, ...]
    budget: int = 0


def explain(clock: Clock, policy: Policy) -> Reckoning | None:
    """Nothing for a clock that no target applies to."""
    if clock.named is not None:
        lines = (Line(Mark.FROM, clock.started_at), Line(Mark.NAMED, clock.named))
        return Reckoning(clock.metric, clock.cycle, "", policy.zone, clock.named, lines)
    if clock.plan is None or not policy.target(clock.plan).span:
        return None
    target, calendar = policy.target(clock.plan), policy.calendar(clock.plan)
    counted = [Line(Mark.FROM, clock.started_at)]
    if target.working_days is not None and len(clock.intervals) == 1 and clock.due_at:
        counted += _days(calendar, clock.started_at, target.working_days)
    else:
        counted += [line for interval in clock.intervals for line in _lines(calendar, interval, clock.due_at)]
    budget = policy.budget(clock.plan, clock.started_at)
    if clock.due_at is not None:
        counted.append(Line(Mark.DUE, clock.due_at, span=budget))
    return Reckoning(clock.metric, clock.cycle, target.span, calendar.zone, clock.due_at, tuple(counted), budget)


def foreseen(policy: Policy, standing: Standing, at: Instant) -> list[Reckoning]:
    """What a ticket, or a customer's word, of an instant would be promised: every metric that applies."""
    found = []
    for metric in policy.metrics:
        clock = Clock(metric, 1, at, (Interval(Run.RUNNING, at),), policy.choose(metric, standing))
        reckoning = explain(reckoned(clock, policy), policy)
        found += [reckoning] if reckoning else []
    return found


def _lines(calendar: Calendar, interval: Interval, due: Instant | None) -> Iterator[Line]:
    if interval.kind is not Run.RUNNING:
        mark = Mark.PAUSE if interval.kind is Run.PAUSED else Mark.RESTORED
        yield Line(mark, interval.start, interval.end, reason=interval.reason)
        return
    end = min((one for one in (interval.end, due) if one is not None), default=interval.start)
    lines = [Line(Mark.WINDOW, start, stop, stop - start) for start, stop in calendar.windows(interval.start, end)]
    yield from sorted([*lines, *_closed(calendar, interval.start, end)], key=lambda line: line.start)


def _days(calendar: Calendar, start: Instant, days: int) -> list[Line]:
    counted = [Line(Mark.DAY, calendar.working_days(start, number)) for number in range(1, days + 1)]
    return sorted([*counted, *_closed(calendar, start, counted[-1].start)], key=lambda line: line.start)


def _closed(calendar: Calendar, start: Instant, end: Instant) -> Iterator[Line]:
    if start < end:
        for day, names in calendar.closed(start, end).items():
            midnight = appointed(ZoneInfo(calendar.zone), datetime.combine(day, time()))
            yield Line(Mark.CLOSED, midnight, names=names)
