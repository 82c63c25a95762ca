"""Whether other replicas serve this database: only where none does may the profile be another (X7)."""

from typing import Self

import psycopg
import sqlalchemy as sa

from bots.wiring.replicas import SERVING, SHARE, dsn

TRY = "SELECT pg_try_advisory_lock(%s)"
FREE = "SELECT pg_advisory_unlock(%s)"


class Presence:
    """A lock that every serving replica shares and that goes with its connections, however the replica ends.

    Whoever begins while nobody serves holds it alone until `settled`: the next to begin waits, and then agrees.
    """

    def __init__(self, line: "psycopg.Connection[tuple[object, ...]]", *, alone: bool) -> None:
        self._line = line
        self.alone = alone

    @classmethod
    def begun(cls, url: sa.URL) -> Self:
        line = psycopg.connect(dsn(url), autocommit=True, connect_timeout=10)
        found = line.execute(TRY, (SERVING,)).fetchone()
        alone = found is not None and bool(found[0])
        if not alone:
            line.execute(SHARE, (SERVING,))
        return cls(line, alone=alone)

    def settled(self) -> None:
        """What this replica begins with is agreed on: others may come."""
        if self.alone:
            self._line.execute(SHARE, (SERVING,))
            self._line.execute(FREE, (SERVING,))

    def close(self) -> None:
        self._line.close()
