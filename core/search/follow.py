"""What happens to a ticket changes what it is found by, in the unit of the change."""

from itertools import groupby

from core.kinds import Event, Happened, MessageId, TicketId
from core.profile.schema import Profile
from core.search import shelf
from core.search.document import whole, with_message
from core.storage.unit import Unit
from core.tickets import messages, store
from core.tickets.events import FilesAdded, MessageEdited, TicketOpened
from core.tickets.handling_events import MessageWithdrawn, TicketTriaged
from core.tickets.person_events import RequesterForgotten, RequesterJoined, RequesterParted

OTHERS = (RequesterJoined, RequesterParted, RequesterForgotten)
ANEW = (TicketOpened, MessageEdited, MessageWithdrawn, FilesAdded, TicketTriaged, *OTHERS)
"""After these something may be gone: everything is read again. Others only add words, if any."""


def follow(unit: Unit, profile: Profile) -> None:
    """Everything that happened in the unit, ticket by ticket."""
    for ticket, happened in groupby(unit.happened, key=lambda one: one.recorded.ticket):
        _followed(unit, profile, ticket, list(happened))


def read_again(unit: Unit, profile: Profile, ticket: TicketId) -> None:
    """Whatever it was found by before. The ticket is locked from here on."""
    shelf.keep(unit, ticket, whole(unit.conn, profile, store.locked(unit, ticket)))


def _followed(unit: Unit, profile: Profile, ticket: TicketId, happened: list[Happened]) -> None:
    events = [one.recorded.event for one in happened]
    said = [one for one in map(_message, events) if one is not None]
    anew = any(isinstance(event, ANEW) for event in events)
    if not said and not anew:
        return
    known = None if anew else shelf.find(unit.conn, ticket)
    if known is None:
        read_again(unit, profile, ticket)
        return
    grown = known
    for id in said:
        if (message := messages.find(unit.conn, id)) is not None:
            grown = with_message(grown, message)
    if grown != known:
        shelf.keep(unit, ticket, grown)


def _message(event: Event) -> MessageId | None:
    return getattr(event, "message", None)
