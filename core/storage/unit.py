"""One transaction with what it has recorded. Handlers, followers and stores are plain functions over it."""

import sqlalchemy as sa

from core.kinds import Door, Happened, Instant, Prompt, RegistrationId, TicketId
from core.storage.deeds import Deed


class Unit:
    """`now` is the business instant of the unit; `happened` feeds the followers, `bells` ring after the commit.

    `prompts` are what a handler itself has to tell somebody, beside what follows from events; `given_up` are addresses
    that are nobody's from now on; `undelivered` are rows of the outbox that came back, and why.
    `registrations` are requests of strangers that changed (A5). `tidings` are told after everything else, as far as
    their door is open.
    `chats` are group chats that stand differently with the desk (X1).
    `strays` are inputs whose fate the agents may have to see.
    `redrawn` are tickets whose card says something else though nothing has happened to them.
    `deeds` are what an administrator has changed, each a line of the audit (E11).
    `seen` are tickets that somebody of the desk has opened.
    `hidden`: whatever happens in it, only staff hear of it (E8). `led_on`: it was said to a ticket that goes on in
    another (X2).
    """

    __slots__ = (
        "bells", "chats", "conn", "deeds", "given_up", "happened", "hidden", "led_on", "now", "prompts", "redrawn",
        "registrations", "seen", "strays", "tidings", "undelivered",
    )  # fmt: skip

    def __init__(self, conn: sa.Connection, now: Instant) -> None:
        self.conn = conn
        self.now = now
        self.happened: list[Happened] = []
        self.prompts: list[Prompt] = []
        self.registrations: list[RegistrationId] = []
        self.tidings: list[Prompt] = []
        self.given_up: list[tuple[Door, str]] = []
        self.undelivered: list[tuple[int, str]] = []
        self.chats: list[int] = []
        self.strays: list[int] = []
        self.deeds: list[Deed] = []
        self.redrawn: list[TicketId] = []
        self.seen: list[TicketId] = []
        self.bells: set[str] = set()
        self.hidden = False
        self.led_on = False

    @property
    def on_postgres(self) -> bool:
        return self.conn.dialect.name == "postgresql"

    def ring(self, bell: str) -> None:
        self.bells.add(bell)
