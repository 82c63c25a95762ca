"""Whom a letter went to as well comes into copy of its ticket (A4), and no letter makes us write to strangers (G1)."""

from collections.abc import Iterable

import sqlalchemy as sa

from core.clock import DAY
from core.errors import Refusal
from core.kinds import Door, Origin, PersonId
from core.people import mailing
from core.people import store as people
from core.people.person import Caller, Proof, Role
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import observers, store, watching
from core.tickets.mailed import Copies
from core.tickets.model import Ticket

STRANGERS, STRANGERS_A_DAY = 5, 10
"""Of whom nobody knows yet, so many by one letter, and by one sender's letters in a day."""


def copied(unit: Unit, ticket: Ticket, copies: Copies, origin: Origin | None, by: Caller, profile: Profile) -> None:
    """Nobody is refused for it: who may not come into copy is left out. The desk's own people see the ticket anyway."""
    addresses = list(dict.fromkeys(_addresses(copies.emails)))
    there = observers.of_ticket(unit.conn, ticket.id)
    known = {email: id for email in addresses if (id := _known(unit, email)) is not None}
    welcome = [email for email, id in known.items() if id not in (*there, ticket.requester) and _outside(unit, id)]
    unknown = [email for email in addresses if email not in known]
    few = min(STRANGERS, STRANGERS_A_DAY - _brought(unit, by)) if _believed(unit, copies, origin) else 0
    wanted = [*welcome, *unknown[: max(few, 0)]][: max(watching.MOST - len(there), 0)]
    watching.named(unit, ticket, wanted, by, profile)


def _addresses(emails: Iterable[str]) -> Iterable[str]:
    for email in emails:
        try:
            yield mailing.address(email)
        except Refusal:
            continue


def _known(unit: Unit, email: str) -> PersonId | None:
    at_door = people.at_door(unit.conn, Door.MAIL, email)
    found = people.by_email(unit.conn, email) if at_door is None else None
    return found.id if found else at_door


def _outside(unit: Unit, id: PersonId) -> bool:
    person = people.person(unit.conn, id)
    return person is not None and not person.inside and Role.BLOCKED not in person.roles


def _believed(unit: Unit, copies: Copies, origin: Origin | None) -> bool:
    """Whose word is enough to write to somebody new: proved by their server, or known since yesterday at least."""
    if copies.vouched or origin is None:
        return copies.vouched
    return origin.doubt is None and not people.newcomer(
        unit.conn, origin.door, origin.address, unit.now - DAY, Proof.CHANNEL
    )


def _brought(unit: Unit, by: Caller) -> int:
    """How many were made persons today because this sender had them in copy."""
    ids, there, ours = people.identities, observers.observers, store.tickets
    fresh = sa.and_(ids.c.door == Door.MAIL.value, ids.c.proof == Proof.NAMED.value, ids.c.made_at > unit.now - DAY)
    mine = sa.and_(ours.c.requester == by.person.id, ours.c.updated_at > unit.now - DAY)
    joined = ours.join(there, there.c.ticket_id == ours.c.id).join(ids, ids.c.person_id == there.c.person_id)
    count = sa.select(sa.func.count(sa.distinct(there.c.person_id))).select_from(joined).where(mine, fresh)
    return int(unit.conn.execute(count).scalar_one())
