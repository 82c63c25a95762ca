"""A message becomes a ticket of its own: copied, so that the conversation that it stood in still reads (X2)."""

from core.errors import Code, Refusal
from core.kinds import Audience, MessageId, Outcome, TicketId
from core.people.person import Caller
from core.profile.queues import secluded
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.texts import one_line, shorten
from core.tickets import assigning, files, links, messages, store
from core.tickets.events import TicketOpened
from core.tickets.links import Link
from core.tickets.model import Message, Ticket
from core.tickets.relating import Split
from core.tickets.relating_events import TicketLinked
from core.tickets.routing import Facts
from core.tickets.standing import queue

MOST = 50
"""Messages of one split."""


def split(unit: Unit, command: Split, by: Caller, profile: Profile) -> Outcome:
    """For the same requester, about the same things, at the beginning of its way; the two are linked.

    What only some may see stays theirs: the part stands in the same private queue.

    Raises Refusal(MISSING) for a message of another ticket, RELATION for an internal one: its words are the agents'.
    """
    ticket = store.locked(unit, command.ticket)
    message = messages.find(unit.conn, command.message)
    if message is None or message.ticket != ticket.id:
        raise Refusal(Code.MISSING)
    if message.audience is Audience.INTERNAL or message.by_staff:
        raise Refusal(Code.RELATION, problem="word", number=ticket.number)
    moved = _moved(unit, ticket, message, following=command.following)
    id = store.insert(unit, by, ticket.requester, _values(command, ticket, message, profile))
    copies = [_copied(unit, id, one) for one in moved]
    links.put(unit, id, Link.ORIGIN, ticket.id)
    store.opened(unit, id, by, ticket.requester, TicketOpened(copies[0]), None)
    store.change(unit, store.locked(unit, id), by, [TicketLinked(Link.ORIGIN, ticket.id)])
    if store.locked(unit, id).group is None:
        assigning.routed(unit, id, profile, _facts(ticket, profile))
    store.change(unit, ticket, by, [TicketLinked(Link.SPLIT, id)])
    return Outcome(id, f"{profile.prefix}-{id}")


def _moved(unit: Unit, ticket: Ticket, first: Message, *, following: bool) -> list[Message]:
    """What the customer's side has said since, where that is wanted."""
    if not following:
        return [first]
    return messages.since(unit.conn, ticket.id, first.id, MOST)


def _values(command: Split, ticket: Ticket, message: Message, profile: Profile) -> dict[str, object]:
    first = next((line for line in message.body.splitlines() if one_line(line)), ticket.subject)
    kept = ("type", "priority", "category", "service", "brand", "level", "source_id")
    tied = ("company", "contact", "site", "equipment", "contract")
    return {
        "prefix": profile.prefix,
        "subject": shorten(one_line(command.subject) or one_line(first), profile.limits.subject),
        "status": profile.start.status,
        "source": ticket.source.value,
        "fields": dict(ticket.fields) or None,
        "group_id": ticket.group if secluded(queue(profile, ticket)) is not None else None,
        **{name: getattr(ticket, name) for name in kept},
        **{f"{name}_id": getattr(ticket, name) for name in tied},
    }


def _copied(unit: Unit, id: TicketId, message: Message) -> MessageId:
    copy = messages.copy(unit, id, message)
    files.copy(unit, id, message.id, copy)
    return copy


def _facts(ticket: Ticket, profile: Profile) -> Facts:
    return Facts(
        type=ticket.type, priority=ticket.priority, category=ticket.category, service=ticket.service,
        brand=ticket.brand, source=ticket.source_id, level=ticket.level,
    )  # fmt: skip
