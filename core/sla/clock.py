"""One target of one ticket: when it ran, when it stood still, and what follows from that. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core.calendar.calendar import Calendar
from core.kinds import Instant
from core.profile.time import BREACH, Metric, Rung
from core.sla.policy import Policy


class Run(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    RESTORED = "restored"
    """It ran, and was taken back: the pause goes on as if it had never been broken (D2)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """`reason` is the status in which it stood still."""

    kind: Run
    start: Instant
    end: Instant | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder. Without a time it is not due, unless the clock goes on. A fired one stays fired."""

    percent: int
    due_at: Instant | None = None
    fired_at: Instant | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """`plan` is the place of its target in the policy; none applies: it only remembers, for another triage may come.

    `used` is the working time of what has ended of its running. `due_at` is when it is used up, unless it stands still.
    `named` is a date that was said for the ticket itself: it goes before every span, and nothing moves it (C4).
    """

    metric: Metric
    cycle: int
    started_at: Instant
    intervals: tuple[Interval, ...]
    plan: int | None = None
    due_at: Instant | None = None
    used: int = 0
    met_at: Instant | None = None
    dropped_at: Instant | None = None
    breached_at: Instant | None = None
    acked_at: Instant | None = None
    steps: tuple[Step, ...] = ()
    named: Instant | None = None

    @property
    def over(self) -> bool:
        return self.met_at is not None or self.dropped_at is not None

    @property
    def paused(self) -> bool:
        return bool(self.intervals) and self.intervals[-1].kind is not Run.RUNNING


def switched(clock: Clock, at: Instant, kind: Run, reason: str = "") -> Clock:
    """Runs, or stands still, from an instant on. What had no length is left out, as if it had never been."""
    last = clock.intervals[-1]
    if last.end is None and (last.kind, last.reason) == (kind, reason):
        return clock
    before = _closed(clock.intervals, at)
    if before and before[-1] == Interval(kind, before[-1].start, at, reason):
        return replace(clock, intervals=(*before[:-1], replace(before[-1], end=None)))
    return replace(clock, intervals=(*before, Interval(kind, at, None, reason)))


def restored(clock: Clock, at: Instant, reason: str) -> Clock:
    """The pause goes on as if unbroken (D2): what ran since is taken back."""
    *before, last = clock.intervals
    stood = before and before[-1].kind is not Run.RUNNING and before[-1].reason == reason
    if last.kind is Run.RUNNING and stood:
        clock = replace(clock, intervals=(*before, replace(last, kind=Run.RESTORED, reason=reason)))
    return switched(clock, at, Run.PAUSED, reason)


def ended(clock: Clock, at: Instant) -> Clock:
    """Nothing runs any more."""
    return replace(clock, intervals=_closed(clock.intervals, at))


def reckoned(clock: Clock, policy: Policy) -> Clock:
    """What follows from the intervals under the target that applies now: time used, deadline, steps."""
    fired = {step.percent: step for step in clock.steps if step.fired_at is not None}
    if clock.named is not None:
        return _by_date(clock, policy, clock.named, fired)
    if clock.plan is None or not policy.target(clock.plan).span:
        return replace(clock, due_at=None, used=0, steps=tuple(fired[percent] for percent in sorted(fired)))
    calendar, rungs = policy.calendar(clock.plan), _rungs(clock, policy)
    running = [one for one in clock.intervals if one.kind is Run.RUNNING]
    budget = policy.budget(clock.plan, clock.started_at)
    due = _used_up(clock, policy, running, budget)
    crossed = {BREACH: due} | {at: crossing(running, calendar, budget * at // 100) for at in rungs if at != BREACH}
    return replace(
        clock, due_at=due or (clock.due_at if clock.over else None), used=_used(running, calendar),
        steps=_laddered(clock, policy, running, crossed, fired),
    )  # fmt: skip


def _by_date(clock: Clock, policy: Policy, named: Instant, fired: Mapping[int, Step]) -> Clock:
    """Its steps are shares of the time between the naming and the date."""
    running = [one for one in clock.intervals if one.kind is Run.RUNNING]
    whole = max(named - clock.started_at, 0)
    crossed = {at: clock.started_at + whole * at // 100 for at in {BREACH, *_rungs(clock, policy)}}
    reached: dict[int, Instant | None] = {at: when if _runs(running, when) else None for at, when in crossed.items()}
    steps = _laddered(clock, policy, running, reached, fired)
    return replace(clock, due_at=named, used=0, steps=steps)


def _runs(running: Sequence[Interval], at: Instant) -> bool:
    """Whether the clock has not ended by then; what ended in time breaks nothing."""
    return any(one.end is None or at < one.end for one in running)


def _rungs(clock: Clock, policy: Policy) -> Mapping[int, Rung]:
    return {} if clock.plan is None else policy.rungs(clock.plan)


def _laddered(
    clock: Clock, policy: Policy, running: Sequence[Interval], crossed: Mapping[int, Instant | None],
    fired: Mapping[int, Step],
) -> tuple[Step, ...]:  # fmt: skip
    rungs, steps = _rungs(clock, policy), []
    for percent in sorted({*crossed, *fired}):
        whole = percent == BREACH
        at = _within(running, policy, rungs.get(percent), crossed.get(percent), keep=whole)
        if percent in rungs and not whole and clock.acked_at is not None:
            at = None
        steps.append(fired.get(percent) or Step(percent, at))
    return tuple(steps)


def crossing(running: Sequence[Interval], calendar: Calendar, amount: int) -> Instant | None:
    """When so much working time had run. At the very end of an interval it was still in time."""
    for interval in running:
        done = None if interval.end is None else calendar.between(interval.start, interval.end)
        if done is None or done >= amount:
            at = calendar.add(interval.start, amount)
            if interval.end is None or at < interval.end:
                return at
        amount -= done or 0
    return None


def _used_up(clock: Clock, policy: Policy, running: Sequence[Interval], budget: int) -> Instant | None:
    """Working days end at the time of day that they began at, unless the clock has ever stood still (D7)."""
    assert clock.plan is not None
    whole = len(running) == 1 and running[0] == clock.intervals[0]
    at = policy.last_day(clock.plan, clock.started_at) if whole else None
    if at is None:
        return crossing(running, policy.calendar(clock.plan), budget)
    end = running[0].end
    return at if end is None or at < end else None


def _within(
    running: Sequence[Interval], policy: Policy, rung: Rung | None, at: Instant | None, *, keep: bool
) -> Instant | None:
    """A step that honours working hours waits for them; meanwhile it may have become needless, a breach never."""
    if at is None or rung is None or rung.within is None:
        return at
    calendar = policy.calendars[rung.within]
    if keep:
        return _opens(calendar, at)
    later = ((_opens(calendar, max(at, one.start)), one.end) for one in running if one.end is None or one.end > at)
    return next((found for found, end in later if end is None or found < end), None)


def _opens(calendar: Calendar, at: Instant) -> Instant:
    """Beyond the years that calendars reckon nothing is waited for: somebody has named a date in another age."""
    try:
        return calendar.next_open(at)
    except OverflowError:
        return at


def _used(running: Sequence[Interval], calendar: Calendar) -> int:
    return sum(calendar.between(one.start, one.end) for one in running if one.end is not None)


def _closed(intervals: Sequence[Interval], at: Instant) -> tuple[Interval, ...]:
    return tuple(_until(intervals, at))


def _until(intervals: Sequence[Interval], at: Instant) -> Iterator[Interval]:
    *before, last = intervals
    yield from before
    if last.end is not None:
        yield last
    elif last.start < at:
        yield replace(last, end=at)
