"""From a claimed row to what a channel can render: read now, in the reader's language, the audience checked again."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from core.kinds import Event, PersonId
from core.outbox import posts
from core.outbox.audience import may_leave
from core.outbox.book import Switchboard
from core.outbox.model import Kind, Row
from core.people import store as people
from core.people.person import Person, Role
from core.profile.schema import Profile
from core.relay.channel import Delivery, FileContent
from core.storage.files import Files
from core.tickets import files as attachments
from core.tickets import history, messages, store
from core.tickets.events import (
    CommentAdded,
    FileArrived,
    FileMissed,
    NoteAdded,
    SlaBreached,
    SlaWarned,
    StatusMoved,
    TicketEscalated,
    TicketOpened,
)
from core.tickets.model import File, FileState, Ticket
from core.views import card as cards
from core.views.shapes import Choice, Content, Happening, MessageView, Shown, Who

MESSAGE_EVENTS = (CommentAdded, NoteAdded, TicketOpened, StatusMoved, FileArrived, FileMissed, TicketEscalated)


@dataclass(frozen=True, slots=True)
class Withheld:
    """The row may not, or cannot, leave any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotYet:
    """Something that has to go along is still on its way; ask again after so many seconds."""

    reason: str
    after: float = 2.0


class Preparation:
    """Reads for the relay. `epoch` makes delivery ids of two clones differ."""

    def __init__(self, profile: Profile, files: Files, epoch: str, board: Switchboard) -> None:
        self._profile = profile
        self._staff = board.staff
        self._files = files
        self._epoch = epoch

    def __call__(self, conn: sa.Connection, row: Row, *, bundles: bool = False) -> Delivery | Withheld | NotYet:
        """`bundles`: the files of a message go out together with it, so all of them have to be here or lost."""
        shared = self._staff == (row.address.door, row.address.key)
        if not may_leave(row.audience, client=not shared):
            return Withheld("audience")
        content = self._content(conn, row, staff=shared)
        if content is None:
            return Withheld("nothing to show")
        files = self._bundle(conn, content) if bundles else ()
        if files is None:
            return NotYet("files are loading")
        person = _owner(conn, row)
        return Delivery(
            id=self._id(row),
            address=row.address.key,
            language=self._language(row, person),
            kind=row.kind,
            part=row.part,
            unsure=row.unsure > 0,
            content=content,
            shown=_shown(conn, row),
            file=self._file(conn, row),
            files=files,
            person=person.id if person else None,
            name=person.name if person else "",
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
            calls=self._calls(conn, recorded.event, ticket) if staff else (),
            reason=self._reason(recorded.event),
        )

    def _reason(self, event: Event) -> Choice | None:
        if not isinstance(event, TicketEscalated):
            return None
        known = self._profile.escalation.reasons if self._profile.escalation else ()
        return cards.choice(known, event.reason)

    def _calls(self, conn: sa.Connection, event: Event, ticket: Ticket) -> tuple[Who, ...]:
        """Who has to look at an escalation: the group, else the assignee and the administrators (D4)."""
        if isinstance(event, SlaWarned | SlaBreached):
            return tuple(cards.who(conn, id) for id in self._staff_of(conn, _ladder(conn, event.tell, ticket)))
        if not isinstance(event, TicketEscalated):
            return ()
        group = self._profile.escalation.group if self._profile.escalation else None
        members = self._staff_of(conn, people.members(conn, group)) if group else []
        others = [*([ticket.assignee] if ticket.assignee else []), *people.with_role(conn, Role.ADMINISTRATOR)]
        return tuple(cards.who(conn, id) for id in members or self._staff_of(conn, dict.fromkeys(others)))

    def _staff_of(self, conn: sa.Connection, ids: Iterable[PersonId]) -> list[PersonId]:
        """Who has left the desk is called no more."""
        return [id for id in ids if (found := people.person(conn, id)) and found.staff]

    def _bundle(self, conn: sa.Connection, content: Content) -> tuple[FileContent, ...] | None:
        """The files of an agent's word; nothing while one of them is still loading."""
        said = content.message if isinstance(content, Happening) else None
        files = said.files if said and said.by_staff else ()
        if any(file.state is FileState.LOADING for file in files):
            return None
        return tuple(found for file in files if (found := self._content_of(file)))

    def _file(self, conn: sa.Connection, row: Row) -> FileContent | None:
        return self._content_of(attachments.find(conn, row.file) if row.file else None)

    def _content_of(self, file: File | None) -> FileContent | None:
        if file is None or file.state is not FileState.READY or file.digest is None:
            return None
        return FileContent(self._files.path(file.digest), file.name, file.media_type, file.kind, file.size or 0)

    def _language(self, row: Row, person: Person | None) -> str:
        """A person's own language; what a prompt to a place that is not yet theirs says; else the desk's first."""
        if person is not None:
            return person.language
        named = row.content.get("language") if row.content else None
        return named if named in self._profile.languages else self._profile.languages[0]


def _ladder(conn: sa.Connection, tell: Iterable[str], ticket: Ticket) -> dict[PersonId, None]:
    """Whom a step of a target names; the channel itself reads the line anyway (X5)."""
    found: list[PersonId] = []
    for one in tell:
        kind, _, id = one.partition(":")
        match kind:
            case "assignee":
                found += [ticket.assignee] if ticket.assignee else []
            case "group":
                found += people.members(conn, id)
            case "role":
                found += people.with_role(conn, Role(id))
    return dict.fromkeys(found)


def _owner(conn: sa.Connection, row: Row) -> Person | None:
    owner = row.address.person or people.at_door(conn, row.address.door, row.address.key)
    return people.person(conn, owner) if owner else None


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
    thread = tuple(post.ref for post in there if post.kind != "origin")
    return Shown(card, said.ref if said else None, said.own if said else True, thread)
