"""One transaction with what it has recorded. Handlers, followers and stores are plain functions over it."""

import sqlalchemy as sa

from core.kinds import Door, Happened, Instant, Prompt


class Unit:
    """`now` is the business instant of the unit; `happened` feeds the followers, `bells` ring after the commit.

    `prompts` are what a handler itself has to tell somebody, beside what follows from events; `given_up` are addresses
    that are nobody's from now on.
    """

    __slots__ = ("bells", "conn", "given_up", "happened", "now", "prompts")

    def __init__(self, conn: sa.Connection, now: Instant) -> None:
        self.conn = conn
        self.now = now
        self.happened: list[Happened] = []
        self.prompts: list[Prompt] = []
        self.given_up: list[tuple[Door, str]] = []
        self.bells: set[str] = set()

    @property
    def on_postgres(self) -> bool:
        return self.conn.dialect.name == "postgresql"

    def ring(self, bell: str) -> None:
        self.bells.add(bell)
