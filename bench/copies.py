"""A desk made larger by copies of what its lists walk: a million tickets in minutes, where living them takes an hour.

Tickets with their clocks and words, and no more: histories and messages stay with the first of each.
"""

import sqlalchemy as sa

from core.kinds import Audience, Door
from core.outbox.addresses import addresses
from core.outbox.model import Kind
from core.outbox.store import outbox
from core.search.tables import COLUMNS, fts, search
from core.sla.tables import targets
from core.storage.engine import writer
from core.tickets.store import tickets

TIES = ("id", "ticket_id", "linked_to", "merged_into")
"""What names a ticket, and names its copy in a copy."""
SPAM_AMONG, TROUBLE_AMONG = 50, 200


def multiply(url: sa.URL, times: int) -> None:
    """So many times as large."""
    with writer(url).begin() as conn:
        size: int = conn.execute(sa.select(sa.func.max(tickets.c.id))).scalar_one()
        for table in (tickets, targets, search):
            conn.exec_driver_sql(_copying(table, size, times))
        if conn.dialect.name == "sqlite":
            words = sa.select(search.c.ticket_id, *(search.c[name] for name in COLUMNS))
            conn.execute(fts.insert().from_select(["rowid", *COLUMNS], words.where(search.c.ticket_id > size)))


def trouble(url: sa.URL, lived: int) -> None:
    """Some spam among those that have messages, and some notices that did not arrive: a generated desk has neither."""
    with writer(url).begin() as conn:
        some = sa.and_(tickets.c.id <= lived, tickets.c.id % SPAM_AMONG == 1)
        conn.execute(tickets.update().where(some).values(spam="agent"))
        lost = {"door": Door.MAIL.value, "key": "lost@example.org", "quiet_until": 0}
        at = conn.execute(addresses.insert().returning(addresses.c.id), lost).scalar_one()
        notice = {
            "address_id": at, "through": Door.MAIL.value, "kind": Kind.NOTICE.value, "state": "parked",
            "reason": "lost", "audience": Audience.PUBLIC.value,
        }  # fmt: skip
        of = (tickets.c.id, tickets.c.id, tickets.c.opened_at, tickets.c.opened_at)
        told = sa.select(*map(sa.literal, notice.values()), *of).where(tickets.c.id % TROUBLE_AMONG == 2)
        names = [*notice, "ticket_id", "lane", "made_at", "due_at"]
        conn.execute(outbox.insert().from_select(names, told.order_by(tickets.c.id), include_defaults=False))


def tidy(url: sa.URL) -> None:
    """What PostgreSQL does by and by; SQLite does nothing by itself."""
    if url.get_backend_name() != "sqlite":
        with writer(url).connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.exec_driver_sql("VACUUM ANALYZE")


def _copying(table: sa.Table, size: int, times: int) -> str:
    """Copy by copy, so that keys rise as they would have."""
    names = [column.name for column in table.columns]
    taken = ", ".join(f"one.{name} + n.n * {size}" if name in TIES else f"one.{name}" for name in names)
    numbers = f"WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {times - 1})"
    order = ", ".join(["n.n", *(f"one.{column.name}" for column in table.primary_key)])
    into = f"INSERT INTO {table.name} ({', '.join(names)})"
    return f"{into} {numbers} SELECT {taken} FROM n, {table.name} one ORDER BY {order}"
