"""Cards and messages, put together from rows for one viewer."""

from collections.abc import Sequence

import sqlalchemy as sa

from core.kinds import Audience, Door, Instant, PersonId
from core.outbox.addresses import addresses
from core.outbox.model import State, Way
from core.outbox.store import outbox
from core.people import store as people
from core.profile.schema import Grade, Party, Priority, Profile, TicketType
from core.storage.prepared import Prepared
from core.tickets import files, lifecycle
from core.tickets.messages import messages
from core.tickets.model import Message, Ticket
from core.views.shapes import Choice, MessageView, Target, TicketCard, TicketLine, Who


def line(profile: Profile, ticket: Ticket, *, staff: bool = False) -> TicketLine:
    status = profile.status(ticket.status)
    return TicketLine(
        ticket.id, ticket.number, ticket.subject, _status(profile, ticket.status, staff=staff), status.kind.open,
        ticket.updated_at,
    )  # fmt: skip


def card(conn: sa.Connection, profile: Profile, ticket: Ticket, *, staff: bool) -> TicketCard:
    """For the agents' channel, or for the requester; each with their own verbs."""
    status = profile.status(ticket.status)
    party = Party.AGENT if staff else Party.REQUESTER
    opening = _opening.first(conn, {"of": ticket.id})
    verbs = (
        lifecycle.staff_verbs(profile, ticket.status, ticket.assignee is not None)
        if staff
        else lifecycle.requester_verbs(profile, ticket.status)
    )
    return TicketCard(
        id=ticket.id,
        number=ticket.number,
        subject=ticket.subject,
        body=opening.body if opening else "",
        type=_choice(profile.types, ticket.type),
        priority=_choice(profile.priorities, ticket.priority),
        status=_status(profile, ticket.status, staff=staff),
        open=status.kind.open,
        final=status.final,
        resume_at=ticket.resume_at,
        requester=who(conn, ticket.requester),
        assignee=who(conn, ticket.assignee) if ticket.assignee else None,
        source=ticket.source,
        opened_at=ticket.opened_at,
        grade=_choice(profile.rating.grades, ticket.grade) if profile.rating and ticket.grade else None,
        rev=ticket.workflow_rev,
        verbs=verbs,
        targets=_targets(profile, ticket.status, party),
        grades=tuple(Choice(grade.id, grade.label) for grade in profile.rating.grades) if profile.rating else (),
        files=tuple(files.of_messages(conn, [opening.id])) if opening else (),
        unanswered_since=_unanswered(conn, ticket) if staff and status.kind.open else None,
    )


def who(conn: sa.Connection, id: PersonId) -> Who:
    found = people.person(conn, id)
    slack = people.external_ids(conn, id, Door.SLACK)
    return Who(id, found.name if found else "?", slack[0] if slack else None)


def message_views(conn: sa.Connection, found: Sequence[Message], *, staff: bool) -> tuple[MessageView, ...]:
    ids = [message.id for message in found]
    attached = files.of_messages(conn, ids)
    authors = {message.author: who(conn, message.author) for message in found}
    return tuple(
        MessageView(
            id=message.id,
            author=authors[message.author],
            by_staff=message.by_staff,
            internal=message.audience is Audience.INTERNAL,
            at=message.at,
            body=message.body,
            files=tuple(file for file in attached if file.message == message.id),
            ways=ways(conn, message) if staff and message.by_staff else (),
        )
        for message in found
    )


def ways(conn: sa.Connection, message: Message) -> tuple[Way, ...]:
    """How a public answer fared at each address of a person (X4)."""
    if message.audience is not Audience.PUBLIC:
        return ()
    rows = _ways.all(conn, {"of": message.id})
    return tuple(Way(Door(row.door), State(row.state), row.reason, row.settled_at) for row in rows)


_opening = Prepared(
    sa.select(messages.c.id, messages.c.body)
    .where(messages.c.ticket_id == sa.bindparam("of"), messages.c.audience == "public")
    .order_by(messages.c.id)
    .limit(1)
)
_ways = Prepared(
    sa.select(addresses.c.door, outbox.c.state, outbox.c.reason, outbox.c.settled_at)
    .join(addresses, addresses.c.id == outbox.c.address_id)
    .where(outbox.c.message_id == sa.bindparam("of"), outbox.c.kind == "notice")
    .order_by(outbox.c.id)
)
_last_answer = Prepared(
    sa.select(sa.func.max(messages.c.id).label("id")).where(
        messages.c.ticket_id == sa.bindparam("of"), messages.c.audience == "public", messages.c.by_staff
    )
)
_first_open = Prepared(
    sa.select(sa.func.min(messages.c.at).label("at"))
    .where(messages.c.ticket_id == sa.bindparam("of"), messages.c.audience == "public", ~messages.c.by_staff)
    .where(messages.c.id > sa.bindparam("after"))
)


def _unanswered(conn: sa.Connection, ticket: Ticket) -> Instant | None:
    """Since when the customer has waited: the oldest public word after the last answer."""
    after = _last_answer.first(conn, {"of": ticket.id}).id or 0
    found: Instant | None = _first_open.first(conn, {"of": ticket.id, "after": after}).at
    return found


def _status(profile: Profile, id: str, *, staff: bool) -> Choice:
    status = profile.status(id)
    return Choice(id, status.label if staff else status.customer_label or status.label)


def _choice(items: Sequence[TicketType | Priority | Grade], id: str) -> Choice:
    """A label by id; an id that the profile no longer knows stands for itself."""
    label = next((item.label for item in items if item.id == id), None)
    return Choice(id, label or {"ru": id, "en": id})


def _targets(profile: Profile, status: str, party: Party) -> tuple[Target, ...]:
    found = {}
    for move in lifecycle.moves(profile, status, party):
        target = profile.status(move.to)
        found[move.to] = Target(move.to, target.label, "comment" in move.demands, target.asks_until)
    return tuple(found.values())
