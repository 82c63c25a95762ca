"""The whole history of a ticket: what was said, what was done, by whom, page by page (E12)."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from core.kinds import Audience, Event, Recorded, TicketId
from core.people import rights
from core.people.person import Person
from core.profile.schema import Profile
from core.tickets import files, history, messages
from core.tickets.events import FileMissed, TicketEscalated
from core.tickets.model import Message
from core.tickets.standing import standing
from core.views import card as cards
from core.views.lists.shapes import Moment, Story
from core.views.lists.sight import INNER
from core.views.particulars import particulars
from core.views.parts import Choice
from core.views.queries import Query, readable
from core.views.said import message_views
from core.views.shapes import MessageView, TicketCard
from core.views.tidings import Happening

PAGE = 12
QUIET = ("FileArrived", "FilesAdded", "MessageEdited")
"""What a message shows by itself."""


@dataclass(frozen=True, slots=True)
class ReadStory(Query[Story]):
    """For the desk's people: the newest part, or the one before or after a place in it. Raises Refusal(MISSING)."""

    ticket: TicketId
    before: int | None = None
    after: int | None = None
    most: int = PAGE


def read_story(conn: sa.Connection, profile: Profile, by: Person, query: ReadStory) -> Story:
    """Of one's own ticket even staff read what the customer's side does (A4)."""
    ticket = readable(conn, profile, by, query.ticket)
    mine = standing(conn, profile, ticket, by)
    rights.demand(INNER, by, mine)
    card = cards.card(conn, profile, ticket, staff=not mine.requester)
    found, earlier, later = _part(conn, query, public=mine.requester)
    telling = Telling(conn, profile, card, staff=not mine.requester)
    before, after = (found[0].seq if earlier else None, found[-1].seq if later else None) if found else (None, None)
    return Story(card, telling.moments(found), before, after)


def _part(conn: sa.Connection, query: ReadStory, *, public: bool) -> tuple[list[Recorded], bool, bool]:
    """Events in order, and whether there are earlier and later ones."""
    if query.after is not None:
        rows = history.part(conn, query.ticket, QUIET, query.most + 1, after=query.after, public=public)
        return rows[: query.most], True, len(rows) > query.most
    rows = history.part(conn, query.ticket, QUIET, query.most + 1, before=query.before, public=public)
    return rows[: query.most][::-1], len(rows) > query.most, query.before is not None


@dataclass(frozen=True, slots=True)
class Telling:
    """Events as they are told to one side."""

    conn: sa.Connection
    profile: Profile
    card: TicketCard
    staff: bool

    def moments(self, found: Sequence[Recorded]) -> tuple[Moment, ...]:
        said = {id for one in found if (id := getattr(one.event, "message", None)) is not None}
        read = [one for id in sorted(said) if (one := messages.find(self.conn, id)) and self._may_read(one)]
        views: dict[object, MessageView] = {view.id: view for view in message_views(self.conn, read, staff=self.staff)}
        return tuple(
            Moment(one.seq, one.at, self._told(one, views.get(getattr(one.event, "message", None)))) for one in found
        )

    def _may_read(self, message: Message) -> bool:
        return self.staff or message.audience is Audience.PUBLIC

    def _told(self, recorded: Recorded, message: MessageView | None) -> Happening:
        event = recorded.event
        return Happening(
            card=self.card,
            event=event,
            actor=cards.who(self.conn, recorded.actor) if recorded.actor else None,
            message=message,
            file=files.find(self.conn, event.file) if isinstance(event, FileMissed) else None,
            reason=self._reason(event),
            hidden=recorded.hidden,
            **particulars(self.conn, self.profile, event, staff=self.staff),
        )

    def _reason(self, event: Event) -> Choice | None:
        if not isinstance(event, TicketEscalated) or self.profile.escalation is None:
            return None
        return cards.choice(self.profile.escalation.reasons, event.reason)
