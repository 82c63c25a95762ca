"""Databases on PostgreSQL for tests. One that was used is washed and used again: to drop it waits for a checkpoint."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from core.storage import migrate

SHAPE = """
SELECT md5(string_agg(concat_ws(':', c.relname, c.relkind, a.attname, a.atttypid, a.attnotnull), ',' ORDER BY 1, 2))
FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace
"""
WASH = """
DO $$ DECLARE one record; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE 'DELETE FROM ' || quote_ident(one.tablename);
    END LOOP;
    PERFORM setval(quote_ident(sequencename)::regclass, 1, false) FROM pg_sequences WHERE schemaname = 'public';
END $$
"""
LEAVE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class PostgresServer:
    """Makes and drops databases, all named after this session, so that nothing of another session is touched."""

    def __init__(self, admin: sa.URL) -> None:
        self._admin = admin
        self._engine = _engine(admin)
        self._session = f"zayavka_test_{os.getpid()}_{secrets.token_hex(3)}"
        self._count = 0
        self._shape = ""
        self._clean: list[sa.URL] = []

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
        url = self._clean.pop() if self._clean else self._newest()
        yield url
        if self._washed(url):
            self._clean.append(url)
        else:
            self.drop(url)

    def drop(self, url: sa.URL) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)')

    def close(self) -> None:
        for url in self._clean:
            self.drop(url)
        self._engine.dispose()

    def _newest(self) -> sa.URL:
        url = self.empty()
        migrate.upgrade(url)
        with _engine(url).connect() as conn:
            self._shape = self._shape or str(conn.exec_driver_sql(SHAPE).scalar_one())
        return url

    def _washed(self, url: sa.URL) -> bool:
        """Not where a test has changed the tables themselves."""
        with _engine(url).connect() as conn:
            conn.exec_driver_sql(LEAVE)
            if conn.exec_driver_sql(SHAPE).scalar_one() != self._shape:
                return False
            conn.exec_driver_sql(WASH)
        return True

    def _run(self, statement: str) -> None:
        with self._engine.connect() as conn:
            conn.exec_driver_sql(statement)


def _engine(url: sa.URL) -> sa.Engine:
    return sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool, connect_args={"connect_timeout": 3})
