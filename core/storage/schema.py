"""What every table is made of. Rooms own their tables; the metadata is one, so that keys may cross rooms."""

from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""64-bit ids on both engines; SQLite numbers only INTEGER keys by itself."""

LARGEST = 2**63 - 1
"""An id beyond it is nobody's; the engines would not even compare it."""


def key() -> sa.Column[int]:
    return sa.Column("id", Key, primary_key=True, autoincrement=True)


def ref(
    name: str, target: str, *, nullable: bool = False, index: bool = False, primary_key: bool = False
) -> sa.Column[int]:
    return sa.Column(
        name, Key, sa.ForeignKey(target), nullable=nullable, index=index, primary_key=primary_key, autoincrement=False
    )  # fmt: skip


def instant(name: str, *, nullable: bool = False, **more: object) -> sa.Column[int]:
    """UTC epoch microseconds: SQLite's DateTime would drop the offset unconverted (agreement 10)."""
    return sa.Column(name, sa.BigInteger, nullable=nullable, **more)  # type: ignore[arg-type]


def text(name: str, *, nullable: bool = False, default: str | None = None, **more: object) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable, server_default=default, **more)  # type: ignore[arg-type]


def number(name: str, *, default: int | None = 0, nullable: bool = False, primary_key: bool = False) -> sa.Column[int]:
    given = None if default is None else str(default)
    return sa.Column(
        name, sa.Integer, nullable=nullable, server_default=given, primary_key=primary_key, autoincrement=False
    )  # fmt: skip


def json(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=nullable)


def partial_index(name: str, where: sa.ColumnElement[bool], *columns: sa.Column[Any]) -> sa.Index:
    """Holds only the rows that are asked for by it; the same on both engines."""
    return sa.Index(name, *columns, sqlite_where=where, postgresql_where=where)


facts = sa.Table(
    "facts",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    text("value"),
)
"""A few things that the instance knows of itself: epoch, secret, profile hash."""
