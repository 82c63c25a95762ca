"""One transaction with what it has recorded. Handlers, followers and stores are plain functions over it."""

import sqlalchemy as sa

from core.kinds import Instant, Recorded


class Unit:
    """`now` is the business instant of the unit; `recorded` feeds the followers, `bells` ring after the commit."""

    __slots__ = ("bells", "conn", "now", "recorded")

    def __init__(self, conn: sa.Connection, now: Instant) -> None:
        self.conn = conn
        self.now = now
        self.recorded: list[Recorded] = []
        self.bells: set[str] = set()

    @property
    def on_postgres(self) -> bool:
        return self.conn.dialect.name == "postgresql"

    def ring(self, bell: str) -> None:
        self.bells.add(bell)
