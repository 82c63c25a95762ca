"""Tickets that are spam: set aside when they come or by an agent, restored, and what is learned from both (E3).

A ticket that is set aside keeps its status and its words; time, routes and notices leave it alone until it is restored.
"""

from collections.abc import Sequence

from core.errors import Code, Refusal
from core.kinds import Command, Door, Event, Happened, MessageId, Origin, Outcome, PersonId, TicketId
from core.people.person import Caller
from core.people.registration import HOUSE
from core.profile.schema import Profile
from core.spam import lessons, verdicts
from core.spam.model import Judge, Lesson, Verdict
from core.storage.unit import Unit
from core.tickets import assigning, history, messages, store
from core.tickets.answering import Attend, Leave, PresenceDue
from core.tickets.commands import AddNote, AddPending, EditMessage, FileLost, FileStored, OpenTicket
from core.tickets.events import CommentAdded, TicketOpened
from core.tickets.handling import DropObserver, MarkAsSpam, RestoreFromSpam, WithdrawMessage
from core.tickets.handling_events import MarkedAsSpam, RestoredFromSpam
from core.tickets.model import Ticket
from core.tickets.routing import Facts

LEARNED_FROM = (Door.MAIL, Door.WEB, Door.API)
"""Doors at which strangers leave letters: what agents answer there is a good one."""
ALLOWED = (
    AddNote, AddPending, EditMessage, WithdrawMessage, DropObserver, FileStored, FileLost, MarkAsSpam, RestoreFromSpam,
    Attend, Leave, PresenceDue,
)  # fmt: skip
"""What makes sense of a ticket that is set aside, for everybody but its customer."""


def judged(unit: Unit, command: OpenTicket, by: Caller, requester: PersonId) -> Verdict | None:
    """Whether what comes in is set aside. What goes on with a ticket is none, nor what the desk itself enters.

    Somebody whose tickets are known is never thrown out by the words alone.
    """
    found = command.suspected
    if found is None or command.linked_to is not None or by.person.staff:
        return None
    if found.judge is Judge.WORDS and store.others_of(unit.conn, requester):
        return None
    return found


def set_aside(
    unit: Unit, id: TicketId, by: Caller, requester: PersonId, message: MessageId, found: Verdict,
    origin: Origin | None,
) -> None:  # fmt: skip
    verdicts.keep(unit, id, found)
    event = MarkedAsSpam(found.judge.value, found.header, found.score, message)
    store.opened(unit, id, by, requester, event, origin, aside=True)


def mark_as_spam(unit: Unit, command: MarkAsSpam, by: Caller, profile: Profile) -> Outcome:
    """A person's verdict teaches, a filter's does not: it would only agree with itself."""
    ticket = store.locked(unit, command.ticket)
    if ticket.spam != Judge.AGENT:
        lessons.teach(unit, ticket.id, Lesson.SPAM, _said(unit, ticket))
        verdicts.keep(unit, ticket.id, Verdict(Judge.AGENT))
        store.change(unit, ticket, by, [MarkedAsSpam(Judge.AGENT.value)], spam=Judge.AGENT.value)
    return Outcome(ticket.id, ticket.number)


def restore_from_spam(unit: Unit, command: RestoreFromSpam, by: Caller, profile: Profile) -> Outcome:
    """What never was a ticket of the queues becomes one now: with its receipt, its route and its clocks."""
    ticket = store.locked(unit, command.ticket)
    if ticket.spam is None:
        return Outcome(ticket.id, ticket.number)
    lessons.teach(unit, ticket.id, Lesson.GOOD, _said(unit, ticket))
    verdicts.forget(unit, ticket.id)
    first = not history.has(unit.conn, ticket.id, TicketOpened)
    opened: list[Event] = [TicketOpened(messages.opening(unit.conn, ticket.id), ticket.linked_to)] if first else []
    store.change(unit, ticket, by, [RestoredFromSpam(ticket.status), *opened], spam=None)
    if first:
        assigning.routed(unit, ticket.id, profile, _facts(ticket))
    return Outcome(ticket.id, ticket.number)


def learn(unit: Unit, happened: Sequence[Happened]) -> None:
    """What an agent answers is a good letter, unless somebody has judged it otherwise."""
    for one in happened:
        event = one.recorded.event
        if isinstance(event, CommentAdded) and event.by_staff and one.source in LEARNED_FROM and not one.aside:
            ticket = store.find(unit.conn, one.recorded.ticket)
            if ticket is not None and lessons.of(unit.conn, ticket.id) is None:
                lessons.teach(unit, ticket.id, Lesson.GOOD, _said(unit, ticket))


def rests(ticket: Ticket, command: Command, by: Caller) -> bool:
    """Whether time has to leave it alone. Raises Refusal(SPAM) for what agents can only do once it is restored."""
    if ticket.spam is None or isinstance(command, ALLOWED) or ticket.requester == by.person.id:
        return False
    if by.person == HOUSE:
        return True
    if by.person.staff:
        raise Refusal(Code.SPAM)
    return False


def _said(unit: Unit, ticket: Ticket) -> str:
    first = messages.find(unit.conn, messages.opening(unit.conn, ticket.id))
    return f"{ticket.subject}\n{first.body if first else ''}"


def _facts(ticket: Ticket) -> Facts:
    return Facts(
        ticket.type, ticket.priority, ticket.category, ticket.service, ticket.brand, ticket.source_id, ticket.level
    )  # fmt: skip
