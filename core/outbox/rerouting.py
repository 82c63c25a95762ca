"""When a way leads nowhere, what was to go there goes on another, words and files (X4)."""

from collections.abc import Iterable, Iterator

from core.kinds import Door, EventId, MessageId, PersonId, TicketId
from core.outbox import fared, lost, store, trouble
from core.outbox.book import Book
from core.outbox.model import Address, Kind, Row, State
from core.outbox.places import Switchboard
from core.outbox.ways import another, by_mail
from core.storage.unit import Unit
from core.tickets import files, made_in, mutes
from core.tickets import store as tickets
from core.tickets.model import FileState, Ticket

LEFT = (State.REROUTED, State.SUPPRESSED)
ALIVE = (State.PENDING, State.SENDING, State.SENT)
MUTED = "muted"
"""The reason of what was withheld because its reader wants to hear no more."""


def another_way(unit: Unit, board: Switchboard, row: Row, *, gone: bool) -> Address | None:
    """Where the same may go instead; nowhere if it goes there anyway, or its reader wants to hear no more.

    `gone`: this way is lost for good, so that one which was left before may be taken again.
    """
    ticket = tickets.find(unit.conn, row.ticket) if row.kind in (Kind.NOTICE, Kind.FILE) and row.ticket else None
    reader = _reader(unit, row, ticket) if ticket else None
    if ticket is None or reader is None or mutes.muted(unit.conn, ticket.id, reader):
        return None
    to = another(row.address, Book(unit, board).person(reader))
    event = _told(unit, row)
    if to is None or event is None:
        return None
    there = trouble.state(unit, _once(event, to))
    return to if there is None or (gone and there in LEFT) else None


def _reader(unit: Unit, row: Row, ticket: Ticket) -> PersonId | None:
    """What can no longer be said in a group reaches the requester of what was made there."""
    here = made_in.there(unit.conn, ticket.id, row.address.door, row.address.key)
    return row.address.person or (ticket.requester if here else None)


def reroute(unit: Unit, to: Address, row: Row) -> None:
    """The same notice on another way. A letter brings its files along; to a chat they go one by one."""
    event = _told(unit, row)
    if event is None:
        return
    if not trouble.revive(unit, _once(event, to)):
        store.put(
            unit, to, Kind.NOTICE, row.audience, dedupe=_once(event, to), ticket=row.ticket, event=event,
            message=row.message,
        )  # fmt: skip
    if not by_mail(to) and row.message:
        for file in files.of_messages(unit.conn, [row.message]):
            if file.state is FileState.READY:
                store.put(
                    unit, to, Kind.FILE, row.audience, dedupe=f"file:{row.message}:{file.id}:{to.id}",
                    ticket=row.ticket, event=event, message=row.message, file=file.id,
                )  # fmt: skip


def leave(unit: Unit, board: Switchboard, address: int, reason: str) -> None:
    """Nothing goes to this address any more; what was still to go there takes another way, where there is one."""
    rows = lost.suppress_waiting(unit, address, reason)
    for waiting in rows:
        if other := another_way(unit, board, waiting, gone=True):
            reroute(unit, other, waiting)
    fared.withdrawn(unit, board, rows)


def give_up(unit: Unit, board: Switchboard, places: Iterable[tuple[Door, str]]) -> None:
    """Addresses that are no longer anybody's (faults D5)."""
    for door, key in places:
        if (id := lost.known(unit, door, key)) is not None:
            leave(unit, board, id, "given up")
            lost.orphan(unit, id)


def chats_told(unit: Unit, message: MessageId) -> list[Address]:
    """The chats where the words of a message went, or would have gone but for a mute: its files follow them."""
    found = [told for told in lost.told(unit, message) if not by_mail(told.row.address)]
    return [told.row.address for told in found if told.state in ALIVE or told.reason == MUTED]


def follow_by_letter(unit: Unit, board: Switchboard, ticket: TicketId, message: MessageId) -> None:
    """The words have arrived in a chat that is gone by now: their file goes with a letter that says them again."""
    for row in _notices(unit, ticket, message):
        if other := another_way(unit, board, row, gone=True):
            reroute(unit, other, row)


def _notices(unit: Unit, ticket: TicketId, message: MessageId) -> Iterator[Row]:
    rows = (told.row for told in lost.told(unit, message))
    return (row for row in rows if row.ticket == ticket and row.address.gone)


def _told(unit: Unit, row: Row) -> EventId | None:
    """What a notice tells of; for a file, what its words' notice does."""
    if row.kind is Kind.NOTICE:
        return row.event
    about = lost.told(unit, row.message) if row.message else []
    return next((told.row.event for told in about), None)


def _once(event: EventId, to: Address) -> str:
    return f"{Kind.NOTICE}:{event}:{to.id}"
