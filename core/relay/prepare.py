"""From a claimed row to what a channel can render: read now, in the reader's language, the audience checked again."""

from dataclasses import dataclass

import sqlalchemy as sa

from core.outbox import posts
from core.outbox.audience import may_leave
from core.outbox.enqueue import Switchboard
from core.outbox.model import Kind, Row
from core.people import store as people
from core.profile.schema import Profile
from core.relay.channel import Delivery, FileContent
from core.storage.files import Files
from core.tickets import files as attachments
from core.tickets import history, messages, store
from core.tickets.events import CommentAdded, FileArrived, FileMissed, NoteAdded, StatusMoved, TicketOpened
from core.tickets.model import FileState
from core.views import card as cards
from core.views.shapes import Content, Happening, MessageView, Shown

MESSAGE_EVENTS = (CommentAdded, NoteAdded, TicketOpened, StatusMoved, FileArrived, FileMissed)


@dataclass(frozen=True, slots=True)
class Withheld:
    """The row may not, or cannot, leave any more."""

    reason: str


class Preparation:
    """Reads for the relay. `epoch` makes delivery ids of two clones differ."""

    def __init__(self, profile: Profile, files: Files, epoch: str, board: Switchboard) -> None:
        self._profile = profile
        self._staff = board.staff
        self._files = files
        self._epoch = epoch

    def __call__(self, conn: sa.Connection, row: Row) -> Delivery | Withheld:
        shared = self._staff == (row.address.door, row.address.key)
        if not may_leave(row.audience, client=not shared):
            return Withheld("audience")
        content = self._content(conn, row, staff=shared)
        if content is None:
            return Withheld("nothing to show")
        return Delivery(
            id=self._id(row),
            address=row.address.key,
            language=self._language(conn, row),
            kind=row.kind,
            part=row.part,
            unsure=row.unsure > 0,
            content=content,
            shown=_shown(conn, row),
            file=self._file(conn, row),
        )

    def _id(self, row: Row) -> str:
        """A card is the same thing in every row that shows it."""
        thing = f"card{row.ticket}" if row.kind is Kind.CARD else str(row.id)
        return f"{self._epoch}-{thing}-{row.part}"

    def _content(self, conn: sa.Connection, row: Row, *, staff: bool) -> Content | None:
        if row.kind is Kind.PROMPT or row.ticket is None:
            return row.content
        if row.kind is Kind.CARD:
            ticket = store.find(conn, row.ticket)
            return None if ticket is None else cards.card(conn, self._profile, ticket, staff=staff)
        if row.kind in (Kind.MESSAGE, Kind.ECHO):
            return _message(conn, row.message, staff=staff)
        return self._happening(conn, row, staff=staff)

    def _happening(self, conn: sa.Connection, row: Row, *, staff: bool) -> Happening | None:
        recorded = history.find(conn, row.event) if row.event else None
        ticket = store.find(conn, recorded.ticket) if recorded else None
        if recorded is None or ticket is None:
            return None
        about = recorded.event.message if isinstance(recorded.event, MESSAGE_EVENTS) else None
        file = (
            attachments.find(conn, recorded.event.file)
            if isinstance(recorded.event, FileArrived | FileMissed)
            else None
        )
        return Happening(
            card=cards.card(conn, self._profile, ticket, staff=staff),
            event=recorded.event,
            actor=cards.who(conn, recorded.actor) if recorded.actor else None,
            message=_message(conn, about, staff=staff),
            file=file,
        )

    def _file(self, conn: sa.Connection, row: Row) -> FileContent | None:
        file = attachments.find(conn, row.file) if row.file else None
        if file is None or file.state is not FileState.READY or file.digest is None:
            return None
        return FileContent(self._files.path(file.digest), file.name, file.media_type, file.kind, file.size or 0)

    def _language(self, conn: sa.Connection, row: Row) -> str:
        """A person's own language; the desk's first at a shared address."""
        owner = row.address.person or people.at_door(conn, row.address.door, row.address.key)
        person = people.person(conn, owner) if owner else None
        return person.language if person else self._profile.languages[0]


def _message(conn: sa.Connection, id: object, *, staff: bool) -> MessageView | None:
    message = messages.find(conn, id) if id else None  # type: ignore[arg-type]
    if message is None or not may_leave(message.audience, client=not staff):
        return None
    return cards.message_views(conn, [message], staff=staff)[0]


def _shown(conn: sa.Connection, row: Row) -> Shown:
    """Where this address shows the ticket's card, and the message or event that this row is about."""
    if row.ticket is None:
        return Shown()
    there = posts.of_ticket(conn, row.ticket, row.address.id)
    card = next((post.ref for post in there if post.kind == Kind.CARD), None)
    about = [post for post in there if row.message is not None and post.message == row.message]
    said = next((post for post in about if post.kind in (Kind.MESSAGE, "origin", Kind.NOTICE)), None)
    return Shown(card, said.ref if said else None, said.own if said else True)
