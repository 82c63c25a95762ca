"""From what a unit recorded to rows for everybody who is to hear of it, in the same transaction (agreement 2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.kinds import Audience, Door, Happened, MessageId, Origin, PersonId, Prompt, TicketId
from core.outbox import posts, store
from core.outbox.addresses import address
from core.outbox.audience import Parties, To, Wish, audience
from core.outbox.model import Address, Kind
from core.people import store as people
from core.storage.unit import Unit
from core.tickets import messages
from core.tickets.events import (
    CommentAdded,
    FileArrived,
    FileMissed,
    NoteAdded,
    StatusMoved,
    TicketAssigned,
    TicketOpened,
)

WORDS = (TicketOpened, CommentAdded, NoteAdded)
FILES = (FileArrived, FileMissed)


@dataclass(frozen=True, slots=True)
class Switchboard:
    """Which doors lead out, in the order of preference, and where the agents sit: the key of their shared channel."""

    doors: tuple[Door, ...]
    staff: tuple[Door, str] | None = None


def enqueue(unit: Unit, board: Switchboard) -> None:
    """Everything that happened in the unit, event by event."""
    events = [happened.recorded.event for happened in unit.happened]
    assigned = any(isinstance(event, TicketAssigned) for event in events)
    spoken = frozenset(event.message for event in events if isinstance(event, StatusMoved) and event.message)
    book = _Addresses(unit, board)
    for happened in unit.happened:
        if happened.origin and isinstance(happened.recorded.event, WORDS):
            book.remember(happened, happened.origin, happened.recorded.event.message)
        for wish in audience(happened.recorded, _parties(unit, board, happened, assigned=assigned, spoken=spoken)):
            to = book.of(happened, wish.to)
            if to is not None:
                _put(unit, to, happened, wish)


def enqueue_prompts(unit: Unit, prompts: Iterable[Prompt]) -> None:
    """What the bot says by itself. It answers somebody who has just been heard of."""
    for prompt in prompts:
        to = address(unit, prompt.door, prompt.address, heard=True)
        dedupe = f"prompt:{prompt.dedupe}"
        store.put(unit, to, Kind.PROMPT, Audience.PUBLIC, dedupe=dedupe, content=dict(prompt.content))


def enqueue_echo(unit: Unit, board: Switchboard, ticket: TicketId, message: MessageId) -> None:
    """A public answer fared somehow: where the agents see it, its state is drawn anew (X4)."""
    if board.staff is not None:
        store.refresh(unit, address(unit, *board.staff), Kind.ECHO, ticket, None, message)


class _Addresses:
    """Looks each address up once in a unit."""

    def __init__(self, unit: Unit, board: Switchboard) -> None:
        self._unit = unit
        self._board = board
        self._known: dict[tuple[Door, str], Address] = {}

    def of(self, happened: Happened, to: To) -> Address | None:
        if to is To.STAFF:
            return self._at(*self._board.staff) if self._board.staff else None
        return self._personal(happened)

    def remember(self, happened: Happened, origin: Origin, message: MessageId) -> None:
        """Notes which chat message a word came from. Whoever wrote it there is reached there again."""
        shared = self._board.staff == (origin.door, origin.address)
        to = self._at(origin.door, origin.address, None if shared else happened.recorded.actor, heard=True)
        posts.remember(self._unit, to.id, origin.ref, "origin", happened.recorded.ticket, message, own=False)

    def _personal(self, happened: Happened) -> Address | None:
        """Where the requester is reached: where they have just spoken, else by the door they came by, else any."""
        origin, person = happened.origin, happened.requester
        if origin and origin.door in self._board.doors and happened.recorded.actor == person:
            return self._at(origin.door, origin.address, person)
        for door in sorted(self._board.doors, key=lambda door: door is not happened.source):
            for key in people.external_ids(self._unit.conn, person, door):
                return self._at(door, key, person)
        return None

    def _at(self, door: Door, key: str, person: PersonId | None = None, *, heard: bool = False) -> Address:
        if (door, key) not in self._known:
            self._known[door, key] = address(self._unit, door, key, person, heard=heard)
        return self._known[door, key]


def _put(unit: Unit, to: Address, happened: Happened, wish: Wish) -> None:
    recorded = happened.recorded
    if wish.kind is Kind.CARD and not isinstance(recorded.event, TicketOpened):
        store.refresh(unit, to, Kind.CARD, recorded.ticket, recorded.id)
        return
    dedupe = None if wish.kind is Kind.CARD else f"{wish.kind}:{recorded.id}:{to.id}"
    message = wish.message or (_told(happened) if wish.kind is Kind.NOTICE else None)
    store.put(
        unit, to, wish.kind, wish.audience, dedupe=dedupe, ticket=recorded.ticket, event=recorded.id, message=message,
        file=wish.file,
    )  # fmt: skip


def _told(happened: Happened) -> MessageId | None:
    """The agent's word that a notice carries, so that its delivery can be shown beside it."""
    match happened.recorded.event:
        case CommentAdded(message, True) | StatusMoved(message=message):
            return message
        case _:
            return None


def _parties(
    unit: Unit, board: Switchboard, happened: Happened, *, assigned: bool, spoken: frozenset[MessageId]
) -> Parties:
    event, origin = happened.recorded.event, happened.origin
    if not isinstance(event, FILES):
        at_staff = origin is not None and board.staff == (origin.door, origin.address)
        return Parties(happened.requester, at_staff=at_staff, assigned=assigned, spoken=spoken)
    message = messages.find(unit.conn, event.message)
    came = messages.origin(unit.conn, event.message)
    return Parties(
        happened.requester,
        said=message.audience if message else None,
        said_by_staff=bool(message and message.by_staff),
        at_staff=came is not None and board.staff == (came.door, came.address),
    )
