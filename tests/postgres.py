"""Databases on PostgreSQL for tests. One that was used is washed and used again: to drop it waits for a checkpoint."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from core.storage import migrate

SHAPE = """
SELECT md5(string_agg(concat_ws(':', c.relname, c.relkind, a.attname, a.atttypid, a.attnotnull), ',' ORDER BY 1, 2))
FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
BEGIN = "BEGIN; SET LOCAL session_replication_role = replica;"
END = """
; SELECT setval(quote_ident(sequencename)::regclass, 1, false) FROM pg_sequences
WHERE schemaname = 'public' AND last_value IS NOT NULL; COMMIT
"""
LEAVE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(slots=True)
class Basin:
    """A database with a connection that stays between tests: to open one anew for each costs more than the washing."""

    url: sa.URL
    conn: Connection


class PostgresServer:
    """Makes and drops databases, all named after this session, so that nothing of another session is touched."""

    def __init__(self, admin: sa.URL) -> None:
        self._admin = admin
        self._engine = _engine(admin)
        self._session = f"zayavka_test_{os.getpid()}_{secrets.token_hex(3)}"
        self._count = 0
        self._shape = ""
        self._used = ""
        self._clean: list[Basin] = []

    def reach(self) -> None:
        """Raises OperationalError where there is no server."""
        self._run("SELECT 1")

    def empty(self) -> sa.URL:
        """To be dropped by whoever asked for it."""
        self._count += 1
        name = f"{self._session}_{self._count}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE template0')
        self._run(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
        return self._admin.set(database=name)

    @contextmanager
    def migrated(self) -> Iterator[sa.URL]:
        """A database of the newest shape without a row, of one test at a time."""
        basin = self._clean.pop() if self._clean else self._newest()
        yield basin.url
        if self._washed(basin):
            self._clean.append(basin)
        else:
            basin.conn.close()
            self.drop(basin.url)

    def drop(self, url: sa.URL) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)')

    def close(self) -> None:
        for basin in self._clean:
            basin.conn.close()
            self.drop(basin.url)
        self._engine.dispose()

    def _newest(self) -> Basin:
        url = self.empty()
        migrate.upgrade(url)
        basin = Basin(url, _connected(url))
        self._shape = self._shape or _shape(basin.conn)
        tables = [str(name) for (name,) in basin.conn.execute(TABLES)]
        self._used = " UNION ALL ".join(f"SELECT '{one}' WHERE EXISTS (SELECT FROM \"{one}\")" for one in tables)
        return basin

    def _washed(self, basin: Basin) -> bool:
        """Not where a test has changed the tables themselves."""
        try:
            basin.conn.execute(LEAVE)
        except psycopg.OperationalError:  # a test has thrown everybody out
            basin.conn = _connected(basin.url)
            basin.conn.execute(LEAVE)
        if _shape(basin.conn) != self._shape:
            return False
        used = basin.conn.execute(self._used.encode(), prepare=True).fetchall()
        deleted = ";".join(f'DELETE FROM "{name}"' for (name,) in used)
        basin.conn.execute(f"{BEGIN}{deleted}{END}".encode())
        return True

    def _run(self, statement: str) -> None:
        with self._engine.connect() as conn:
            conn.exec_driver_sql(statement)


def _connected(url: sa.URL) -> Connection:
    known = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(known, autocommit=True, connect_timeout=3)


def _shape(conn: Connection) -> str:
    return str(conn.execute(SHAPE).fetchall()[0][0])


def _engine(url: sa.URL) -> sa.Engine:
    return sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool, connect_args={"connect_timeout": 3})
