"""From a ticket to the words that it is found by, put together anew or for one message."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from core.customers.tables import companies, contacts, contracts, equipment, sites
from core.kinds import Audience
from core.people.store import identities, persons
from core.profile.schema import Profile
from core.search.tables import MARK
from core.search.words import stems
from core.storage.prepared import Prepared
from core.tickets.messages import messages
from core.tickets.model import Message, Ticket
from core.tickets.store import tickets

BYTES = 300_000
"""Of one part; PostgreSQL takes a megabyte of words for a ticket."""

_contact, _requester = persons.alias("contact"), persons.alias("requester")
_about = Prepared(
    sa.select(
        _requester.c.name, _requester.c.email, _contact.c.name.label("contact"),
        _contact.c.email.label("contact_email"), companies.c.number.label("company_number"),
        companies.c.name.label("company"), contracts.c.number.label("contract"), sites.c.number.label("site_number"),
        sites.c.name.label("site"), sites.c.address, equipment.c.serial, equipment.c.model,
    )
    .select_from(
        tickets.join(_requester, _requester.c.id == tickets.c.requester)
        .outerjoin(_contact, _contact.c.id == tickets.c.contact_id)
        .outerjoin(companies, companies.c.id == tickets.c.company_id)
        .outerjoin(contracts, contracts.c.id == tickets.c.contract_id)
        .outerjoin(sites, sites.c.id == tickets.c.site_id)
        .outerjoin(equipment, equipment.c.id == tickets.c.equipment_id)
    )
    .where(tickets.c.id == sa.bindparam("of"))
)  # fmt: skip
_phones = Prepared(sa.select(contacts.c.phone).where(contacts.c.person_id == sa.bindparam("person")))
_mails = Prepared(
    sa.select(identities.c.external_id).where(
        identities.c.person_id == sa.bindparam("person"), identities.c.door == "mail"
    )
)
_bodies = Prepared(sa.select(messages.c.body, messages.c.audience).where(messages.c.ticket_id == sa.bindparam("of")))


@dataclass(frozen=True, slots=True)
class Document:
    """Words by the columns that keep them. Sets: how often something was said finds nothing more."""

    head: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    noted: frozenset[str] = frozenset()


def head(conn: sa.Connection, profile: Profile, ticket: Ticket) -> tuple[frozenset[str], frozenset[str]]:
    """Name, people and ties; and apart from them what the form was answered among staff."""
    row = _about.first(conn, {"of": ticket.id})
    known = [value for value in row if value] if row else []
    known += [one.phone for one in _phones.all(conn, {"person": ticket.requester})]
    known += [one.external_id for one in _mails.all(conn, {"person": ticket.requester})]
    inner = {field.id for field in profile.fields if field.agents_only}
    known += [said for id, said in ticket.fields.items() if id not in inner]
    among = [said for id, said in ticket.fields.items() if id in inner]
    return _bounded(stems("\n".join([ticket.subject, *known]))), marked(stems("\n".join(among)))


def whole(conn: sa.Connection, profile: Profile, ticket: Ticket) -> Document:
    """Everything read anew."""
    known, among = head(conn, profile, ticket)
    said, noted = set[str](), set[str]()
    for row in _bodies.all(conn, {"of": ticket.id}):
        (said if row.audience == Audience.PUBLIC else noted).update(stems(row.body))
    return Document(known, _bounded(said), among | marked(_bounded(noted)))


def with_message(known: Document, message: Message) -> Document:
    fresh = stems(message.body)
    if message.audience is Audience.PUBLIC:
        return Document(known.head, _grown(known.said, fresh), known.noted)
    return Document(known.head, known.said, _grown(known.noted, marked(fresh)))


def marked(found: Iterable[str]) -> frozenset[str]:
    return frozenset(MARK + one for one in found)


def _grown(known: frozenset[str], fresh: Iterable[str]) -> frozenset[str]:
    """What has no room any more is not found; what was there before stays."""
    added = sorted(set(fresh) - known)
    return known | _bounded(added, BYTES - _size(known)) if added else known


def _bounded(found: Iterable[str], room: int = BYTES) -> frozenset[str]:
    kept, left = set[str](), room
    for one in sorted(found):
        left -= len(one.encode()) + 1
        if left < 0:
            break
        kept.add(one)
    return frozenset(kept)


def _size(found: Iterable[str]) -> int:
    return sum(len(one.encode()) + 1 for one in found)
