"""Keeps a ticket's words, and the engine's index over them, in one go."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from core.kinds import TicketId
from core.search.document import Document
from core.search.tables import COLUMNS, fts, search
from core.search.words import joined
from core.storage.prepared import Prepared
from core.storage.unit import Unit

PAGES = 200
_find = Prepared(sa.select(search).where(search.c.ticket_id == sa.bindparam("of")))
_insert = Prepared(search.insert())
_update = Prepared(
    search.update()
    .where(search.c.ticket_id == sa.bindparam("of"))
    .values({name: sa.bindparam(f"new_{name}") for name in COLUMNS})
)
_put = Prepared(
    postgresql.insert(search).on_conflict_do_update(
        index_elements=["ticket_id"], set_={name: sa.text(f"excluded.{name}") for name in COLUMNS}
    )
)
_delete = Prepared(search.delete().where(search.c.ticket_id == sa.bindparam("of")))
_index = Prepared(
    fts.insert().values({"rowid": sa.bindparam("rowid"), **{name: sa.bindparam(name) for name in COLUMNS}})
)
_unindex = Prepared(
    fts.insert().values(
        {"search_words": "delete", "rowid": sa.bindparam("rowid"), **{name: sa.bindparam(name) for name in COLUMNS}}
    )
)


def find(conn: sa.Connection, ticket: TicketId) -> Document | None:
    row = _find.first(conn, {"of": ticket})
    return Document(*(frozenset(getattr(row, name).split()) for name in COLUMNS)) if row else None


def keep(unit: Unit, ticket: TicketId, found: Document) -> None:
    """Instead of what was kept before."""
    values = _values(found)
    if unit.on_postgres:
        _put.run(unit.conn, {"ticket_id": ticket, **values})
        return
    if _taken_out(unit, ticket):
        _update.run(unit.conn, {"of": ticket, **{f"new_{name}": value for name, value in values.items()}})
    else:
        _insert.run(unit.conn, {"ticket_id": ticket, **values})
    _index.run(unit.conn, {"rowid": ticket, **values})


def forget(unit: Unit, ticket: TicketId) -> None:
    """The ticket is found no more."""
    if not unit.on_postgres:
        _taken_out(unit, ticket)
    _delete.run(unit.conn, {"of": ticket})


def _taken_out(unit: Unit, ticket: TicketId) -> bool:
    """FTS5 has to be told what it was told before: it keeps no text (https://sqlite.org/fts5.html, 4.4.3)."""
    row = _find.first(unit.conn, {"of": ticket})
    if row is not None:
        _unindex.run(unit.conn, {"rowid": ticket, **{name: getattr(row, name) for name in COLUMNS}})
    return row is not None


def _values(found: Document) -> dict[str, str]:
    return {name: joined(getattr(found, name)) for name in COLUMNS}


def tidied(unit: Unit, *, begun: bool) -> bool:
    """A step of putting the index together anew, so that words that were taken out leave its pages, too.

    Says whether that is done. In small steps: an index of a million tickets takes long (sqlite.org/fts5.html, 6.8).
    """
    if unit.on_postgres:
        return True
    driver = unit.conn.connection.driver_connection
    assert driver is not None
    before = driver.total_changes
    step = PAGES if begun else -PAGES
    unit.conn.exec_driver_sql("INSERT INTO search_words(search_words, rank) VALUES ('merge', ?)", (step,))
    return bool(driver.total_changes - before < 2)
