"""From what a unit recorded to rows for everybody who is to hear of it, in the same transaction (agreement 2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.kinds import Audience, Door, MessageId, PersonId, Prompt, Recorded
from core.outbox import posts, store
from core.outbox.audience import Parties, To, Wish, audience
from core.outbox.model import Address, Kind
from core.people import store as people
from core.storage.unit import Unit
from core.tickets import store as tickets
from core.tickets.events import (
    CommentAdded,
    FileArrived,
    FileMissed,
    NoteAdded,
    StatusMoved,
    TicketAssigned,
    TicketOpened,
)
from core.tickets.model import Ticket


@dataclass(frozen=True, slots=True)
class Switchboard:
    """Which doors lead out, in the order of preference, and where the agents sit: the key of their shared channel."""

    doors: tuple[Door, ...]
    staff: tuple[Door, str] | None = None


def enqueue(unit: Unit, board: Switchboard) -> None:
    """Everything that the unit recorded, event by event."""
    assigned = any(isinstance(recorded.event, TicketAssigned) for recorded in unit.recorded)
    spoken = frozenset(
        recorded.event.message
        for recorded in unit.recorded
        if isinstance(recorded.event, StatusMoved) and recorded.event.message is not None
    )
    for recorded in unit.recorded:
        ticket = tickets.locked(unit, recorded.ticket)
        at_staff = _remember_origin(unit, recorded, board)
        parties = _parties(unit, ticket, recorded, at_staff=at_staff, assigned=assigned, spoken=spoken)
        for wish in audience(recorded, parties):
            _put(unit, board, ticket, recorded, wish)


def enqueue_prompts(unit: Unit, prompts: Iterable[Prompt]) -> None:
    """What the bot says by itself. It answers somebody who has just been heard of."""
    for prompt in prompts:
        to = store.address(unit, prompt.door, prompt.address)
        store.put(
            unit, to, Kind.PROMPT, Audience.PUBLIC, dedupe=f"prompt:{prompt.dedupe}", content=dict(prompt.content)
        )


def enqueue_echo(unit: Unit, board: Switchboard, ticket: Ticket, message: MessageId) -> None:
    """A public answer fared somehow: where the agents see it, its state is drawn anew (X4)."""
    if board.staff is not None:
        to = store.address(unit, *board.staff)
        store.refresh(unit, to, Kind.ECHO, ticket.id, None, message)


def _put(unit: Unit, board: Switchboard, ticket: Ticket, recorded: Recorded, wish: Wish) -> None:
    to = _address(unit, board, ticket, wish.to)
    if to is None:
        return
    if wish.kind is Kind.CARD:
        store.refresh(unit, to, Kind.CARD, ticket.id, recorded.id)
        return
    store.put(
        unit, to, wish.kind, wish.audience, dedupe=f"{wish.kind}:{recorded.id}:{to.id}", ticket=ticket.id,
        event=recorded.id, message=wish.message or _told(recorded, wish), file=wish.file,
    )  # fmt: skip


def _told(recorded: Recorded, wish: Wish) -> MessageId | None:
    """The message that a notice carries, so that its delivery can be shown beside it."""
    match recorded.event:
        case CommentAdded(message, True) if wish.kind is Kind.NOTICE:
            return message
        case StatusMoved(message=message) if wish.kind is Kind.NOTICE:
            return message
        case _:
            return None


def _address(unit: Unit, board: Switchboard, ticket: Ticket, to: To) -> Address | None:
    if to is To.STAFF:
        return store.address(unit, *board.staff) if board.staff else None
    return personal(unit, board, ticket.requester, ticket.source)


def personal(unit: Unit, board: Switchboard, person: PersonId, preferred: Door) -> Address | None:
    """Where a person is reached: through the door they came by if it leads out, else the first that does."""
    for door in sorted(board.doors, key=lambda door: door is not preferred):
        for key in people.external_ids(unit.conn, person, door):
            return store.address(unit, door, key, person)
    return None


def _parties(
    unit: Unit, ticket: Ticket, recorded: Recorded, *, at_staff: bool, assigned: bool, spoken: frozenset[MessageId]
) -> Parties:
    about = recorded.event.message if isinstance(recorded.event, FileArrived | FileMissed) else None
    message = tickets.message(unit.conn, about) if about else None
    return Parties(
        requester=ticket.requester,
        said=message.audience if message else None,
        said_by_staff=bool(message and message.by_staff),
        at_staff=at_staff,
        assigned=assigned,
        spoken=spoken,
    )


def _remember_origin(unit: Unit, recorded: Recorded, board: Switchboard) -> bool:
    """Notes which chat message a comment came from. Says whether it stands in the agents' channel already."""
    if not isinstance(recorded.event, TicketOpened | CommentAdded | NoteAdded | FileArrived):
        return False
    origin = tickets.origin(unit.conn, recorded.event.message)
    if origin is None:
        return False
    if not isinstance(recorded.event, FileArrived):
        to = store.address(unit, origin.door, origin.address)
        posts.remember(
            unit, to.id, origin.ref, "origin", recorded.ticket, recorded.event.message, own=False
        )  # fmt: skip
    return board.staff == (origin.door, origin.address)
