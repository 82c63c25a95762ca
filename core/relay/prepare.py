"""From a claimed row to what a channel can render: read now, in the reader's language, the audience checked again."""

from dataclasses import dataclass

import sqlalchemy as sa

from core.kinds import Door
from core.outbox.audience import may_leave
from core.outbox.grouped import shut
from core.outbox.model import Kind, Row
from core.outbox.places import Switchboard
from core.people import group_chats
from core.people import store as people
from core.people.person import Person
from core.people.zones import zone_of
from core.profile.schema import Profile
from core.relay.blind import blind
from core.relay.calls import called
from core.relay.carried import rev_of
from core.relay.channel import Delivery, FileContent
from core.relay.offering import offers_chat
from core.relay.placed import Stop, placed
from core.relay.telling import happening, message
from core.relay.topical import beside, named, topic_at
from core.relay.whereabouts import shown_at
from core.storage.files import Files
from core.tickets import files as attachments
from core.tickets import store
from core.tickets.model import File, FileState
from core.views import card as cards
from core.views import gathered, strays
from core.views.admission import request_card
from core.views.tidings import Content, Happening

SOON = 0.3


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
        self._board = board
        self._files = files
        self._epoch = epoch

    def __call__(self, conn: sa.Connection, row: Row, *, bundles: bool = False) -> Delivery | Withheld | NotYet:
        """`bundles`: the files of a message go out together with it, so all of them have to be here or lost."""
        shared = self._board.shared(row.address.door, row.address.key)
        person = _owner(conn, row)
        inner = shared or called(conn, self._profile, row, person)
        if not may_leave(row.audience, client=not inner) or shut(conn, self._profile, row):
            return Withheld("audience")
        stands = placed(conn, self._board, row) if shared else None
        if isinstance(stands, Stop):
            return Withheld("moved") if stands is Stop.AWAY else NotYet("its old card is still there", SOON)
        content = stands or self._content(conn, row, person, staff=inner)
        if content is None:
            return Withheld("nothing to show")
        files = self._bundle(conn, content) if bundles else ()
        if files is None:
            return NotYet("files are loading")
        return Delivery(
            id=self._id(row),
            row=row.id,
            address=row.address.key,
            language=self._language(conn, row, person, shared=shared),
            kind=row.kind,
            part=row.part,
            unsure=row.unsure > 0,
            content=content,
            shown=shown_at(conn, row),
            file=self._file(conn, row),
            files=files,
            person=person.id if person else None,
            name=person.name if person else "",
            zone=zone_of(conn, person, self._profile.zone) if row.address.door is Door.MAIL else "UTC",
            blind=blind(conn, row),
            offers_chat=offers_chat(conn, self._profile, self._board, row, person, content),
            doubts=row.unsure,
            rev=rev_of(conn, row, content),
            topic=topic_at(conn, row) if row.address.door in self._board.topics else None,
            beside=beside(conn, row),
        )

    def _id(self, row: Row) -> str:
        """A card, or a request, is the same thing in every row that shows it."""
        thing = f"card{row.ticket}" if row.kind is Kind.CARD else str(row.id)
        if row.registration is not None:
            thing = f"registration{row.registration}"
        if row.chat is not None:
            thing = f"chat{row.chat}"
        if row.input is not None:
            thing = f"stray{row.input}"
        return f"{self._epoch}-{thing}-{row.part}"

    def _content(self, conn: sa.Connection, row: Row, person: Person | None, *, staff: bool) -> Content | None:
        if row.registration is not None:
            return request_card(conn, row.registration)
        if row.chat is not None:
            return gathered.group_card(conn, group_chats.by_id(conn, row.chat))
        if row.input is not None:
            return strays.stray(conn, row.input)
        if row.kind is Kind.PROMPT or row.ticket is None:
            return row.content
        if row.kind in (Kind.TOPIC, Kind.TOPIC_NAME):
            return named(conn, self._profile, row, person.id if person else None)
        if row.kind is Kind.CARD:
            ticket = store.find(conn, row.ticket)
            return None if ticket is None else cards.card(conn, self._profile, ticket, staff=staff)
        if row.kind in (Kind.MESSAGE, Kind.ECHO, Kind.REACTION):
            return message(conn, row.message, staff=staff)
        return happening(conn, self._profile, row, person, staff=staff)

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

    def _language(self, conn: sa.Connection, row: Row, person: Person | None, *, shared: bool) -> str:
        """A person's own; a group's; what a prompt to a place that is not yet theirs says; else the desk's first."""
        if person is not None:
            return person.language
        chat = None if shared else group_chats.find(conn, row.address.door, row.address.key)
        if chat is not None and chat.language in self._profile.languages:
            return chat.language
        named = row.content.get("language") if row.content else None
        return named if named in self._profile.languages else self._profile.languages[0]


def _owner(conn: sa.Connection, row: Row) -> Person | None:
    owner = row.address.person or people.at_door(conn, row.address.door, row.address.key)
    return people.person(conn, owner) if owner else None
