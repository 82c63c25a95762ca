"""One transaction with what it has recorded. Handlers, followers and stores are plain functions over it."""

import sqlalchemy as sa

from core.kinds import Happened, Instant


class Unit:
    """`now` is the business instant of the unit; `happened` feeds the followers, `bells` ring after the commit."""

    __slots__ = ("bells", "conn", "happened", "now")

    def __init__(self, conn: sa.Connection, now: Instant) -> None:
        self.conn = conn
        self.now = now
        self.happened: list[Happened] = []
        self.bells: set[str] = set()

    @property
    def on_postgres(self) -> bool:
        return self.conn.dialect.name == "postgresql"

    def ring(self, bell: str) -> None:
        self.bells.add(bell)
