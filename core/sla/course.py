"""The clocks of one ticket together, and what is done to each of them that still runs. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from core.kinds import Instant
from core.profile.time import Metric
from core.sla.clock import Clock, Interval, Run, ended, reckoned
from core.sla.policy import Policy, Stance, Standing

PAUSABLE = (Metric.RESOLUTION, Metric.UPDATE)
"""What a status can pause: an answer is owed whatever the status, and a date that was named does not move."""


@dataclass(frozen=True, slots=True)
class Course:
    """The clocks of one ticket, and what they must remember of it."""

    standing: Standing
    status: str
    answered: bool = False
    clocks: tuple[Clock, ...] = ()
    due_at: Instant | None = None
    """A date that was named for the ticket (C4)."""
    aside: bool = False
    """Taken for spam: every clock stands, whatever happens meanwhile (E3)."""

    @property
    def last_due(self) -> int:
        """The cycle of the due date that counts: what was missed before it is a promise of its own (C4)."""
        return max((clock.cycle for clock in self.clocks if clock.metric is Metric.DUE), default=0)


Change = Callable[[Clock], Clock]


def active(course: Course, change: Change) -> Course:
    return replace(course, clocks=tuple(clock if clock.over else change(clock) for clock in course.clocks))


def started(course: Course, policy: Policy, metric: Metric, at: Instant) -> Course:
    """Another clock, unless the desk promises nothing of the kind to anybody."""
    return clocked(course, policy, metric, at) if metric in policy.metrics else course


def clocked(course: Course, policy: Policy, metric: Metric, at: Instant) -> Course:
    stance = policy.stance(course.status)
    first = Interval(Run.PAUSED, at, None, course.status) if stands(metric, stance) else Interval(Run.RUNNING, at)
    clock = Clock(metric, _cycle(course.clocks, metric), at, (first,), policy.choose(metric, course.standing))
    return replace(course, clocks=(*course.clocks, reckoned(clock, policy)))


def dated(course: Course) -> Course:
    """The date that was named for the ticket is that of its last due date, and of no other."""

    def change(clock: Clock) -> Clock:
        if clock.metric is not Metric.DUE:
            return clock
        counts = clock.cycle == course.last_due and clock.dropped_at is None
        return replace(clock, named=course.due_at if counts else None)

    return replace(course, clocks=tuple(change(clock) for clock in course.clocks))


def _cycle(clocks: Iterable[Clock], metric: Metric) -> int:
    return 1 + sum(clock.metric is metric for clock in clocks)


def over(clock: Clock, policy: Policy, at: Instant, *, met: bool) -> Clock:
    clock = replace(clock, met_at=at if met else None, dropped_at=None if met else at)
    return reckoned(ended(clock, at), policy)


def stands(metric: Metric, stance: Stance) -> bool:
    return stance is Stance.ENDS or (stance is Stance.PAUSES and metric in PAUSABLE)
