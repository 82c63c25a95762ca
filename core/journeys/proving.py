"""Somebody proves an address: whom others had meant by it, or who wrote from there, is this person (A4, X4)."""

from core.journeys import joining
from core.kinds import Door, Outcome, PersonId
from core.people import mailing, store
from core.people.commands import ConfirmAddress
from core.people.person import Caller, Proof
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import mutes, observers


def confirm_address(unit: Unit, command: ConfirmAddress, by: Caller, profile: Profile) -> Outcome:
    """What was in copy at that address goes on to its owner. Raises what `mailing.confirm_address` does.

    Where somebody is known by it, the two are one person from now on; unless both have a chat, for a mailbox may be
    shared.
    """
    email, meant = mailing.proving(unit, command, by), mailing.meant(unit, by)
    owner = _known(unit, email, by) if email else None
    if email and owner is not None:
        mailing.void(unit, by.person.id)
        now = joining.join(unit, by, owner, Proof.CODE)
        if store.at_door(unit.conn, Door.MAIL, email) is None:
            store.link(unit, now, Door.MAIL, email, Proof.CODE)
        store.prove(unit, Door.MAIL, email, Proof.CODE)
        return Outcome()
    outcome = mailing.confirm_address(unit, command, by, profile)
    if meant is not None:
        observers.hand_on(unit, meant, by.person.id)
        mutes.hand_on(unit, meant, by.person.id)
    return outcome


def _known(unit: Unit, email: str, by: Caller) -> PersonId | None:
    """Who is more than a name at that address, and in no chat."""
    found = store.at_door(unit.conn, Door.MAIL, email)
    registered = store.by_email(unit.conn, email)
    known = store.person(unit.conn, found) if found is not None else registered
    if known is None or known.id == by.person.id or mailing.named_only(unit, email):
        return None
    clash = registered is not None and registered.id != known.id
    if clash or not joining.possible(by.person, known) or joining.chats(unit.conn, known.id):
        return None
    return known.id
