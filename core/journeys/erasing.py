"""Somebody wishes to be forgotten: what names them goes, and what they wrote, where the desk's profile says so.

Their tickets stay as the desk's records, under a number instead of a name; what others said in them is the others'.
What an operator may not lose (that it was done, and when) is the row of `erasures` (faults F9).
"""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from core.customers.tables import contacts
from core.inbox.dialogues import dialogues
from core.journeys.erasing_tables import NOTHING, blank_history, blank_origins, blank_posted, blank_words
from core.kinds import Door, Event, MessageId, Outcome, PersonId, RegistrationId, TicketId
from core.outbox import reactions
from core.outbox.addresses import addresses
from core.outbox.digest import digests
from core.people import erasures, joins, requests, store
from core.people.groups import memberships
from core.people.identity import ForgetMe
from core.people.mailing import confirmations
from core.people.person import Caller, Stands, Ways
from core.people.requests import registrations
from core.people.store import grants, identities
from core.profile.schema import Profile
from core.storage import audit
from core.storage.unit import Unit
from core.tickets import following
from core.tickets import store as tickets
from core.tickets.events import MessageEdited
from core.tickets.messages import messages
from core.tickets.mutes import mutes
from core.tickets.observers import observers
from core.tickets.orders import orders
from core.tickets.person_events import RequesterForgotten
from core.tickets.store import tickets as table

Said = dict[TicketId, list[tuple[MessageId, int]]]
"""Messages by ticket, with the revision that each is at from now on."""


def forget_me(unit: Unit, command: ForgetMe, by: Caller, profile: Profile) -> Outcome:
    """Their tickets are locked first, as everywhere; then everything that names them is looked up, and goes."""
    me = by.person.id
    requests.lock(unit, me)
    asked = [TicketId(id) for id in _ids(unit, table.c.id, table.c.requester == me)]
    words = profile.access.forget == "words"
    said = _said(unit, me) if words else {}
    for ticket in sorted({*asked, *said}):
        tickets.locked(unit, ticket)
    erasure = erasures.begin(unit, me, by.door)
    known = store.ids(unit.conn, me)
    keys = {key for _, key in known}
    places = _places(unit, me, keys)
    audit.blank(unit, me, [key for key in keys if "@" in key], NOTHING)
    contents = (blank_words(unit, me, asked) if words else set[str]()) | blank_origins(unit, me)
    blank_history(unit, asked, words=words)
    blank_posted(unit, places)
    _withdrawn(unit, me)
    _unnamed(unit, me, known, places)
    _told(unit, by, asked, said, words=words)
    rest = {"conversations": _conversations(known), "files": sorted(contents)}
    erasures.leave(unit, erasure, len(asked), rest)
    return Outcome()


def _places(unit: Unit, me: PersonId, keys: set[str]) -> list[int]:
    """Where they were reached, and where they had only said that they could be."""
    for query in (
        sa.select(confirmations.c.email).where(confirmations.c.person_id == me),
        sa.select(registrations.c.email).where(registrations.c.person_id == me),
        sa.select(registrations.c.address).where(registrations.c.person_id == me),
        sa.select(store.persons.c.email).where(store.persons.c.id == me, store.persons.c.email.is_not(None)),
    ):
        keys |= {str(one) for one in unit.conn.execute(query).scalars()}
    said = sa.and_(addresses.c.key.in_(keys), addresses.c.person_id.is_(None))
    return _ids(unit, addresses.c.id, sa.or_(addresses.c.person_id == me, said))


def _told(unit: Unit, by: Caller, asked: Sequence[TicketId], said: Said, *, words: bool) -> None:
    """The desk is shown what is left: copies of their words in the agents' channel are drawn anew, without them."""
    for ticket in sorted({*asked, *said}):
        edited: list[Event] = [MessageEdited(id, rev) for id, rev in said.get(ticket, ())]
        left: list[Event] = [RequesterForgotten()] if ticket in asked else []
        emptied: dict[str, object] = {"subject": NOTHING, "fields": {}} if words and ticket in asked else {}
        tickets.change(unit, tickets.locked(unit, ticket), by, [*edited, *left], None, **emptied)


def _said(unit: Unit, me: PersonId) -> Said:
    found: Said = {}
    query = sa.select(messages.c.id, messages.c.ticket_id, messages.c.body_rev).where(messages.c.author == me)
    for row in unit.conn.execute(query.order_by(messages.c.id)):
        found.setdefault(TicketId(row.ticket_id), []).append((MessageId(row.id), row.body_rev + 1))
    return found


def _withdrawn(unit: Unit, me: PersonId) -> None:
    """A request that waits is withdrawn. What was decided stays as the desk's decision, about nobody by name."""
    theirs = registrations.c.person_id == me
    unit.registrations += [RegistrationId(one) for one in _ids(unit, registrations.c.id, theirs)]
    waits = sa.and_(theirs, registrations.c.state == Stands.WAITING.value)
    unit.conn.execute(registrations.update().where(waits).values(state=Stands.WITHDRAWN.value, decided_at=unit.now))
    empty = {"particulars": {}, "email": "", "phone": "", "words": "", "reason": "", "address": ""}
    unit.conn.execute(registrations.update().where(theirs).values(empty))


def _unnamed(unit: Unit, me: PersonId, known: Iterable[tuple[Door, str]], places: Sequence[int]) -> None:
    """The row stays, for histories name its id; whoever comes from the same chat again is somebody new."""
    for one, column in (
        (identities, identities.c.person_id), (confirmations, confirmations.c.person_id),
        (contacts, contacts.c.person_id), (grants, grants.c.person_id), (observers, observers.c.person_id),
        (mutes, mutes.c.person_id), (digests, digests.c.person_id),
        (memberships, memberships.c.person_id), (orders, orders.c.person_id),
    ):  # fmt: skip
        unit.conn.execute(one.delete().where(column == me))
    unit.conn.execute(table.update().where(table.c.contact_id == me).values(contact_id=None))
    for id in places:
        nobodys = {"key": f"gone:{id}", "person_id": None, "gone": "forgotten"}
        unit.conn.execute(addresses.update().where(addresses.c.id == id).values(nobodys))
    joins.forget(unit, me)
    following.forget(unit, me, [key for door, key in known if door is Door.TELEGRAM])
    store.change(unit, me, name=f"#{me}", email=None, phone="", zone=None, ways=Ways.BOTH.value, quiet="", digest="")
    for door, who in known:
        reactions.forget(unit, door, who)
    for key in _conversations(known):
        unit.conn.execute(dialogues.delete().where(dialogues.c.key.like(key, escape="\\")))


def _conversations(known: Iterable[tuple[Door, str]]) -> list[str]:
    """How their doors name the conversations with them, as patterns: a bot's own id stands in between."""
    plain = [(door, key.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")) for door, key in known]
    return [f"telegram:%:{key}" if door is Door.TELEGRAM else f"{door}:{key}" for door, key in plain]


def _ids(unit: Unit, column: "sa.Column[int]", where: sa.ColumnElement[bool]) -> list[int]:
    return [int(id) for id in unit.conn.execute(sa.select(column).where(where).order_by(column)).scalars()]
