"""A ticket that somebody of the desk takes down for a customer (C1, E1), or makes from a message of a chat (E15)."""

from dataclasses import replace

import sqlalchemy as sa

from core.kinds import Origin, Outcome, Prompt, TicketId
from core.outbox import posts
from core.outbox.addresses import address, addresses
from core.people import newcomers
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import intake, opening, store, triage
from core.tickets.aspects import Aspect
from core.tickets.commands import AddNote
from core.tickets.handling import EnterTicket, Triage


def enter_ticket(unit: Unit, command: EnterTicket, by: Caller, profile: Profile) -> Outcome:
    """Of a message that has become a ticket already that one is named, and nothing is done (E15)."""
    wanted, origin = command.opening, command.opening.origin
    before = _made_of(unit, origin) if origin else None
    if before is not None:
        return Outcome(before, f"{profile.prefix}-{before}", repeated=True)
    if command.newcomer is not None:
        wanted = replace(wanted, requester=newcomers.taken_down(unit, command.newcomer, profile))
    elif wanted.requester is not None:
        newcomers.reachable(unit, wanted.requester)
    made = opening.open_ticket(unit, wanted, by, profile)
    assert made.ticket is not None
    if command.due_at is not None:
        triage.triage(unit, Triage(made.ticket, {Aspect.DUE.value: command.due_at}), by, profile)
    if command.note.strip():
        intake.add_note(unit, AddNote(made.ticket, command.note), by, profile)
    if command.answer is not None and origin is not None:
        content = {**command.answer, "ticket": made.ticket, "number": made.number}
        unit.tidings.append(Prompt(origin.door, origin.address, content, f"made:{made.ticket}", made.ticket))
    return made


def _made_of(unit: Unit, origin: Origin) -> TicketId | None:
    """Whoever asks at the same moment waits here for the other, on every engine."""
    place = address(unit, origin.door, origin.address)
    unit.conn.execute(sa.select(addresses.c.id).where(addresses.c.id == place.id).with_for_update())
    there = posts.at(unit.conn, origin.door, origin.address, origin.ref)
    if there is None or there.ticket is None:
        return None
    found = store.find(unit.conn, there.ticket)
    return found.id if found else None
