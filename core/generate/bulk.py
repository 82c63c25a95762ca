"""Writes rows by the thousand: one prepared INSERT on SQLite, COPY on PostgreSQL. Ids are the caller's."""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from core.storage.schema import metadata

Row = tuple[Any, ...]
CACHE_KB = 200_000


@dataclass(slots=True)
class Sheet:
    """Rows of one table. Columns that are not named keep their defaults."""

    table: str
    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)


def first_free(conn: sa.Connection, table: sa.Table) -> int:
    """The id after the largest."""
    return int(conn.execute(sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0))).scalar_one()) + 1


def prepare(conn: sa.Connection) -> None:
    """Room in memory for the indexes that grow everywhere at once."""
    if conn.dialect.name == "sqlite":
        with conn.begin():
            conn.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KB}")


def write(conn: sa.Connection, sheet: Sheet) -> None:
    if not sheet.rows:
        return
    names = ", ".join(f'"{name}"' for name in sheet.columns)
    if conn.dialect.name == "sqlite":
        places = ", ".join("?" * len(sheet.columns))
        conn.exec_driver_sql(f'INSERT INTO "{sheet.table}" ({names}) VALUES ({places})', sheet.rows)
        return
    cursor: Any = conn.connection.cursor()
    with cursor, cursor.copy(f'COPY "{sheet.table}" ({names}) FROM STDIN') as copy:
        for row in sheet.rows:
            copy.write_row(row)


def finish(conn: sa.Connection) -> None:
    """The next row of the product gets the next id, and the planner knows what has become of the tables."""
    with conn.begin():
        if conn.dialect.name == "postgresql":
            for table in metadata.sorted_tables:
                if "id" in table.c and table.c.id.autoincrement is True:
                    _resume(conn, table)
        else:
            conn.exec_driver_sql("PRAGMA analysis_limit=2000")
        conn.exec_driver_sql("ANALYZE")


def _resume(conn: sa.Connection, table: sa.Table) -> None:
    sequence = sa.func.pg_get_serial_sequence(table.name, "id")
    conn.execute(sa.select(sa.func.setval(sequence, first_free(conn, table), False)))
