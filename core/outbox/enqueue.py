"""From what a unit recorded to rows for everybody who is to hear of it, in the same transaction (agreement 2)."""

from collections.abc import Iterable

from core.kinds import Audience, Happened, MessageId, Prompt, TicketId
from core.outbox import store
from core.outbox.addresses import address
from core.outbox.audience import Parties, To, Wish, audience
from core.outbox.book import Book, Switchboard
from core.outbox.lost import silence
from core.outbox.model import Address, Kind
from core.outbox.rerouting import MUTED, chats_told, follow_by_letter
from core.outbox.ways import chosen
from core.profile.care import Notices
from core.storage.unit import Unit
from core.tickets import messages, mutes
from core.tickets import store as tickets
from core.tickets.events import (
    CommentAdded,
    FileArrived,
    FileMissed,
    FilesAdded,
    MessageEdited,
    NoteAdded,
    StatusMoved,
    TicketAssigned,
    TicketEscalated,
    TicketMuted,
    TicketOpened,
)

WORDS = (TicketOpened, CommentAdded, NoteAdded, TicketEscalated, FilesAdded)
FILES = (FileArrived, FileMissed)
ABOUT = (*FILES, MessageEdited, FilesAdded)
"""Events about a message that was there before."""


def enqueue(unit: Unit, board: Switchboard, notices: Notices) -> None:
    """Everything that happened in the unit, event by event."""
    book = Book(unit, board)
    for happened in unit.happened:
        event = happened.recorded.event
        if happened.origin and isinstance(event, WORDS):
            book.remember(happened, happened.origin, event.message)
        if isinstance(event, TicketMuted):
            silence(unit, happened.recorded.ticket, happened.requester, MUTED)
        for wish in audience(happened.recorded, _parties(unit, board, happened)):
            for to in _addressed(book, happened, wish, notices):
                _put(unit, to, happened, wish)
                if wish.kind is Kind.FILE and wish.message and to.gone:
                    follow_by_letter(unit, board, happened.recorded.ticket, wish.message)


def enqueue_prompts(unit: Unit, prompts: Iterable[Prompt]) -> None:
    """What the bot says by itself. It answers somebody who has just been heard of."""
    for prompt in prompts:
        to = address(unit, prompt.door, prompt.address, heard=True)
        dedupe, content = f"prompt:{prompt.dedupe}", dict(prompt.content)
        found = tickets.find(unit.conn, prompt.ticket) if prompt.ticket else None
        ticket = found.id if found else None
        store.put(unit, to, Kind.PROMPT, Audience.PUBLIC, dedupe=dedupe, ticket=ticket, content=content)


def enqueue_echo(unit: Unit, board: Switchboard, ticket: TicketId, message: MessageId | None) -> None:
    """A notice fared somehow: the agents see it beside the answer, or on the card (X4)."""
    if board.staff is not None:
        to, kind = address(unit, *board.staff), Kind.CARD if message is None else Kind.ECHO
        store.refresh(unit, to, kind, ticket, None, message)


def _addressed(book: Book, happened: Happened, wish: Wish, notices: Notices) -> list[Address]:
    if wish.to is To.STAFF:
        staff = book.staff()
        return [staff] if staff else []
    if wish.kind is Kind.FILE and wish.message:
        return chats_told(book.unit, wish.message)
    return chosen(notices, happened.recorded.event, book.requester(happened))


def _put(unit: Unit, to: Address, happened: Happened, wish: Wish) -> None:
    recorded = happened.recorded
    if wish.kind is Kind.ECHO or (wish.kind is Kind.CARD and not isinstance(recorded.event, TicketOpened)):
        store.refresh(unit, to, wish.kind, recorded.ticket, recorded.id, wish.message)
        return
    dedupe = None if wish.kind is Kind.CARD else f"{wish.kind}:{recorded.id}:{to.id}"
    message = wish.message or (_told(happened) if wish.kind is Kind.NOTICE else None)
    store.put(
        unit, to, wish.kind, wish.audience, dedupe=dedupe, ticket=recorded.ticket, event=recorded.id, message=message,
        file=wish.file, suppressed=_withheld(unit, happened, wish),
    )  # fmt: skip


def _withheld(unit: Unit, happened: Happened, wish: Wish) -> str | None:
    """A muted notice is written too, with its reason. The receipt of one's own ticket cannot have been muted."""
    recorded = happened.recorded
    if wish.to is To.STAFF or isinstance(recorded.event, TicketOpened):
        return None
    return MUTED if mutes.muted(unit.conn, recorded.ticket, happened.requester) else None


def _told(happened: Happened) -> MessageId | None:
    """The agent's word that a notice carries, so that its delivery can be shown beside it."""
    match happened.recorded.event:
        case CommentAdded(message, True) | StatusMoved(message=message):
            return message
        case _:
            return None


def _parties(unit: Unit, board: Switchboard, happened: Happened) -> Parties:
    event, origin = happened.recorded.event, happened.origin
    if isinstance(event, ABOUT):
        return _about(unit, board, happened, event.message)
    events = [other.recorded.event for other in unit.happened]
    return Parties(
        happened.requester,
        at_staff=origin is not None and board.staff == (origin.door, origin.address),
        assigned=any(isinstance(other, TicketAssigned) for other in events),
        escalated=any(isinstance(other, TicketEscalated) for other in events),
        spoken=frozenset(other.message for other in events if isinstance(other, StatusMoved) and other.message),
    )


def _about(unit: Unit, board: Switchboard, happened: Happened, about: MessageId) -> Parties:
    message = messages.find(unit.conn, about)
    came = messages.origin(unit.conn, about)
    return Parties(
        happened.requester,
        said=message.audience if message else None,
        opening=messages.opening(unit.conn, happened.recorded.ticket) == about,
        said_by_staff=bool(message and message.by_staff),
        at_staff=came is not None and board.staff == (came.door, came.address),
    )
