"""Brings a database to the shape that this version expects, forward or back."""

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.pool import NullPool

from core.errors import Misconfigured

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(url: sa.URL, revision: str = "head") -> None:
    """Migrates up, each step in a transaction. Foreign keys are off meanwhile and checked at the end (faults I1).

    Where nothing was to be done nothing is checked either: that reads the whole database.
    """
    _run(url, command.upgrade, revision)


def downgrade(url: sa.URL, revision: str) -> None:
    _run(url, command.downgrade, revision)


def current(url: sa.URL) -> str | None:
    """The revision that the database stands at, None for an empty one. Raises Misconfigured if it is silent."""
    try:
        with _connected(url) as conn:
            return MigrationContext.configure(conn).get_current_revision()
    except sa.exc.OperationalError as error:
        raise _silent(error) from error


def refuse_newer(revision: str | None) -> None:
    """Raises Misconfigured for what a later version of the product has made: its steps are not known here."""
    if revision is not None and revision not in _known():
        raise Misconfigured(
            f"The database is newer than this version of the product: it stands at {revision}",
            "Run the version that made it, or restore the copy made before the upgrade",
        )


@cache
def _known() -> frozenset[str]:
    return frozenset(one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions())


@cache
def head() -> str | None:
    """Read once: every migration is executed for it."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _run(url: sa.URL, move: object, revision: str) -> None:
    config = _config()
    with _connected(url) as conn:
        before = MigrationContext.configure(conn).get_current_revision()
        refuse_newer(before)
        _foreign_keys(conn, on=False)
        config.attributes["connection"] = conn
        move(config, revision)  # type: ignore[operator]
        if conn.in_transaction():
            conn.commit()
        _foreign_keys(conn, on=True)
        moved = MigrationContext.configure(conn).get_current_revision() != before
        asks = moved and conn.dialect.name == "sqlite"
        broken = conn.exec_driver_sql("PRAGMA foreign_key_check").all() if asks else []
    if broken:
        raise Misconfigured(f"{len(broken)} rows point nowhere after the migration", "Restore the copy made before it")


def _connected(url: sa.URL) -> sa.Connection:
    try:
        return sa.create_engine(url, poolclass=NullPool).connect()
    except sa.exc.OperationalError as error:
        raise _silent(error) from error


def _silent(error: sa.exc.OperationalError) -> Misconfigured:
    said = " ".join(str(error.orig).split())
    return Misconfigured(f"The database cannot be reached: {said}", "Check ZAYAVKA_DATABASE_URL")


def _foreign_keys(conn: sa.Connection, *, on: bool) -> None:
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")
        conn.commit()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    return config
