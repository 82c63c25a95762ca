"""Rows written by their key on the hot way: each statement is worded once for a table and a set of columns."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import sqlalchemy as sa

from core.storage.prepared import Prepared, Values

AT, TO = "at_", "to_"
"""Before the names of what finds a row, and of what it becomes: one column may be both."""


def insert(conn: sa.Connection, table: sa.Table, rows: Sequence[Values]) -> None:
    """Rows that name the same columns."""
    if rows:
        _inserting(table).each(conn, rows)


def change(conn: sa.Connection, table: sa.Table, key: Values, values: Values) -> None:
    """No part of the key may be None: nothing is equal to that."""
    _changing(table, tuple(key), tuple(values)).run(conn, {**_named(AT, key), **_named(TO, values)})


def delete(conn: sa.Connection, table: sa.Table, key: Values) -> None:
    _deleting(table, tuple(key)).run(conn, _named(AT, key))


def _named(before: str, values: Values) -> Mapping[str, object]:
    return {before + name: value for name, value in values.items()}


@lru_cache(maxsize=500)
def _inserting(table: sa.Table) -> Prepared:
    return Prepared(table.insert())


@lru_cache(maxsize=500)
def _changing(table: sa.Table, key: tuple[str, ...], names: tuple[str, ...]) -> Prepared:
    values = {name: sa.bindparam(TO + name, type_=table.c[name].type) for name in names}
    return Prepared(table.update().where(*_there(table, key)).values(values))


@lru_cache(maxsize=500)
def _deleting(table: sa.Table, key: tuple[str, ...]) -> Prepared:
    return Prepared(table.delete().where(*_there(table, key)))


def _there(table: sa.Table, key: tuple[str, ...]) -> list[sa.ColumnElement[bool]]:
    return [table.c[name] == sa.bindparam(AT + name, type_=table.c[name].type) for name in key]
