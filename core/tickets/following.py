"""Who comes into copy by a link that a requester has passed on, and which colleagues may be named (A4)."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.clock import DAY
from core.errors import Code, Refusal
from core.kinds import Door, Instant, Outcome, PersonId, TicketId
from core.people import handles, joins
from core.people import store as people
from core.people.fellows import fellows
from core.people.person import Caller, Person
from core.profile.schema import Profile
from core.storage.schema import instant, key, metadata, ref, text
from core.storage.unit import Unit
from core.tickets import observers, store, watching
from core.tickets.handling import FollowByLink, InviteObserver
from core.tickets.model import Ticket

VALID = 14 * DAY
MOST = 20
"""So many links of one ticket can be open."""

copy_links = sa.Table(
    "copy_links",
    metadata,
    key(),
    ref("ticket_id", "tickets.id"),
    ref("made_by", "persons.id", index=True),
    instant("made_at"),
    instant("taken_at", nullable=True),
    text("account"),
    text("nonce", unique=True),
)
"""The rows stay when they are over: SQLite would give their ids again, and an old link would lead to another ticket."""


@dataclass(frozen=True, slots=True)
class CopyLink:
    id: int
    ticket: TicketId
    number: str


def invite_observer(unit: Unit, command: InviteObserver, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(MISSING) where the desk knows no observers, FINAL, CROWDED."""
    ticket = store.locked(unit, command.ticket)
    _open(ticket, profile)
    open_ = sa.and_(copy_links.c.ticket_id == ticket.id, copy_links.c.taken_at.is_(None))
    fresh = sa.and_(open_, copy_links.c.made_at >= unit.now - VALID)
    if unit.conn.execute(sa.select(sa.func.count()).where(fresh)).scalar_one() >= MOST:
        raise Refusal(Code.CROWDED, limit=MOST)
    values = {
        "ticket_id": ticket.id, "made_by": by.person.id, "made_at": unit.now, "account": command.account,
        "nonce": command.nonce,
    }  # fmt: skip
    unit.conn.execute(copy_links.insert().values(values))
    return Outcome(ticket.id, ticket.number)


def made(conn: sa.Connection, nonce: str, by: PersonId) -> CopyLink | None:
    """The link of a wish, for whose wish it was."""
    return _link(conn, sa.and_(copy_links.c.nonce == nonce, copy_links.c.made_by == by))


def by_id(conn: sa.Connection, id: int) -> CopyLink | None:
    return _link(conn, copy_links.c.id == id)


def _link(conn: sa.Connection, where: sa.ColumnElement[bool]) -> CopyLink | None:
    row = conn.execute(sa.select(copy_links).where(where)).first()
    ticket = store.find(conn, TicketId(row.ticket_id)) if row else None
    return CopyLink(row.id, ticket.id, ticket.number) if row and ticket else None


def follow_by_link(unit: Unit, command: FollowByLink, by: Caller, profile: Profile) -> Outcome:
    """Once. The requester and who is in copy already have nothing to take. Raises Refusal(INVITATION, CROWDED).

    It is worth nothing any more once the ticket is not its maker's, or closed for good.
    """
    row: Any = unit.conn.execute(sa.select(copy_links).where(copy_links.c.id == command.link)).first()
    if row is None:
        raise Refusal(Code.INVITATION)
    ticket = store.locked(unit, TicketId(row.ticket_id))
    row = unit.conn.execute(sa.select(copy_links).where(copy_links.c.id == command.link).with_for_update()).one()
    if by.person.id == ticket.requester or observers.observes(unit.conn, ticket.id, by.person.id):
        return Outcome(ticket.id, ticket.number)
    known = row.taken_at is None and unit.now <= row.made_at + VALID
    if not known or joins.now(unit.conn, row.made_by) != ticket.requester or not _theirs(unit.conn, row, by.person):
        raise Refusal(Code.INVITATION)
    try:
        _open(ticket, profile)
    except Refusal:
        raise Refusal(Code.INVITATION) from None
    unit.conn.execute(copy_links.update().where(copy_links.c.id == row.id).values(taken_at=unit.now))
    watching.added(unit, ticket, [by.person.id], by)
    return Outcome(ticket.id, ticket.number)


def _theirs(conn: sa.Connection, row: Any, person: Person) -> bool:
    return not row.account or row.account in people.external_ids(conn, person.id, Door.TELEGRAM)


def _open(ticket: Ticket, profile: Profile) -> None:
    if not profile.opening.observers:
        raise Refusal(Code.MISSING)
    if profile.status(ticket.status).final:
        raise Refusal(Code.FINAL, status=ticket.status, to="", open=())


def forget(unit: Unit, person: PersonId, accounts: list[str]) -> None:
    """Links that somebody made, and those for their account, are worth nothing; whose it was is not kept."""
    theirs = sa.or_(copy_links.c.made_by == person, copy_links.c.account.in_(accounts))
    unit.conn.execute(copy_links.update().where(theirs).values(taken_at=unit.now, account=""))


def colleague(conn: sa.Connection, by: Person, account: str, now: Instant) -> PersonId | None:
    """Whom somebody means by a name or an id at the chat's door: one of their own company, or nobody that they may
    learn of. So a name tells no stranger who is known here (faults F3).
    """
    if account.startswith("@"):
        found = handles.called(conn, Door.TELEGRAM, account[1:], now)
    else:
        found = people.at_door(conn, Door.TELEGRAM, account)
    return found if found is not None and fellows(conn, by.id, found) else None
