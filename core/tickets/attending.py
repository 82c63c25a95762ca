"""Who is at a ticket right now: small units that leave no trace in its history (E10)."""

from core.kinds import Outcome
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import presences
from core.tickets.answering import Attend, Leave, PresenceDue


def attend(unit: Unit, command: Attend, by: Caller, profile: Profile) -> Outcome:
    presences.sign(unit, command.ticket, by.person.id, command.deed)
    return Outcome(command.ticket)


def leave(unit: Unit, command: Leave, by: Caller, profile: Profile) -> Outcome:
    presences.leave(unit, command.ticket, by.person.id, command.deed)
    return Outcome(command.ticket)


def presence_due(unit: Unit, command: PresenceDue, by: Caller, profile: Profile) -> Outcome:
    """The card is drawn once, however many come and go; of two replicas the second finds nothing left to do."""
    if presences.settle(unit, command.ticket):
        unit.redrawn.append(command.ticket)
    return Outcome(command.ticket)
