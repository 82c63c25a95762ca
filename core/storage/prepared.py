"""Statements of the hot way: written by SQLAlchemy once, run on the driver's cursor.

SQLAlchemy's machinery costs 150 µs a call, seventeen calls a ticket; the statement itself takes ten. What is not on the
way of every input goes through `Connection.execute` as everywhere. No expanding IN: their SQL changes with the values.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

Values = Mapping[str, Any]
Process = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one dialect needs for one set of values."""

    sql: str
    pick: Callable[[Values], Any]
    fixed: Mapping[str, Any]
    into: tuple[tuple[str, Callable[[Any], Any]], ...]
    row: Callable[..., Any] | None
    out: tuple[tuple[int, Callable[[Any], Any]], ...]


class Prepared:
    """`all`, `first` and `run` take the connection of a unit or a read, and the values by their bind names."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._plans: dict[tuple[str, tuple[str, ...]], _Plan] = {}

    def all(self, conn: sa.Connection, values: Values) -> list[Any]:
        cursor, plan = self._executed(conn, values)
        try:
            rows = cursor.fetchall()
        finally:
            cursor.close()
        return [_read(plan, row) for row in rows]

    def first(self, conn: sa.Connection, values: Values) -> Any:
        """The first row as a named tuple, or None."""
        cursor, plan = self._executed(conn, values)
        try:
            row = cursor.fetchone()
        finally:
            cursor.close()
        return None if row is None else _read(plan, row)

    def run(self, conn: sa.Connection, values: Values) -> int:
        """For what returns nothing: the number of rows that it touched."""
        cursor, _ = self._executed(conn, values)
        try:
            return int(cursor.rowcount)
        finally:
            cursor.close()

    def each(self, conn: sa.Connection, rows: Sequence[Values]) -> None:
        """For every row, all of which name the same values in the same order; at least one."""
        cursor, _ = self._executed(conn, *rows)
        cursor.close()

    def _executed(self, conn: sa.Connection, *rows: Values) -> tuple[Any, _Plan]:
        """The one way to the driver."""
        key = (conn.dialect.name, tuple(rows[0]))
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = _planned(self._statement, conn.dialect, key[1])
        first, *others = [_given(plan, row) for row in rows]
        cursor = conn.connection.cursor()
        try:
            cursor.executemany(plan.sql, [first, *others]) if others else cursor.execute(plan.sql, first)
        except BaseException as error:
            cursor.close()
            raise _translated(conn, plan, error) from error
        return cursor, plan


def _given(plan: _Plan, values: Values) -> Any:
    """As the driver takes them."""
    given = {**plan.fixed, **values}
    for name, process in plan.into:
        given[name] = process(given[name])
    return plan.pick(given)


def _planned(statement: Any, dialect: sa.Dialect, keys: tuple[str, ...]) -> _Plan:
    columns = list(keys) if isinstance(statement, sa.Insert) else None
    compiled = statement.compile(dialect=dialect, column_keys=columns)
    into = [(name, _process(bind.type, dialect, "bind")) for name, bind in compiled.binds.items()]
    exported = list(statement.exported_columns) if _returns(statement) else []
    out = [(at, _process(column.type, dialect, "result")) for at, column in enumerate(exported)]
    return _Plan(
        sql=str(compiled),
        pick=_picker(compiled.positiontup) if compiled.positional else dict,
        fixed={name: bind.effective_value for name, bind in compiled.binds.items() if not bind.required},
        into=tuple((name, process) for name, process in into if process),
        row=_maker([column.key for column in exported]) if exported else None,
        out=tuple((at, process) for at, process in out if process),
    )


def _picker(names: list[str]) -> Callable[[Values], Any]:
    """Values in the order of the statement's marks."""
    return itemgetter(*names) if len(names) > 1 else lambda given: [given[name] for name in names]


def _maker(names: list[str]) -> Callable[..., Any]:
    row: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]
    return row._make


def _returns(statement: Any) -> bool:
    return isinstance(statement, sa.Select) or bool(getattr(statement, "_returning", ()))


def _process(kind: Any, dialect: sa.Dialect, way: str) -> Process:
    """Both drivers give floats as they are; SQLAlchemy would ask the cursor which kind of number they were."""
    if isinstance(kind, sa.Float):
        return None
    impl = kind.dialect_impl(dialect)
    found: Process = impl.bind_processor(dialect) if way == "bind" else impl.result_processor(dialect, None)
    return found


def _read(plan: _Plan, row: Any) -> Any:
    if plan.out:
        row = list(row)
        for at, process in plan.out:
            row[at] = process(row[at])
    return plan.row(row) if plan.row else row


def _translated(conn: sa.Connection, plan: _Plan, error: BaseException) -> BaseException:
    """The driver's error as SQLAlchemy's, so that retries know it; anything else as it is."""
    dbapi: Any = conn.dialect.dbapi
    if dbapi is None or not isinstance(error, dbapi.Error):
        return error
    translated = sa.exc.DBAPIError.instance(plan.sql, None, error, dbapi.Error, dialect=conn.dialect)
    return translated if isinstance(translated, BaseException) else error
