"""What becomes of clocks when two tickets become one, and two again (X2). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.kinds import Instant
from core.profile.time import Metric
from core.sla.clock import Clock, Interval, Run, switched


def backdated(clock: Clock, own: Instant, since: Instant, stood: Sequence[Instant]) -> Clock:
    """Began earlier, or at its `own` time again; in the spans of `stood` it did not run."""
    kept = [replace(one, start=max(one.start, own)) for one in clock.intervals if one.end is None or one.end > own]
    at, before = since, list[Interval]()
    for start, end in zip(stood[::2], stood[1::2], strict=True):
        before += [Interval(Run.RUNNING, at, start), Interval(Run.PAUSED, start, end)]
        at = end
    before.append(Interval(Run.RUNNING, at, own))
    spans = [*(one for one in before if one.end != one.start), *kept]
    return replace(clock, started_at=since, intervals=tuple(_touching(spans)))


def revived(clock: Clock, at: Instant, stands: str | None) -> Clock:
    """Goes on after it had ended; `stands` is the status in which it stands still."""
    kind = Run.RUNNING if stands is None else Run.PAUSED
    return switched(replace(clock, dropped_at=None), at, kind, stands or "")


def stood(clocks: Iterable[Clock], since: Instant, until: Instant) -> tuple[Instant, ...]:
    """When the resolution did not run between two instants, as from, to, from, to."""
    known = next((clock for clock in clocks if clock.metric is Metric.RESOLUTION), None)
    still = [one for one in (known.intervals if known else ()) if one.kind is not Run.RUNNING]
    spans = ((max(one.start, since), min(one.end or until, until)) for one in still)
    return tuple(at for start, end in spans if start < end for at in (start, end))


def _touching(intervals: Sequence[Interval]) -> list[Interval]:
    """Spans of a kind that touch are one."""
    found: list[Interval] = []
    for one in intervals:
        last = found[-1] if found else None
        if last is not None and (last.kind, last.reason, last.end) == (one.kind, one.reason, one.start):
            found[-1] = replace(last, end=one.end)
        else:
            found.append(one)
    return found
