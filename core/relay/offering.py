"""Whom a letter tells of the chat: who only writes letters, once with each receipt, where the desk says so (X4)."""

import sqlalchemy as sa

from core.kinds import Door
from core.outbox.model import Row
from core.outbox.places import Switchboard
from core.people import store
from core.people.person import NO_CLIENTS, Person
from core.profile.schema import Profile
from core.tickets.events import TicketOpened
from core.views.tidings import Content, Happening


def offers_chat(
    conn: sa.Connection, profile: Profile, board: Switchboard, row: Row, person: Person | None, content: Content
) -> bool:  # fmt: skip
    """Nobody of the desk, nobody in copy, and nobody who has a chat already."""
    if row.address.door is not Door.MAIL or person is None or not isinstance(content, Happening):
        return False
    if not profile.mail.offers_chat or Door.TELEGRAM not in board.doors or not isinstance(content.event, TicketOpened):
        return False
    mine = content.card.requester.id == person.id and not person.roles & NO_CLIENTS
    return mine and not store.external_ids(conn, person.id, Door.TELEGRAM)
