"""A chat proves whose it is: by an invitation, by a phone; and what follows can be undone (A4, A5)."""

import sqlalchemy as sa

from core.customers.tables import contacts
from core.errors import Code, Refusal
from core.journeys import joining
from core.kinds import Outcome, PersonId
from core.people import joins, requests, store
from core.people.identity import Invite, Part, SharePhone, TakeInvitation
from core.people.mailing import address
from core.people.particulars import TELLING, digits
from core.people.person import NO_CLIENTS, Caller, Proof
from core.people.phones import plain
from core.profile.schema import Profile
from core.storage.unit import Unit

MANY = 20


def invite(unit: Unit, command: Invite, by: Caller, profile: Profile) -> Outcome:
    """Only whoever has been let in: an invitation gives nobody a right. Raises Refusal(PERSON), ADDRESS."""
    found = store.by_email(unit.conn, address(command.email))
    if found is None or found.stranger or found.roles & NO_CLIENTS:
        raise Refusal(Code.PERSON)
    return Outcome(None, str(joins.invite(unit, found.id, by.person.id or None)))


def take_invitation(unit: Unit, command: TakeInvitation, by: Caller, profile: Profile) -> Outcome:
    """Once. Whoever is that person already has nothing to take. Raises Refusal(INVITATION)."""
    found = joins.invited(unit, command.invitation)
    if found is None:
        raise Refusal(Code.INVITATION)
    person, open_ = found
    if person == by.person.id:
        joins.take(unit, command.invitation)
        return Outcome()
    if not open_ or not joining.possible(by.person, store.person(unit.conn, person)):
        raise Refusal(Code.INVITATION)
    joins.take(unit, command.invitation)
    joining.join(unit, by, person, Proof.INVITED)
    return Outcome()


def share_phone(unit: Unit, command: SharePhone, by: Caller, profile: Profile) -> Outcome:
    """Of those whom the customers' list knows by that number there has to be one, without a chat. Raises PHONE."""
    mine = {id for id in _spoken_for(unit, digits(command.phone)) if id != by.person.id}
    if len(mine) != 1:
        raise Refusal(Code.PHONE)
    known = store.person(unit.conn, mine.pop())
    if known is None or known.stranger or not joining.possible(by.person, known) or joining.chats(unit.conn, known.id):
        raise Refusal(Code.PHONE)
    joining.join(unit, by, known.id, Proof.PHONE)
    return Outcome()


def _spoken_for(unit: Unit, told: str) -> set[PersonId]:
    """What a stranger had named of themselves is no proof, though an agent has let them in by it."""
    if len(told) < TELLING:
        return set()
    like = sa.select(contacts.c.person_id, contacts.c.phone).where(plain(contacts.c.phone).like(f"%{told}%"))
    found = {PersonId(row.person_id) for row in unit.conn.execute(like.limit(MANY)) if digits(row.phone) == told}
    return found - set(requests.approved_like(unit.conn, "", told))


def part(unit: Unit, command: Part, by: Caller, profile: Profile) -> Outcome:
    """Parted already is no error; where an approval had joined them, the stranger's request waits again.

    Raises Refusal(JOIN) where it is too late, or there is no such joining.
    """
    found = joins.find(unit, command.join)
    if found is not None and found.parted:
        return Outcome()
    if found is None or unit.now > found.at + joins.UNDO:
        raise Refusal(Code.JOIN)
    joining.part(unit, by, found)
    unit.registrations += requests.reopen(unit, found.into, found.at, found.before)
    return Outcome()
