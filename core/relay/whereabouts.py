"""Where an address shows already what a row is about."""

import sqlalchemy as sa

from core.kinds import Door
from core.outbox import posts
from core.outbox.model import Kind, Post, Row
from core.tickets import made_in
from core.views.tidings import Shown

WORDS = (Kind.NOTICE, Kind.EDIT)
"""What tells words, or has told more of them."""


def shown_at(conn: sa.Connection, row: Row) -> Shown:
    """Where this address shows the ticket's card, and the message or event that this row is about."""
    if row.registration is not None:
        return Shown(posts.of_registration(conn, row.registration, row.address.id))
    if row.chat is not None:
        return Shown(posts.of_chat(conn, row.chat, row.address.id))
    if row.input is not None:
        shown = posts.of_input(conn, row.input, row.address.id)
        return Shown(shown[0].ref if shown else None)
    if row.ticket is None:
        return Shown()
    there = posts.of_ticket(conn, row.ticket, row.address.id)
    card = next((post.ref for post in there if post.kind == Kind.CARD), None)
    about = [post for post in there if row.message is not None and post.message == row.message]
    said = next((post for post in about if post.kind in (Kind.MESSAGE, "origin", Kind.NOTICE)), None)
    by_mail = row.address.door is Door.MAIL
    thread = tuple(post.ref for post in there if by_mail or post.kind != "origin")
    words, files = (_there(about, WORDS), _there(about, (Kind.FILE,))) if row.kind is Kind.EDIT else ((), ())
    made = made_in.there(conn, row.ticket, row.address.door, row.address.key)
    asked, corner = (made.ref, made.topic) if made else (None, None)
    own = said.own if said else True
    return Shown(card, said.ref if said else None, own, thread, words, files, asked, corner)


def _there(about: list[Post], kinds: tuple[Kind, ...]) -> tuple[str, ...]:
    return tuple(post.ref for post in about if post.own and post.kind in kinds)
