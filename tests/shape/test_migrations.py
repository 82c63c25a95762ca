"""Migrations: they make what the code expects, forward and back, and lose no row on the way."""

from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import core.desk
import core.inbox.mailboxes  # noqa: F401  (every table)
from core.storage import migrate
from core.storage.schema import metadata

OWN = "search_words"


def _revisions() -> list[str]:
    scripts = ScriptDirectory.from_config(migrate._config())
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


def test_migrated_tables_are_those_of_the_code(url: sa.URL) -> None:
    with sa.create_engine(url).connect() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True, "compare_server_default": False})
        assert [one for one in compare_metadata(context, metadata) if not _own(one)] == []


def _own(difference: Any) -> bool:
    """The engine's own index over what tickets are found by: each engine has another, the metadata none."""
    return (
        difference[0].startswith("remove_")
        and any(OWN in str(getattr(one, "name", "")) for one in difference)
        or (difference[0] == "remove_column" and difference[2:] and difference[2] == "search")
    )


def test_the_history_is_one_line_to_the_head(url: sa.URL) -> None:
    assert migrate.current(url) == migrate.head() == _revisions()[-1]


def test_up_down_up_with_filled_tables_loses_nothing_on_the_way_up(
    empty_url: sa.URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faults I1: each revision is reached from the one before it with rows in every table, whose keys point about."""
    scripts = ScriptDirectory.from_config(migrate._config())
    monkeypatch.setattr(ScriptDirectory, "from_config", lambda config: scripts)  # else all are compiled for each step
    below = "base"
    for revision in _revisions():
        migrate.upgrade(empty_url, revision)
        migrate.downgrade(empty_url, below)
        before = _filled(empty_url)
        migrate.upgrade(empty_url, revision)
        after = _counted(empty_url)
        assert {name: after[name] for name in before if name in after} == before
        below = revision
    _filled(empty_url)
    migrate.upgrade(empty_url)
    migrate.downgrade(empty_url, "base")
    assert _counted(empty_url) == {}
    migrate.upgrade(empty_url)


def test_a_migrated_database_is_left_alone_by_another_migration(url: sa.URL) -> None:
    _filled(url)
    before = _counted(url)
    migrate.upgrade(url)
    assert _counted(url) == before


def _ours(name: str, _: object = None) -> bool:
    return name != "alembic_version" and OWN not in name


def _reflected(url: sa.URL) -> sa.MetaData:
    found = sa.MetaData()
    found.reflect(sa.create_engine(url), only=_ours)
    return found


def _filled(url: sa.URL) -> dict[str, int]:
    """Two more rows in every table that is there, made from nothing but its columns."""
    found = _reflected(url)
    there = max(_counted(url).values(), default=0)
    with sa.create_engine(url).begin() as conn:
        for table in found.sorted_tables:
            for n in (there + 1, there + 2):
                conn.execute(
                    table.insert().values(
                        {column.name: _value(column, n) for column in table.columns if not column.computed}
                    )
                )
    return _counted(url)


def _value(column: sa.Column[Any], n: int) -> object:
    if isinstance(column.type, sa.JSON):
        return {"n": n}
    if isinstance(column.type, sa.Boolean):
        return bool(n % 2)
    return f"{column.name}{n}" if isinstance(column.type, sa.String) else n


def _counted(url: sa.URL) -> dict[str, int]:
    with sa.create_engine(url).connect() as conn:
        names = [name for name in sa.inspect(conn).get_table_names() if _ours(name)]
        every = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names)
        return {name: count for name, count in conn.exec_driver_sql(every)} if names else {}


@pytest.mark.parametrize(
    "statement", ["UPDATE events SET kind = 'x'", "DELETE FROM events", "DELETE FROM events WHERE id = 1"]
)
def test_history_can_only_grow(url: sa.URL, statement: str) -> None:
    """Faults F9: the audit is refused any change by the database itself."""
    _filled(url)
    with pytest.raises(sa.exc.DatabaseError, match="append-only"), sa.create_engine(url).begin() as conn:
        conn.execute(sa.text(statement))
    assert _counted(url)["events"] == 2
