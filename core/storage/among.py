"""Rows of many known ids, given as one value: a list of places would be another statement for each length."""

from collections.abc import Iterable

import sqlalchemy as sa

_SPELLED = {
    "sqlite": "{} IN (SELECT value FROM json_each('[' || :among || ']'))",
    "postgresql": "{} = ANY(CAST(string_to_array(:among, ',') AS bigint[]))",
}


def among(conn: sa.Connection, column: sa.Column[int], ids: Iterable[int]) -> sa.TextClause:
    return spelled(conn, column).bindparams(among=given(ids))


def spelled(conn: sa.Connection, column: sa.Column[int]) -> sa.TextClause:
    """For a statement that is written once; `among` is what `given` makes of the ids."""
    return sa.text(_SPELLED[conn.dialect.name].format(column))


def given(ids: Iterable[int]) -> str:
    return ",".join(map(str, ids))
