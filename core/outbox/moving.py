"""A ticket that comes into a queue with another channel takes its card there, and leaves word where it was (X2).

What stands where follows from what the ticket is now, whenever it is drawn; so moves may come twice, or back and forth
before any of them is shown, and a crash between two posts leaves nothing that the rows do not mend.
"""

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Audience, Command, EventId, MessageId, Origin, TicketId
from core.outbox import posts as shown
from core.outbox import redrawn, stands, store
from core.outbox.addresses import address, addresses
from core.outbox.model import Address, Kind, Row
from core.outbox.places import Switchboard
from core.outbox.store import outbox
from core.storage.unit import Unit
from core.tickets import files, history, messages
from core.tickets import store as tickets
from core.tickets.model import FileState, Ticket

CARRIED = 20
"""So many words of the conversation go along; the rest stays where it was said, and is led to."""


def move(unit: Unit, board: Switchboard) -> None:
    """For every ticket of the unit. What is set aside as spam moves when it comes back."""
    if board.places is None:
        return
    firsts = {one.recorded.ticket: one for one in reversed(unit.happened)}
    fresh = {id for one in unit.happened if (id := getattr(one.recorded.event, "message", None)) is not None}
    for id, happened in firsts.items():
        ticket = tickets.find(unit.conn, id)
        if ticket is not None and not happened.aside:
            _move(unit, board, ticket, happened.recorded.id, fresh)


def follow(unit: Unit, board: Switchboard, id: TicketId) -> None:
    """A ticket whose place is another though nothing has happened to it: its channel was found, or the profile changed.

    Before anything is drawn anew, so that a second card never stands beside the first.
    """
    ticket = tickets.find(unit.conn, id) if board.places else None
    event = None if ticket is None or ticket.spam is not None else history.newest(unit.conn, id)
    if ticket is not None and event is not None:
        _move(unit, board, ticket, event, set())


def _move(unit: Unit, board: Switchboard, ticket: Ticket, event: EventId, fresh: set[MessageId]) -> None:
    place, before = board.of(ticket), stands.of_ticket(unit.conn, ticket.id)
    to = address(unit, *place) if place else None
    if before is not None and before.address_id == (to.id if to else None):
        return
    left = stands.elsewhere(unit, board, ticket.id, to)
    stands.put(unit, ticket.id, to, known=before is not None, arrived=not left)
    shown_at = [one for one in left if stands.take_away(unit, ticket.id, one)]
    for one in shown_at:
        redrawn.refresh(unit, one, Kind.CARD, ticket.id, event)
    if to is not None and left:
        last = next((one for one in left if before is not None and one.id == before.address_id), left[-1])
        _arrive(unit, board, ticket, to, last, event, fresh, led=last in shown_at)


def _arrive(
    unit: Unit, board: Switchboard, ticket: Ticket, to: Address, last: Address, event: EventId, fresh: set[MessageId],
    *, led: bool,
) -> None:  # fmt: skip
    """What was said where only some may know of it stays there. `led`: there is something to lead back to.

    Of a longer conversation it is said that there is more, and where.
    """
    redrawn.refresh(unit, to, Kind.CARD, ticket.id, event)
    secret, both = board.private(last.key), (Audience.PUBLIC, Audience.INTERNAL)
    said = [one.id for one in messages.conversation(unit.conn, [ticket.id], both, None, CARRIED + 2)]
    opening = messages.opening(unit.conn, ticket.id)
    more = not secret and any(id != opening for id in said[:-CARRIED])
    if led or more:
        store.put(
            unit, to, Kind.MOVED, Audience.INTERNAL, dedupe=f"moved:{event}:{to.id}", ticket=ticket.id,
            content={"from": last.key, "at": last.id, "carried": CARRIED if more else 0},
        )  # fmt: skip
    if secret:
        return
    said = said[-CARRIED:]
    for id in dict.fromkeys([opening, *said]):
        if id in fresh or _sealed(unit, board, id):
            continue
        if id != opening and not _shown(unit, id, to):
            store.put(
                unit, to, Kind.MESSAGE, Audience.INTERNAL, dedupe=f"carried:{id}:{event}:{to.id}",
                ticket=ticket.id, event=event, message=id,
            )  # fmt: skip
        _files(unit, ticket.id, id, to, event)


def _shown(unit: Unit, message: MessageId, to: Address) -> bool:
    """Whether it stands there, or will."""
    there = sa.select(shown.posts.c.id).where(shown.posts.c.message_id == message, shown.posts.c.address_id == to.id)
    comes = sa.select(outbox.c.id).where(
        store.unsettled, outbox.c.kind == Kind.MESSAGE.value, outbox.c.message_id == message,
        outbox.c.address_id == to.id,
    )  # fmt: skip
    return any(unit.conn.execute(one.limit(1)).first() for one in (there, comes))


def _sealed(unit: Unit, board: Switchboard, message: MessageId) -> bool:
    """Whether it was said in a private queue alone."""
    there = sa.select(shown.posts.c.address_id).where(shown.posts.c.message_id == message)
    rows = outbox.c.kind.in_((Kind.MESSAGE.value, Kind.FILE.value))
    told = sa.select(outbox.c.address_id).where(outbox.c.message_id == message, rows)
    keys = unit.conn.execute(sa.select(addresses.c.key).where(addresses.c.id.in_(there.union(told)))).scalars()
    strict = [board.private(key) for key in keys if board.staff and board.shared(board.staff[0], key)]
    return bool(strict) and all(strict)


def _files(unit: Unit, ticket: TicketId, message: MessageId, to: Address, event: EventId) -> None:
    """Those that are not there yet; what an agent has put there themselves is."""
    mine = sa.and_(outbox.c.message_id == message, outbox.c.address_id == to.id, outbox.c.kind == Kind.FILE.value)
    put = sa.select(outbox.c.file_id).where(mine, outbox.c.state.in_(("pending", "sending", "sent")))
    there = set(unit.conn.execute(put).scalars())
    posts = shown.of_ticket(unit.conn, ticket, to.id)
    if any(post.message == message and not post.own for post in posts):
        return
    for file in files.of_messages(unit.conn, [message]):
        if file.state is FileState.READY and file.id not in there:
            store.put(
                unit, to, Kind.FILE, Audience.INTERNAL, dedupe=f"carried-file:{file.id}:{event}:{to.id}",
                ticket=ticket, event=event, message=message, file=file.id,
            )  # fmt: skip


def arrived(unit: Unit, board: Switchboard, row: Row) -> None:
    """The card stands in its new place: whatever it has left behind can lead there now."""
    if board.places is None or row.kind is not Kind.CARD or row.part or row.ticket is None:
        return
    if stands.arrive(unit, row.ticket, row.address.id):
        for one in stands.elsewhere(unit, board, row.ticket, row.address):
            redrawn.refresh(unit, one, Kind.CARD, row.ticket, row.event)


def heard(board: Switchboard, command: Command, ticket: Ticket | None) -> None:
    """What is typed where a card has stood is taken, if nobody hears by it what is not for them.

    Raises Refusal(MOVED) where it has come from a private queue, or gone into one.
    """
    origin = getattr(command, "origin", None)
    if ticket is None or not isinstance(origin, Origin) or not board.shared(origin.door, origin.address):
        return
    place = board.of(ticket)
    there = place[1] if place else None
    if there != origin.address and (there is None or board.private(there) or board.private(origin.address)):
        raise Refusal(Code.MOVED, number=ticket.number)
