"""The engines: SQLite beside the process, or PostgreSQL, behind one URL."""

import fcntl
import sqlite3
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from core.errors import Misconfigured

BUSY_MS = 10_000
CACHE_KIB = 16_000
"""For each connection: a board of a large desk looks into more pages than the 2 MB that SQLite keeps by itself."""


def normalise(url: str) -> sa.URL:
    """Any `sqlite[+aiosqlite]://` or `postgresql[+psycopg]://` as the synchronous driver's URL.

    Raises Misconfigured for another engine, or for an in-memory SQLite, which one process cannot share among threads.
    """
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise Misconfigured(
            "ZAYAVKA_DATABASE_URL is not a URL", "Write sqlite:///zayavka.db or postgresql://…"
        ) from None
    match parsed.get_backend_name():
        case "sqlite":
            if not parsed.database or parsed.database == ":memory:":
                raise Misconfigured("SQLite needs a file", "Write sqlite:///zayavka.db")
            return parsed.set(drivername="sqlite+pysqlite")
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+psycopg")
        case other:
            raise Misconfigured(f"ZAYAVKA_DATABASE_URL names {other}", "SQLite and PostgreSQL are supported")


def writer(url: sa.URL) -> sa.Engine:
    """Every transaction begins IMMEDIATE on SQLite: a deferred one fails at the upgrade (faults G4)."""
    return _engine(url, "BEGIN IMMEDIATE")


def reader(url: sa.URL) -> sa.Engine:
    """One snapshot for a read on SQLite. On PostgreSQL each statement sees what is committed: a transaction of its
    default isolation would show the same, and costs two ways to the server.
    """
    found = _engine(url, "BEGIN")
    return found if found.dialect.name == "sqlite" else found.execution_options(isolation_level="AUTOCOMMIT")


def _engine(url: sa.URL, begin: str) -> sa.Engine:
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": 10})
    engine = sa.create_engine(url, poolclass=NullPool, connect_args={"check_same_thread": False})

    @sa.event.listens_for(engine, "connect")
    def settle(connection: Any, _: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={BUSY_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "temp_store=MEMORY",
            f"cache_size=-{CACHE_KIB}",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def start(connection: sa.Connection) -> None:
        """On the driver's own cursor: SQLAlchemy's costs a tenth of a millisecond, twice for every input."""
        try:
            connection.connection.cursor().execute(begin)
        except sqlite3.OperationalError as error:
            raise sa.exc.OperationalError(begin, None, error) from error

    return engine


def lock_instance(url: sa.URL) -> IO[str] | None:
    """One running product per SQLite file; the lock lives as long as the handle (faults I7).

    PostgreSQL serves any number of replicas and needs none.
    """
    if url.get_backend_name() != "sqlite" or url.database is None:
        return None
    try:
        handle = Path(url.database + ".lock").open("w")
    except OSError as error:
        raise Misconfigured(f"The database cannot be written: {error}", "Check ZAYAVKA_DATABASE_URL") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        raise Misconfigured(
            f"Another zayavka already runs on {Path(url.database).name}",
            "Stop it first, or give this one its own ZAYAVKA_DATABASE_URL",
        ) from None
    return handle
