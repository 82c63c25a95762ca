"""What goes to the group chat in which a ticket was made, instead of to its requester alone (X1).

Only what the desk says to its customer in public. All else stays between the desk and the person; and what was said in
the group has been read there.
"""

import sqlalchemy as sa

from core.kinds import Door, Happened, Outcome
from core.outbox import posts
from core.outbox.addresses import address, addresses
from core.outbox.endings import Ending, Refused, RetryLater, Unsure
from core.outbox.model import Address, Kind, Row, State
from core.outbox.places import Switchboard
from core.outbox.rerouting import another_way, reroute
from core.outbox.store import outbox
from core.outbox.ways import kind_of
from core.people import group_chats
from core.people.group_commands import MoveGroupChat
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.bells import OUTBOX
from core.storage.unit import Unit
from core.tickets import made_in
from core.tickets.events import CommentAdded, StatusMoved, TicketAssigned, TicketOpened
from core.tickets.made_in import MadeIn

TOLD = (TicketOpened, CommentAdded, StatusMoved, TicketAssigned)
MOVED = "moved"


def instead(unit: Unit, board: Switchboard, profile: Profile, happened: Happened) -> list[Address] | None:
    """The group's address, or none where the group has read it; nothing at all where it is no matter of a group's."""
    event = happened.recorded.event
    if not isinstance(event, TOLD) or not profile.notices.ways(kind_of(event)):
        return None
    made = made_in.of_ticket(unit.conn, happened.recorded.ticket)
    if made is None or made.chat.door not in board.doors or not group_chats.serves(profile, made.chat):
        return None
    to = address(unit, made.chat.door, made.chat.key)
    if to.gone is not None:
        return None
    origin = happened.origin
    here = origin is not None and (origin.door, origin.address) == (made.chat.door, made.chat.key)
    if isinstance(event, CommentAdded) and (here or not event.by_staff):
        return [] if here else None
    return [to]


def listens(unit: Unit, profile: Profile, to: Address, happened: Happened) -> bool:
    """Whether an address is the group of this ticket, and still served."""
    made = made_in.there(unit.conn, happened.recorded.ticket, to.door, to.key)
    return made is not None and group_chats.serves(profile, made.chat)


def shut(conn: sa.Connection, profile: Profile, row: Row) -> bool:
    """Whether a group may not have this any more, or never: seen again when it is sent."""
    if row.kind is Kind.PROMPT or row.ticket is None or row.address.person is not None:
        return False
    made = made_in.of_ticket(conn, row.ticket)
    if made is None or made.chat.door is not row.address.door:
        return made is None and group_chats.find(conn, row.address.door, row.address.key) is not None
    return made.chat.key != row.address.key or not group_chats.serves(profile, made.chat)


def followed(unit: Unit, board: Switchboard, row: Row, ending: Ending) -> None:
    """A group that has moved is written to where it is now (Bot API, ResponseParameters), also if that was heard of
    while this was under way. What a group could not have any more reaches the requester.
    """
    if isinstance(ending, RetryLater) and ending.moved:
        move(unit, row.address.door, row.address.key, ending.moved)
    made = made_in.of_ticket(unit.conn, row.ticket) if row.ticket and row.address.person is None else None
    if made is None or made.chat.door is not row.address.door or not isinstance(ending, RetryLater | Refused | Unsure):
        return
    if made.chat.key != row.address.key:
        to = address(unit, made.chat.door, made.chat.key)
        again = {"state": State.PENDING.value, "address_id": to.id, "settled_at": None, "reason": None}
        unit.conn.execute(outbox.update().where(outbox.c.id == row.id).values(**again))
    elif _lost(made, ending) and (other := another_way(unit, board, row, gone=True)):
        reroute(unit, other, row)


def _lost(made: MadeIn, ending: Ending) -> bool:
    """Whether the group will not have it: it is served no more, or the bot may not say this, or anything, there."""
    return made.chat.state != group_chats.BOUND or isinstance(ending, Refused)


def move_group_chat(unit: Unit, command: MoveGroupChat, by: Caller, profile: Profile) -> Outcome:
    move(unit, command.door, command.chat, command.to)
    return Outcome()


def move(unit: Unit, door: Door, key: str, to: str) -> None:
    """Told twice it changes nothing: both chats hear of it, and a refused call may say it first.

    The old address ends, since its messages' ids mean others in the new chat; what waits for it goes to the new one.
    """
    before = group_chats.find(unit.conn, door, key)
    if before is None or before.state == group_chats.ENDED or key == to:
        return
    after = group_chats.put(
        unit, door, to, before.title, before.state, before.company, language=before.language
    )  # fmt: skip
    made_in.move(unit, before, after)
    posts.move_chat(unit, before.id, after.id)
    group_chats.put(unit, door, key, before.title, group_chats.ENDED, before.company, shown=False)
    old, new = address(unit, door, key), address(unit, door, to, heard=True)
    waiting = sa.and_(outbox.c.address_id == old.id, outbox.c.state == "pending")
    unit.conn.execute(outbox.update().where(waiting).values(address_id=new.id))
    unit.conn.execute(addresses.update().where(addresses.c.id == old.id).values(gone=MOVED))
    unit.ring(OUTBOX)
