"""What somebody is to one ticket, as far as rights ask (A2, A4, E11)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from core.customers import reading
from core.kinds import PersonId
from core.people import groups, seats
from core.people.person import INSIDE, Person, Role
from core.people.rules import Standing
from core.profile import tree
from core.profile.queues import Queue, lineage, queue_of, secluded
from core.profile.schema import Profile
from core.tickets import observers
from core.tickets.model import Ticket


@dataclass(frozen=True, slots=True)
class Ours:
    """Whose tickets somebody's own are: theirs, their colleagues', and those of their groups and of the ones above."""

    people: tuple[PersonId, ...] = ()
    groups: tuple[str, ...] = ()


SHUT = Standing(roles=frozenset(), responsible=False, sees=False, assigns=False, shut=True)
"""What the desk's own people are to a ticket of a private queue that is not theirs, whatever their role (X2)."""


def queue(profile: Profile, ticket: Ticket) -> Queue | None:
    return queue_of(profile, ticket.type, ticket.service, ticket.group)


def admitted(conn: sa.Connection, profile: Profile, ticket: Ticket, person: PersonId) -> bool:
    """Whether somebody of the desk may know of it: whoever sits where a private queue has its channel; else all."""
    stands = queue(profile, ticket)
    return stands is None or not stands.private or seats.sits(conn, person, stands.channel)


def apart(profile: Profile, one: Ticket, other: Ticket) -> bool:
    """Whether not the same people may know of both: then nothing of one is shown on the other (X2)."""
    return secluded(queue(profile, one)) != secluded(queue(profile, other))


def standing(conn: sa.Connection, profile: Profile, ticket: Ticket, person: Person) -> Standing:
    requester, assignee = ticket.requester == person.id, ticket.assignee == person.id
    known = on_service(profile, ticket.service, person)
    if not admitted(conn, profile, ticket, person.id):
        observer = not requester and observers.observes(conn, ticket.id, person.id)
        return replace(SHUT, requester=requester, observer=observer)
    in_group = ticket.group is not None and ticket.group in _above(profile, groups.of_person(conn, person.id))
    return replace(
        known, requester=requester, assignee=assignee,
        observer=not requester and observers.observes(conn, ticket.id, person.id),
        colleague=not requester and _colleague(conn, profile, ticket, person),
        responsible=known.responsible or assignee or in_group,
        sees=known.sees or (profile.access.sees == "own" and _owns(conn, profile, ticket, person, known)),
    )  # fmt: skip


def _colleague(conn: sa.Connection, profile: Profile, ticket: Ticket, person: Person) -> bool:
    """Contacts of one company see each other's tickets where the desk says so; what is set aside nobody else sees."""
    if profile.access.colleagues != "seen" or ticket.company is None or ticket.spam is not None or person.stranger:
        return False
    return person.id > 0 and ticket.company in [company.id for company in reading.companies_of(conn, person.id)]


def on_service(profile: Profile, service: str | None, person: Person) -> Standing:
    """What somebody is to the tickets of a service, whosever they are.

    Of a ticket without a service only those roles count that hold everywhere. Where agents see their own tickets, only
    whoever leads, looks on or administrates sees all.
    """
    roles = person.roles_on(one.id for one in tree.path(profile, service))
    seeing = {"all": INSIDE & person.roles, "service": INSIDE & roles, "own": (INSIDE - {Role.AGENT}) & roles}
    return Standing(
        roles=roles,
        responsible=profile.access.works == "all",
        sees=bool(seeing[profile.access.sees]),
        assigns=bool(roles & {*profile.access.assign}),
    )


def reads_own(there: Standing) -> bool:
    return Role.AGENT in (there.roles or ())


def ours(conn: sa.Connection, profile: Profile, person: Person) -> Ours:
    """What is `own` is one's work, one's group's, or that of somebody of one's groups, who hear of it too (E7)."""
    mine, people = groups.circle(conn, person.id)
    return Ours(tuple(sorted({person.id, *people})), tuple(sorted(_above(profile, mine))))


def _owns(conn: sa.Connection, profile: Profile, ticket: Ticket, person: Person, there: Standing) -> bool:
    if not reads_own(there):
        return False
    own = ours(conn, profile, person)
    return ticket.assignee in own.people or ticket.group in own.groups


def _above(profile: Profile, mine: Sequence[str]) -> set[str]:
    """Who is of a group belongs to those above it too (E11)."""
    return {*mine, *(one.id for id in mine for one in lineage(profile, id))}
