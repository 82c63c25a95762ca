"""From what a unit recorded to rows for everybody who is to hear of it, in the same transaction (agreement 2)."""

from collections.abc import Iterable

from core.kinds import Audience, Happened, MessageId, Origin, PersonId, Prompt
from core.outbox import aside, away, brakes, fared, grouped, letters, redrawn, store, told, topical
from core.outbox.addresses import address
from core.outbox.audience import Parties, To, Wish, audience
from core.outbox.book import Book
from core.outbox.corrections import correct
from core.outbox.lost import silence
from core.outbox.model import Address, Kind
from core.outbox.moving import move
from core.outbox.places import Switchboard, place_of
from core.outbox.receipts import acknowledge
from core.outbox.rerouting import MUTED, chats_told, follow_by_letter
from core.outbox.ways import chosen
from core.outbox.withheld import withheld
from core.people import absences
from core.people import store as people
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import messages, observers
from core.tickets import store as tickets
from core.tickets.aspects import outside
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
    TicketRated,
)
from core.tickets.handling_events import AnswerHeld, MarkedAsSpam, MessageWithdrawn, ObserverAdded, TicketTriaged
from core.tickets.model import Message

WORDS = (TicketOpened, CommentAdded, NoteAdded, TicketEscalated, FilesAdded, AnswerHeld, MarkedAsSpam, TicketRated)
ABOUT = (FileArrived, FileMissed, MessageEdited, MessageWithdrawn, FilesAdded)
"""Events about a message that was there before."""


def enqueue(unit: Unit, board: Switchboard, profile: Profile) -> None:
    """Everything that happened in the unit, event by event."""
    book = Book(unit, board)
    move(unit, board)
    for happened in unit.happened:
        event = happened.recorded.event
        if happened.origin and isinstance(event, WORDS) and event.message:
            book.remember(happened, happened.origin, event.message)
        topical.follow(unit, board, happened)
        if isinstance(event, TicketMuted):
            whose = happened.recorded.actor or happened.requester
            fared.withdrawn(unit, board, silence(unit, happened.recorded.ticket, whose, MUTED))
        aside.turned(unit, happened.recorded)
        correct(unit, happened, profile)
        mailed = _called(unit, happened, profile, "mail")
        called = bool(mailed or _called(unit, happened, profile, "chat") or _watched(unit, happened, profile))
        for wish in audience(happened.recorded, _parties(unit, board, happened, profile, called=called)):
            if wish.to is To.CALLED:
                _call_by_letter(book, mailed, happened, wish, profile.zone)
                away.keep(book, happened, wish, profile)
                continue
            for to in _addressed(book, happened, wish, profile):
                _put(book, profile, to, happened, wish)
                if wish.kind is Kind.FILE and wish.message and to.gone:
                    follow_by_letter(unit, board, happened.recorded.ticket, wish.message)
    acknowledge(unit, board, profile)


def enqueue_prompts(unit: Unit, prompts: Iterable[Prompt]) -> None:
    """What the bot says by itself. It answers somebody who has just been heard of."""
    for prompt in prompts:
        to = address(unit, prompt.door, prompt.address, heard=True)
        dedupe, content = f"prompt:{prompt.dedupe}", dict(prompt.content)
        found = tickets.find(unit.conn, prompt.ticket) if prompt.ticket else None
        ticket = found.id if found else None
        store.put(
            unit, to, Kind.PROMPT, Audience.PUBLIC, dedupe=dedupe, ticket=ticket, file=prompt.file,
            content=content, suppressed=brakes.prompt(unit, prompt, to),
        )  # fmt: skip


def _addressed(book: Book, happened: Happened, wish: Wish, profile: Profile) -> list[Address]:
    event, notices = happened.recorded.event, profile.notices
    if wish.to is To.STAFF:
        staff = book.staff(happened.recorded.ticket)
        return [staff] if staff else []
    if wish.kind is Kind.FILE and wish.message:
        return chats_told(book.unit, wish.message)
    if wish.to is To.ADDED and isinstance(event, ObserverAdded):
        return chosen(notices, None, book.person(event.person))
    if wish.to is To.OBSERVERS:
        return [to for id in _in_copy(book.unit, happened) for to in chosen(notices, event, book.person(id))]
    together = grouped.instead(book.unit, book.board, profile, happened)
    return chosen(notices, event, book.requester(happened)) if together is None else together


def _in_copy(unit: Unit, happened: Happened) -> list[PersonId]:
    """Who comes in by the same unit is welcomed, and has read the letter that brought them in.

    Of those beside them they hear on the ticket itself.
    """
    there = observers.of_ticket(unit.conn, happened.recorded.ticket)
    told = isinstance(happened.recorded.event, ObserverAdded | CommentAdded)
    events = [other.recorded.event for other in unit.happened if told]
    fresh = {event.person for event in events if isinstance(event, ObserverAdded)}
    return [id for id in there if id not in {happened.recorded.actor, happened.requester, *fresh}]


