"""The state table of docs/sla.md: what each event of a ticket does to its targets. Pure: values in, values out."""

from dataclasses import replace

from core.kinds import Event, Instant, Recorded
from core.profile.states import Party
from core.profile.time import BREACH, CHOSEN_BY, Metric
from core.sla.clock import Clock, Run, Step, reckoned, restored, switched
from core.sla.course import PAUSABLE, Course, active, clocked, dated, over, stands, started
from core.sla.policy import Policy, Stance, Standing
from core.sla.together import backdated, revived
from core.tickets.events import CommentAdded, SlaAcknowledged, SlaBreached, SlaWarned, StatusMoved, TicketEscalated
from core.tickets.handling_events import MarkedAsSpam, RestoredFromSpam, TicketTriaged
from core.tickets.relating_events import TicketAbsorbed, TicketMerged, TicketReleased, TicketUnmerged

ANSWERED = (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.UPDATE)
"""What an answer meets."""
WORK = (Metric.RESOLUTION, Metric.DUE)
"""What the end of the work meets, and what goes on when a ticket is reopened."""
SPAM = "spam"
"""Why a clock stands that no status has paused."""
FROM_REGISTRATION = (Metric.FIRST_RESPONSE, Metric.RESOLUTION, Metric.DUE)


def begun(policy: Policy, standing: Standing, status: str, at: Instant) -> Course:
    """A ticket is registered: what is promised from then on."""
    course = Course(standing, status)
    for metric in FROM_REGISTRATION:
        course = started(course, policy, metric, at)
    return course


def applied(course: Course, recorded: Recorded, policy: Policy) -> Course:
    """The course after an event. Notes, automatic mail and observers' words change nothing here (faults H4)."""
    at = recorded.at
    if course.aside and not isinstance(recorded.event, RestoredFromSpam):
        return course
    match recorded.event:
        case MarkedAsSpam():
            return replace(active(course, lambda clock: _stilled(clock, policy, at)), aside=True)
        case RestoredFromSpam(status) if course.aside:
            moved = StatusMoved(course.status, status, Party.SYSTEM)
            return _moved(replace(course, aside=False), policy, moved, at)
        case CommentAdded(by_staff=True) if recorded.actor is not None:
            return _answered(course, policy, at)
        case CommentAdded(by_staff=False, by_observer=False) | TicketEscalated():
            return _asked(course, policy, at)
        case StatusMoved() as event:
            return _moved(course, policy, event, at)
        case TicketTriaged() as event:
            return _triaged(course, policy, event, at)
        case SlaWarned() | SlaBreached() as event:
            return _fired(course, event, at)
        case SlaAcknowledged():
            return active(course, lambda clock: reckoned(replace(clock, acked_at=at), policy))
        case TicketMerged():
            return dated(active(course, lambda clock: over(clock, policy, at, met=False)))
        case TicketUnmerged(merged_at=merged_at):
            return _revived(course, policy, merged_at, at)
        case TicketAbsorbed() | TicketReleased() as event:
            return _registered(course, policy, event)
        case _:
            return course


COUNTED = (
    CommentAdded, TicketEscalated, StatusMoved, TicketTriaged, SlaWarned, SlaBreached, SlaAcknowledged, MarkedAsSpam,
    RestoredFromSpam, TicketMerged, TicketUnmerged, TicketAbsorbed, TicketReleased,
)  # fmt: skip


def counts(event: Event) -> bool:
    """Whether an event may change anything here, so that the clocks of its ticket have to be read."""
    return isinstance(event, COUNTED)


def _stilled(clock: Clock, policy: Policy, at: Instant) -> Clock:
    return reckoned(switched(clock, at, Run.PAUSED, SPAM), policy)


def _answered(course: Course, policy: Policy, at: Instant) -> Course:
    met = active(course, lambda clock: over(clock, policy, at, met=True) if clock.metric in ANSWERED else clock)
    return started(replace(met, answered=True), policy, Metric.UPDATE, at)


def _asked(course: Course, policy: Policy, at: Instant) -> Course:
    """From the *oldest* unanswered word of the customer: later ones move nothing. The first answer comes first."""
    waits = any(clock.metric is Metric.NEXT_RESPONSE and not clock.over for clock in course.clocks)
    return course if waits or not course.answered else started(course, policy, Metric.NEXT_RESPONSE, at)


