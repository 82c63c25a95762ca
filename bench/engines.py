"""Migrated databases for a measurement on each engine; a PostgreSQL that is silent is left out, and it is said."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import sqlalchemy as sa

from bench.ground import Soil
from core.storage import migrate
from core.storage.engine import normalise

POSTGRES = os.environ.get("ZAYAVKA_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")


@dataclass(frozen=True, slots=True)
class Engine:
    """`empty` lends a database of the newest shape; it is dropped afterwards where nobody else would."""

    name: str
    empty: Callable[[], AbstractContextManager[sa.URL]]


def engines(soil: Soil) -> Iterator[Engine]:
    @contextmanager
    def file() -> Iterator[sa.URL]:
        yield normalise(f"sqlite:///{soil.copy()}")

    yield Engine("SQLite", file)
    admin = normalise(POSTGRES)
    try:
        _execute(admin, "SELECT 1")
    except sa.exc.OperationalError as error:
        print(f"PostgreSQL not measured: {str(error.orig).splitlines()[0]}")
        return
    yield Engine("PostgreSQL", lambda: _database(admin))


@contextmanager
def _database(admin: sa.URL) -> Iterator[sa.URL]:
    name = f"zayavka_bench_{os.getpid()}_{secrets.token_hex(3)}"
    _execute(admin, f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        migrate.upgrade(url := admin.set(database=name))
        yield url
    finally:
        _execute(admin, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _execute(admin: sa.URL, statement: str) -> None:
    with sa.create_engine(admin, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3}).connect() as conn:
        conn.exec_driver_sql(statement)