def _called(unit: Unit, happened: Happened, profile: Profile, way: str) -> list[PersonId]:
    """Whoever did it knows it already."""
    if happened.aside or not profile.notices.staff:
        return []
    found = told.tellings(profile.notices, happened.recorded.event, way)
    ticket = tickets.find(unit.conn, happened.recorded.ticket) if found else None
    ids = told.called(unit.conn, profile, found, ticket, unit.now) if ticket else []
    return [id for id in ids if id != happened.recorded.actor]


def _watched(unit: Unit, happened: Happened, profile: Profile) -> bool:
    one = happened.recorded
    return bool(told.watching(unit.conn, profile, one.event, one.ticket, one.actor))


def _put(book: Book, profile: Profile, to: Address, happened: Happened, wish: Wish) -> None:
    unit, recorded = book.unit, happened.recorded
    if happened.aside and aside.kept(unit, to, happened, wish):
        return
    if wish.kind is Kind.ECHO or (wish.kind is Kind.CARD and not aside.first(unit, happened)):
        redrawn.refresh(unit, to, wish.kind, recorded.ticket, recorded.id, wish.message)
        return
    dedupe = None if wish.kind is Kind.CARD else f"{wish.kind}:{recorded.id}:{to.id}"
    message = wish.message or (_told(happened) if wish.kind is Kind.NOTICE else None)
    suppressed = withheld(unit, happened, wish, to)
    if suppressed is None and wish.kind is Kind.NOTICE:
        topical.prepare(unit, book.board, profile, to, recorded.ticket)
    when = letters.when(unit, to, profile.zone) if wish.kind is Kind.NOTICE else letters.AT_ONCE
    store.put(
        unit, to, wish.kind, wish.audience, dedupe=dedupe, ticket=recorded.ticket, event=recorded.id, message=message,
        file=wish.file, suppressed=suppressed or when.instead, due_at=when.due_at,
    )  # fmt: skip


def _call_by_letter(book: Book, readers: Iterable[PersonId], happened: Happened, wish: Wish, zone: str) -> None:
    """Within somebody's quiet hours it waits until they are over; who wants a digest reads it there."""
    unit, recorded = book.unit, happened.recorded
    for id in readers:
        to, reader = book.desk_mail(id), people.person(unit.conn, id)
        if to is None or reader is None or absences.away(unit.conn, id, unit.now):
            continue
        when = letters.of(unit, reader, zone)
        store.put(
            unit, to, wish.kind, wish.audience, dedupe=f"{wish.kind}:{recorded.id}:{to.id}", ticket=recorded.ticket,
            event=recorded.id, suppressed=when.instead or brakes.call(unit, happened, to), due_at=when.due_at,
        )  # fmt: skip


def _told(happened: Happened) -> MessageId | None:
    """The agent's word that a notice carries, so that its delivery can be shown beside it."""
    match happened.recorded.event:
        case CommentAdded(message, True) | StatusMoved(message=message):
            return message
        case _:
            return None


def _parties(unit: Unit, board: Switchboard, happened: Happened, profile: Profile, *, called: bool) -> Parties:
    event, origin = happened.recorded.event, happened.origin
    if isinstance(event, ABOUT):
        return _about(unit, board, happened, event.message)
    events = [other.recorded.event for other in unit.happened]
    return Parties(
        happened.requester,
        at_staff=_there(unit, board, happened, origin) and not unit.led_on,
        assigned=any(isinstance(other, TicketAssigned) for other in events),
        escalated=any(isinstance(other, TicketEscalated) for other in events),
        called=called,
        inner=isinstance(event, TicketTriaged) and not outside(profile, event.now),
        spoken=frozenset(other.message for other in events if isinstance(other, StatusMoved) and other.message),
    )


def _about(unit: Unit, board: Switchboard, happened: Happened, about: MessageId) -> Parties:
    message = messages.find(unit.conn, about)
    came = messages.origin(unit.conn, about)
    opening = messages.opening(unit.conn, happened.recorded.ticket) == about
    return Parties(
        happened.requester,
        said=_audience(message),
        opening=opening,
        said_by_staff=bool(message and message.by_staff),
        at_staff=_there(unit, board, happened, came) and not opening,
    )


def _there(unit: Unit, board: Switchboard, happened: Happened, came: Origin | None) -> bool:
    """Whether a word stands already in the channel where its ticket's card is."""
    if came is None or not board.shared(came.door, came.address):
        return False
    return place_of(unit.conn, board, happened.recorded.ticket) == (came.door, came.address)


def _audience(message: Message | None) -> Audience | None:
    """What was taken away is told to nobody outside any more."""
    if message is None:
        return None
    return Audience.INTERNAL if message.withdrawn_at is not None else message.audience
