"""Time that an agent sets by hand (X2): docs/decisions/0020-snooze.md."""

from core.errors import Code, Refusal
from core.kinds import Event, Outcome
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import snoozes, store
from core.tickets.model import Ticket
from core.tickets.relating import Snooze, SnoozeDue
from core.tickets.relating_events import SnoozeEnded, TicketSnoozed
from core.tickets.timed import late

TIME, ANSWER, AGENT = "time", "answer", "agent"


def snooze(unit: Unit, command: Snooze, by: Caller, profile: Profile) -> Outcome:
    """Theirs alone: status, clocks and everybody else stay as they are. Raises Refusal(UNTIL_PAST)."""
    ticket = store.locked(unit, command.ticket)
    before = snoozes.of_ticket(unit.conn, ticket.id).get(by.person.id)
    if command.until is not None and command.until <= unit.now:
        raise Refusal(Code.UNTIL_PAST, to=ticket.status)
    if command.until == before:
        return Outcome(ticket.id, ticket.number)
    if command.until is not None and profile.status(ticket.status).final:
        raise Refusal(Code.FINAL, status=ticket.status, to="", open=())
    snoozes.put(unit, ticket.id, by.person.id, command.until)
    told: Event = TicketSnoozed(command.until) if command.until else SnoozeEnded(by.person.id, AGENT)
    store.change(unit, ticket, by, [told])
    return Outcome(ticket.id, ticket.number)


def snooze_due(unit: Unit, command: SnoozeDue, by: Caller, profile: Profile) -> Outcome:
    ticket = store.locked(unit, command.ticket)
    over = {id: until for id, until in snoozes.of_ticket(unit.conn, ticket.id).items() if until <= unit.now}
    for id in over:
        snoozes.put(unit, ticket.id, id, None)
    if over:
        store.change(unit, ticket, by, [SnoozeEnded(id, TIME, late(until, unit.now)) for id, until in over.items()])
    return Outcome(ticket.id, ticket.number)


def woken(unit: Unit, ticket: Ticket) -> list[Event]:
    """The customer has written: whoever had put the ticket off sees it again."""
    there = snoozes.of_ticket(unit.conn, ticket.id)
    for id in there:
        snoozes.put(unit, ticket.id, id, None)
    return [SnoozeEnded(id, ANSWER) for id in there]
