"""What is due is told once, with any number of replicas and after any downtime (faults H1, H2).

A sweep only finds tickets; each is a unit of its own that locks its ticket and looks again.
"""

from collections.abc import Iterator

from core.kinds import Event, Instant, Outcome
from core.people.person import Caller
from core.profile.schema import Profile
from core.profile.states import Party
from core.profile.time import BREACH
from core.sla import silence, store
from core.sla.clock import Clock, Step
from core.sla.commands import Acknowledge, SilenceDue, StepsDue
from core.sla.course import Course
from core.sla.policy import Policy
from core.storage.unit import Unit
from core.tickets import escalations
from core.tickets import store as tickets
from core.tickets.events import SlaAcknowledged, SlaBreached, SlaWarned, StatusMoved
from core.tickets.timed import late


def steps_due(unit: Unit, command: StepsDue, by: Caller, profile: Profile) -> Outcome:
    """Warnings and breaches, in the order of their times; `follow` marks the steps in this same unit."""
    ticket = tickets.locked(unit, command.ticket)
    known = store.load(unit.conn, ticket.id, profile)
    if known is None:
        return Outcome(ticket.id, ticket.number)
    if found := told(*known, unit.now):
        tickets.change(unit, ticket, by, found)
    return Outcome(ticket.id, ticket.number)


def told(course: Course, policy: Policy, now: Instant) -> list[Event]:
    """What is due and not told yet, as events."""
    found = sorted(
        ((step.due_at, step.percent, clock, step) for clock in course.clocks for step in _due(clock, now)),
        key=lambda one: one[:2],
    )
    return [_told(clock, step, policy, now) for *_, clock, step in found]


def silence_due(unit: Unit, command: SilenceDue, by: Caller, profile: Profile) -> Outcome:
    """The ticket goes where its status says. A timer whose status has no such way any more is dropped."""
    ticket = tickets.locked(unit, command.ticket)
    known = silence.find(unit.conn, ticket.id)
    if known is None or known[1] != command.due:
        return Outcome(ticket.id, ticket.number)
    target = profile.status(ticket.status).on_silence
    if target is None or known[0] != ticket.status:
        silence.forget(unit, ticket.id)
        return Outcome(ticket.id, ticket.number)
    moved = StatusMoved(ticket.status, target, Party.SYSTEM, late=late(command.due, unit.now))
    tickets.change(unit, ticket, by, [moved], status=target, resume_at=None)
    return Outcome(ticket.id, ticket.number)


def acknowledge(unit: Unit, command: Acknowledge, by: Caller, profile: Profile) -> Outcome:
    """Once is enough: what is acknowledged already, or neither promises anything nor was escalated, is left alone."""
    ticket = tickets.locked(unit, command.ticket)
    known = store.load(unit.conn, ticket.id, profile)
    runs = known is not None and any(not clock.over and clock.acked_at is None for clock in known[0].clocks)
    if runs or escalations.calls(unit.conn, profile, ticket):
        tickets.change(unit, ticket, by, [SlaAcknowledged()])
    return Outcome(ticket.id, ticket.number)


def _due(clock: Clock, now: Instant) -> Iterator[Step]:
    return (step for step in clock.steps if step.fired_at is None and step.due_at is not None and step.due_at <= now)


def _told(clock: Clock, step: Step, policy: Policy, now: Instant) -> Event:
    """A breach is dated by the target, even if its telling waited for working hours."""
    assert step.due_at is not None
    rungs = policy.target(clock.plan).steps if clock.plan is not None and clock.acked_at is None else ()
    tell = next((rung.tell for rung in rungs if rung.at == step.percent), ())
    at = clock.due_at if step.percent >= BREACH and clock.due_at else step.due_at
    kind = SlaBreached if step.percent >= BREACH else SlaWarned
    return kind(clock.metric.value, clock.cycle, step.percent, at, late(step.due_at, now), tell)