def _moved(course: Course, policy: Policy, event: StatusMoved, at: Instant) -> Course:
    before, stance = policy.stance(course.status), policy.stance(event.to)

    def change(known: Clock) -> Clock:
        """What goes on as it did has been reckoned before."""
        clock = known
        if clock.dropped_at is not None or (clock.over and clock.metric not in WORK):
            return clock
        if clock.metric is Metric.DUE and not _counts(course, clock):
            return clock
        if event.restored and clock.metric is Metric.NEXT_RESPONSE:
            return over(clock, policy, at, met=False)
        if clock.metric in WORK and stance is not Stance.ENDS and before is Stance.ENDS:
            clock = replace(clock, met_at=None, plan=policy.choose(clock.metric, course.standing))
        if clock.metric in WORK and stance is Stance.ENDS and clock.met_at is None:
            clock = replace(clock, met_at=at)
        after = _turned(clock, stance, event, at)
        return clock if after is known else reckoned(after, policy)

    return replace(course, status=event.to, clocks=tuple(change(clock) for clock in course.clocks))


def _turned(clock: Clock, stance: Stance, event: StatusMoved, at: Instant) -> Clock:
    if not stands(clock.metric, stance):
        return switched(clock, at, Run.RUNNING)
    return (restored if event.restored else _paused)(clock, at, event.to)


def _triaged(course: Course, policy: Policy, event: TicketTriaged, at: Instant) -> Course:
    """Reckoned anew from registration with the time that was used; what was met stays as it was (C3)."""
    said = {name: value for name, value in event.now.items() if name in CHOSEN_BY}
    standing = replace(course.standing, **said)
    if "due_at" in event.now:
        course = _dated(course, policy, event.now["due_at"], at)
    return active(
        replace(course, standing=standing),
        lambda clock: reckoned(replace(clock, plan=policy.choose(clock.metric, standing)), policy),
    )


def _dated(course: Course, policy: Policy, named: Instant | None, at: Instant) -> Course:
    """A named date counts from its naming on; another one moves it, and without one the spans count again.

    One that was missed moves no more: what is named after it is another promise, and watched as such. What was kept
    is moved, and goes on with the new date if the ticket is reopened.
    """
    last = next((clock for clock in course.clocks if _counts(course, clock)), None)
    if named is not None and (last is None or last.dropped_at is not None or _missed(last)):
        course = active(course, lambda clock: over(clock, policy, at, met=False) if _missed(clock) else clock)
        course = clocked(course, policy, Metric.DUE, at)
    return dated(replace(course, due_at=named))


def _counts(course: Course, clock: Clock) -> bool:
    return clock.metric is Metric.DUE and clock.cycle == course.last_due


def _missed(clock: Clock) -> bool:
    return clock.metric is Metric.DUE and clock.named is not None and clock.breached_at is not None


def _revived(course: Course, policy: Policy, merged_at: Instant, at: Instant) -> Course:
    """What ended with a merge goes on where it stood (X2)."""
    stance = policy.stance(course.status)

    def change(clock: Clock) -> Clock:
        still = course.status if stands(clock.metric, stance) else None
        if clock.dropped_at != merged_at:
            return clock
        named = course.due_at if _counts(course, clock) else None
        return reckoned(replace(revived(clock, at, still), named=named), policy)

    return replace(course, clocks=tuple(change(clock) for clock in course.clocks))


def _registered(course: Course, policy: Policy, event: TicketAbsorbed | TicketReleased) -> Course:
    """What counts from the registration counts from the older of two (X2); a date that was named does not move.

    Where the older one was answered, nobody has waited for a first answer since then.
    """

    def change(clock: Clock) -> Clock:
        if clock.metric not in FROM_REGISTRATION or clock.cycle != 1 or clock.named is not None:
            return clock
        stood = event.stood if clock.metric in PAUSABLE else ()
        answered = event.answered and clock.metric is Metric.FIRST_RESPONSE
        since, stood = (event.opened_at, ()) if answered else (event.since, stood)
        return reckoned(backdated(clock, event.opened_at, since, stood), policy)

    return active(course, change)


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


def _paused(clock: Clock, at: Instant, reason: str) -> Clock:
    return switched(clock, at, Run.PAUSED, reason)
