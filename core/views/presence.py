"""Who of the desk is at a ticket, and what its customer would get of an answer that is still being written (E10)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from core.kinds import Door, Event, Instant, MessageId, TicketId
from core.outbox import topics
from core.outbox.model import Address, Place
from core.outbox.ways import Reachable, chosen
from core.people import rights
from core.people import store as people
from core.people.person import Person, Ways
from core.people.zones import zone_of
from core.profile.schema import Profile
from core.profile.states import Party
from core.storage.schema import LARGEST
from core.texts import clean
from core.tickets import lifecycle, made_in, mutes, presences
from core.tickets.events import CommentAdded, StatusMoved
from core.tickets.model import Ticket
from core.tickets.standing import standing
from core.views import card as cards
from core.views import ways
from core.views.parts import Present
from core.views.queries import Query, readable
from core.views.shapes import MessageView
from core.views.tidings import Happening

UNSENT = MessageId(LARGEST)


@dataclass(frozen=True, slots=True)
class WhoIsHere(Query[tuple[Present, ...]]):
    """The others who are at the ticket now, for those of the desk."""

    ticket: TicketId


@dataclass(frozen=True, slots=True)
class TypingTo(Query[Place | None]):
    """Where an answer would stand at a door, so that it can be shown there that one is being written: the requester's
    own chat, or the group that the ticket was made in. `ref` is the topic, empty where there is none."""

    ticket: TicketId
    door: Door


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the requester would be told, in their language, on each way; nothing where they have muted the ticket."""

    told: Happening
    language: str
    zone: str
    doors: tuple[Door, ...]
    muted: bool


@dataclass(frozen=True, slots=True)
class RehearseReply(Query[Rehearsal]):
    """As Reply would tell it. `doors` are those that lead out; a move that is not open is left out."""

    ticket: TicketId
    body: str
    doors: tuple[Door, ...]
    to: str = ""
    until: Instant | None = None


def who_is_here(
    conn: sa.Connection, profile: Profile, by: Person, query: WhoIsHere, now: Instant
) -> tuple[Present, ...]:
    ticket = readable(conn, profile, by, query.ticket)
    rights.demand("read internal", by, standing(conn, profile, ticket, by))
    there = presences.now(conn, ticket.id, now)
    return tuple(Present(cards.who(conn, id), deed) for id, deed in there.items() if id != by.id)


def typing_to(conn: sa.Connection, profile: Profile, by: Person, query: TypingTo) -> Place | None:
    ticket = readable(conn, profile, by, query.ticket)
    rights.demand("Reply", by, standing(conn, profile, ticket, by))
    if ticket.spam is not None or ticket.requester == by.id or mutes.muted(conn, ticket.id, ticket.requester):
        return None
    if (made := made_in.of_ticket(conn, ticket.id)) is not None:
        return Place(query.door, made.chat.key, made.topic or "") if made.chat.door is query.door else None
    if query.door not in _doors(conn, profile, ticket, CommentAdded(UNSENT, by_staff=True), (query.door,)):
        return None
    chat = next(iter(people.external_ids(conn, ticket.requester, query.door)), None)
    return Place(query.door, chat, topics.within(conn, query.door, chat, ticket.id) or "") if chat else None


def rehearse_reply(
    conn: sa.Connection, profile: Profile, by: Person, query: RehearseReply, now: Instant
) -> Rehearsal:  # fmt: skip
    ticket = readable(conn, profile, by, query.ticket)
    rights.demand("Reply", by, standing(conn, profile, ticket, by))
    open = {move.to for move in lifecycle.moves(profile, ticket.status, Party.AGENT)}
    moves = query.to if query.to in open else ""
    until = query.until if moves and profile.status(moves).asks_until else None
    event: Event = CommentAdded(UNSENT, by_staff=True)
    after = ticket
    if moves:
        event = StatusMoved(ticket.status, moves, Party.AGENT, until, UNSENT)
        after = replace(ticket, status=moves, resume_at=until)
    actor = cards.who(conn, by.id)
    said = MessageView(UNSENT, actor, by_staff=True, internal=False, at=now, body=clean(query.body), files=())
    told = Happening(
        cards.card(conn, profile, after, staff=False), event, actor, said if said.body or not moves else None
    )
    reader = people.person(conn, ticket.requester)
    muted = mutes.muted(conn, ticket.id, ticket.requester)
    return Rehearsal(
        told, reader.language if reader else profile.languages[0], zone_of(conn, reader, profile.zone),
        () if muted else _doors(conn, profile, ticket, event, query.doors), muted,
    )  # fmt: skip


def _doors(
    conn: sa.Connection, profile: Profile, ticket: Ticket, event: Event, there: Sequence[Door]
) -> tuple[Door, ...]:  # fmt: skip
    """On which ways the requester would hear of it, of those that lead anywhere."""
    reached = {one.door: one.gone for one in ways.reach(conn, ticket.requester) if one.door in (*there, Door.MAIL)}
    numbered = enumerate(reached.items())
    at = {door: Address(number, door, "", ticket.requester, gone) for number, (door, gone) in numbered}
    reader, mail = people.person(conn, ticket.requester), at.get(Door.MAIL)
    chat = next((one for door, one in at.items() if door is not Door.MAIL), None)
    to = Reachable(chat, mail, reader.ways if reader and mail else Ways.BOTH)
    return tuple(one.door for one in chosen(profile.notices, event, to) if one.gone is None and one.door in there)
