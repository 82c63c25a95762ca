"""When a ticket gets a topic in somebody's chat, and when that is named anew (X1)."""

from core.kinds import Happened, TicketId
from core.outbox import redrawn, topics
from core.outbox.addresses import address, by_id
from core.outbox.model import Address
from core.outbox.places import Switchboard
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import store as tickets
from core.tickets.events import StatusMoved, TicketOpened
from core.tickets.handling_events import RestoredFromSpam
from core.tickets.relating_events import TicketMerged, TicketUnmerged

NAMED = (StatusMoved, RestoredFromSpam, TicketMerged, TicketUnmerged)
"""What a topic's name and icon show."""


def prepare(unit: Unit, board: Switchboard, profile: Profile, to: Address, ticket: TicketId) -> None:
    """Before something is told of a ticket: its topic there, if it has none. What is told waits for it in its lane."""
    if (
        to.door not in board.topics
        or to.gone
        or to.person is None
        or not topics.wanted(unit.conn, to.id, ticket, unit.now)
    ):
        return
    found = tickets.find(unit.conn, ticket)
    if found is None or profile.status(found.status).final or found.merged_into is not None:
        return
    redrawn.begin_topic(unit, to, ticket)


def follow(unit: Unit, board: Switchboard, happened: Happened) -> None:
    """The topics of a ticket show how it stands. What is done hidden, or set aside, shows nowhere (E8, E3)."""
    recorded = happened.recorded
    if isinstance(recorded.event, TicketOpened):
        if not _found_one(unit, board, happened):
            return
    elif not isinstance(recorded.event, NAMED) or recorded.hidden or happened.aside:
        return
    for id in topics.addresses_of(unit.conn, recorded.ticket):
        to = by_id(unit, id)
        if not to.gone:
            redrawn.refresh_topic(unit, to, recorded.ticket)


def _found_one(unit: Unit, board: Switchboard, happened: Happened) -> bool:
    """Whoever made a topic of their own and wrote there has opened the ticket in it."""
    origin, ticket = happened.origin, happened.recorded.ticket
    if origin is None or origin.topic is None or origin.common or origin.door not in board.topics:
        return False
    if topics.at(unit.conn, origin.door, origin.address, origin.topic) is not None:
        return False
    topics.bind(unit, address(unit, origin.door, origin.address).id, origin.topic, ticket)
    return True
