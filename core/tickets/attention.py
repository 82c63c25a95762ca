"""An agent wants to hear of everything on a ticket, or no longer (X2). Being so already is no error."""

from core.kinds import Outcome
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import store, watchers
from core.tickets.relating import Unwatch, Watch
from core.tickets.relating_events import WatchBegun, WatchEnded


def watch(unit: Unit, command: Watch, by: Caller, profile: Profile) -> Outcome:
    ticket = store.locked(unit, command.ticket)
    if by.person.id not in watchers.of_ticket(unit.conn, ticket.id):
        watchers.add(unit, ticket.id, by.person.id)
        store.change(unit, ticket, by, [WatchBegun()])
    return Outcome(ticket.id, ticket.number)


def unwatch(unit: Unit, command: Unwatch, by: Caller, profile: Profile) -> Outcome:
    ticket = store.locked(unit, command.ticket)
    if by.person.id in watchers.of_ticket(unit.conn, ticket.id):
        watchers.drop(unit, ticket.id, by.person.id)
        store.change(unit, ticket, by, [WatchEnded()])
    return Outcome(ticket.id, ticket.number)
