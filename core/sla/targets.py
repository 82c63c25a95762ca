"""The state table of docs/sla.md: what each event of a ticket does to its targets. Pure: values in, values out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from core.kinds import Event, Instant, Recorded
from core.profile.time import BREACH, Metric
from core.sla.clock import Clock, Interval, Run, Step, ended, reckoned, restored, switched
from core.sla.policy import Policy, Stance, Standing
from core.tickets.events import (
    CommentAdded,
    SlaAcknowledged,
    SlaBreached,
    SlaWarned,
    StatusMoved,
    TicketEscalated,
    TicketTriaged,
)

ANSWERED = (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.UPDATE)
"""What an answer meets."""
WORK = (Metric.RESOLUTION, Metric.DUE)
"""What the end of the work meets, and what goes on when a ticket is reopened."""
PAUSABLE = (Metric.RESOLUTION, Metric.UPDATE)
"""What a status can pause: an answer is owed whatever the status, and a date that was named does not move."""
FROM_REGISTRATION = (Metric.FIRST_RESPONSE, Metric.RESOLUTION, Metric.DUE)


@dataclass(frozen=True, slots=True)
class Course:
    """The clocks of one ticket, and what they must remember of it."""

    standing: Standing
    status: str
    answered: bool = False
    clocks: tuple[Clock, ...] = ()


Change = Callable[[Clock], Clock]


def begun(policy: Policy, standing: Standing, status: str, at: Instant) -> Course:
    """A ticket is registered: what is promised from then on."""
    course = Course(standing, status)
    for metric in FROM_REGISTRATION:
        course = _started(course, policy, metric, at)
    return course


def applied(course: Course, recorded: Recorded, policy: Policy) -> Course:
    """The course after an event. Notes, automatic mail and observers' words change nothing here (faults H4)."""
    at = recorded.at
    match recorded.event:
        case CommentAdded(by_staff=True) if recorded.actor is not None:
            return _answered(course, policy, at)
        case CommentAdded(by_staff=False) | TicketEscalated():
            return _asked(course, policy, at)
        case StatusMoved() as event:
            return _moved(course, policy, event, at)
        case TicketTriaged() as event:
            return _triaged(course, policy, event)
        case SlaWarned() | SlaBreached() as event:
            return _fired(course, event, at)
        case SlaAcknowledged():
            return _active(course, lambda clock: reckoned(replace(clock, acked_at=at), policy))
        case _:
            return course


def counts(event: Event) -> bool:
    """Whether an event may change anything here, so that the clocks of its ticket have to be read."""
    kinds = (CommentAdded, TicketEscalated, StatusMoved, TicketTriaged, SlaWarned, SlaBreached, SlaAcknowledged)
    return isinstance(event, kinds)


def _answered(course: Course, policy: Policy, at: Instant) -> Course:
    met = _active(course, lambda clock: _over(clock, policy, at, met=True) if clock.metric in ANSWERED else clock)
    return _started(replace(met, answered=True), policy, Metric.UPDATE, at)


def _asked(course: Course, policy: Policy, at: Instant) -> Course:
    """From the *oldest* unanswered word of the customer: later ones move nothing. The first answer comes first."""
    waits = any(clock.metric is Metric.NEXT_RESPONSE and not clock.over for clock in course.clocks)
    return course if waits or not course.answered else _started(course, policy, Metric.NEXT_RESPONSE, at)


def _moved(course: Course, policy: Policy, event: StatusMoved, at: Instant) -> Course:
    before, stance = policy.stance(course.status), policy.stance(event.to)

    def change(clock: Clock) -> Clock:
        if clock.over and clock.metric not in WORK:
            return clock
        if event.restored and clock.metric is Metric.NEXT_RESPONSE:
            return _over(clock, policy, at, met=False)
        if clock.metric in WORK and stance is not Stance.ENDS and before is Stance.ENDS:
            clock = replace(clock, met_at=None, plan=policy.choose(clock.metric, course.standing))
        if clock.metric in WORK and stance is Stance.ENDS and clock.met_at is None:
            clock = replace(clock, met_at=at)
        if not _stands(clock.metric, stance):
            return reckoned(switched(clock, at, Run.RUNNING), policy)
        back = restored if event.restored else _paused
        return reckoned(back(clock, at, event.to), policy)

    return replace(course, status=event.to, clocks=tuple(change(clock) for clock in course.clocks))


def _triaged(course: Course, policy: Policy, event: TicketTriaged) -> Course:
    """Reckoned anew from registration with the time that was used; what was met stays as it was (C3)."""
    standing = replace(course.standing, type=event.type, priority=event.priority, level=event.level)
    return _active(
        replace(course, standing=standing),
        lambda clock: reckoned(replace(clock, plan=policy.choose(clock.metric, standing)), policy),
    )


def _fired(course: Course, event: SlaWarned | SlaBreached, at: Instant) -> Course:
    def change(clock: Clock) -> Clock:
        if (clock.metric, clock.cycle) != (event.metric, event.cycle):
            return clock
        breached = event.due_at if event.percent == BREACH else clock.breached_at
        fired = (_step(step, event, at) for step in clock.steps)
        return replace(clock, breached_at=breached, steps=tuple(fired))

    return replace(course, clocks=tuple(change(clock) for clock in course.clocks))


def _step(step: Step, event: SlaWarned | SlaBreached, at: Instant) -> Step:
    return replace(step, fired_at=at, late=event.late) if step.percent == event.percent else step


def _active(course: Course, change: Change) -> Course:
    return replace(course, clocks=tuple(clock if clock.over else change(clock) for clock in course.clocks))


def _started(course: Course, policy: Policy, metric: Metric, at: Instant) -> Course:
    """Another clock, unless the desk promises nothing of the kind to anybody."""
    if metric not in policy.metrics:
        return course
    stance = policy.stance(course.status)
    first = Interval(Run.PAUSED, at, None, course.status) if _stands(metric, stance) else Interval(Run.RUNNING, at)
    clock = Clock(metric, _cycle(course.clocks, metric), at, (first,), policy.choose(metric, course.standing))
    return replace(course, clocks=(*course.clocks, reckoned(clock, policy)))


def _cycle(clocks: Iterable[Clock], metric: Metric) -> int:
    return 1 + sum(clock.metric is metric for clock in clocks)


def _over(clock: Clock, policy: Policy, at: Instant, *, met: bool) -> Clock:
    clock = replace(clock, met_at=at if met else None, dropped_at=None if met else at)
    return reckoned(ended(clock, at), policy)


def _paused(clock: Clock, at: Instant, reason: str) -> Clock:
    return switched(clock, at, Run.PAUSED, reason)


def _stands(metric: Metric, stance: Stance) -> bool:
    return stance is Stance.ENDS or (stance is Stance.PAUSES and metric in PAUSABLE)
