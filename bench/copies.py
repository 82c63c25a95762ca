"""A desk made larger by copies of what its lists walk: a million tickets in minutes, where living them takes an hour.

Tickets with their clocks and words, and no more: histories and messages stay with the first of each.
"""

import sqlalchemy as sa

from core.kinds import Audience, Door
from core.outbox.addresses import addresses
from core.outbox.model import Kind
from core.search.tables import COLUMNS, fts, search
from core.sla.tables import targets
from core.storage.engine import writer
from core.tickets.store import tickets

TIES = ("id", "ticket_id", "linked_to", "merged_into")
"""What names a ticket, and names its copy in a copy."""
FIRST = ("spam",)
"""Of a copy it is not true: what a list of spam shows is the ticket's message."""
SPAM_AMONG, TROUBLE_AMONG = 50, 200


def soiled(url: sa.URL) -> None:
    """Some spam, and some notices that did not arrive: a generated desk has neither."""
    with writer(url).begin() as conn:
        conn.execute(tickets.update().where(tickets.c.id % SPAM_AMONG == 1).values(spam="agent"))
        lost = {"door": Door.MAIL.value, "key": "lost@example.org", "quiet_until": 0}
        at = conn.execute(addresses.insert().returning(addresses.c.id), lost).scalar_one()
        _trouble(conn, at)
        conn.exec_driver_sql("ANALYZE")


def multiply(url: sa.URL, times: int) -> None:
    """So many times as large."""
    with writer(url).begin() as conn:
        size: int = conn.execute(sa.select(sa.func.max(tickets.c.id))).scalar_one()
        for table in (tickets, targets, search):
            conn.exec_driver_sql(_copying(table, size, times))
        if conn.dialect.name == "sqlite":
            words = sa.select(search.c.ticket_id, *(search.c[name] for name in COLUMNS)).where(
                search.c.ticket_id > size
            )
            conn.execute(fts.insert().from_select(["rowid", *COLUMNS], words))
        at = conn.execute(sa.select(addresses.c.id).where(addresses.c.key == "lost@example.org")).scalar_one()
        _trouble(conn, at, above=size)
    with writer(url).connect() as conn, conn.begin():
        conn.exec_driver_sql("ANALYZE")


def _copying(table: sa.Table, size: int, times: int) -> str:
    """Copy by copy, so that keys rise as they would have."""
    names = [column.name for column in table.columns if column.name not in FIRST]
    taken = ", ".join(f"one.{name} + n.n * {size}" if name in TIES else f"one.{name}" for name in names)
    numbers = f"WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {times - 1})"
    order = ", ".join(["n.n", *(f"one.{column.name}" for column in table.primary_key)])
    into = f"INSERT INTO {table.name} ({', '.join(names)})"
    return f"{into} {numbers} SELECT {taken} FROM n, {table.name} one ORDER BY {order}"


def _trouble(conn: sa.Connection, at: int, above: int = 0) -> None:
    values = (
        f"{at}, '{Door.MAIL}', id, id, '{Kind.NOTICE}', '{Audience.PUBLIC}', 'parked', 'lost', opened_at, opened_at"
    )
    columns = "address_id, door, ticket_id, lane, kind, audience, state, reason, made_at, due_at"
    which = f"id > {above} AND id - id / {TROUBLE_AMONG} * {TROUBLE_AMONG} = 2"
    conn.exec_driver_sql(f"INSERT INTO outbox ({columns}) SELECT {values} FROM tickets WHERE {which} ORDER BY id")
