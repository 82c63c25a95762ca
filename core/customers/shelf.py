"""Where records of one kind are kept, and the two ways to come with lines: to look, or to keep."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa

from core.customers.forms import identity, listed
from core.customers.model import FIELDS, IDENTITY, Fate, Form, Identity, Kept, Kind, Known, Line, Place, Record, Verdict
from core.customers.tables import companies, sites
from core.customers.weigh import EMPTY, Rule, named, weigh
from core.profile.schema import Profile
from core.storage import renamed
from core.storage.unit import Unit

NAMED = {Kind.COMPANIES: renamed.COMPANY, Kind.SITES: renamed.SITE, Kind.EQUIPMENT: renamed.EQUIPMENT}
"""Whose names tickets are found by."""


class Shelf(Protocol):
    @property
    def kind(self) -> Kind: ...

    @property
    def rule(self) -> Rule | None: ...

    def kept(self, conn: sa.Connection, wanted: Sequence[Identity]) -> Mapping[Identity, Kept]: ...

    def add(self, unit: Unit, record: Record, known: Known) -> None: ...

    def change(self, unit: Unit, record: Record, known: Known) -> None: ...

    def after(self, conn: sa.Connection, id: int, most: int) -> list[tuple[int, Record]]:
        """A page of everything, in the order of ids."""


@dataclass(frozen=True, slots=True)
class TableShelf:
    """A kind with a table of its own. `rows` selects its fields by name, `values` are the columns of a record."""

    kind: Kind
    table: sa.Table
    rows: sa.Select[Any]
    values: Callable[[Record, Known], Mapping[str, object]]
    rule: Rule | None = None

    def kept(self, conn: sa.Connection, wanted: Sequence[Identity]) -> Mapping[Identity, Kept]:
        rows = conn.execute(self.rows.where(self._key.in_([name for (name,) in wanted])))
        records = [recorded(self.kind, row) for row in rows]
        return {identity(self.kind, record): Kept(record) for record in records}

    def add(self, unit: Unit, record: Record, known: Known) -> None:
        unit.conn.execute(self.table.insert().values(self.values(record, known)))

    def change(self, unit: Unit, record: Record, known: Known) -> None:
        mine = self._key == record[self._key.name]
        ids = unit.conn.execute(self.table.update().where(mine).values(self.values(record, known)).returning(self.id))
        if self.kind in NAMED:
            renamed.note(unit.conn, NAMED[self.kind], ids.scalar_one())

    def after(self, conn: sa.Connection, id: int, most: int) -> list[tuple[int, Record]]:
        page = self.rows.where(self.table.c.id > id).order_by(self.table.c.id).limit(most)
        return [(row.id, recorded(self.kind, row)) for row in conn.execute(page)]

    @property
    def id(self) -> sa.Column[int]:
        return self.table.c.id

    @property
    def _key(self) -> sa.Column[Any]:
        return self.table.c[IDENTITY[self.kind][0]]


def recorded(kind: Kind, row: Any) -> Record:
    said = {field.name: getattr(row, field.name) or "" for field in FIELDS[kind]}
    return {**said, "sites": ", ".join(listed(said["sites"]))} if "sites" in said else said


def look(conn: sa.Connection, shelf: Shelf, lines: Sequence[Line], profile: Profile) -> list[Verdict]:
    """What would become of each line. Nothing changes."""
    return [verdict for verdict, _ in _weighed(conn, shelf, lines, profile)]


def keep(unit: Unit, shelf: Shelf, lines: Sequence[Line], profile: Profile) -> list[Verdict]:
    """The same, and it is done. Wrong lines are passed over."""
    verdicts = []
    for verdict, known in _weighed(unit.conn, shelf, lines, profile):
        if verdict.fate is Fate.NEW:
            shelf.add(unit, verdict.record, known)
        elif verdict.fate is Fate.CHANGED:
            shelf.change(unit, verdict.record, known)
        verdicts.append(verdict)
    return verdicts


def _weighed(
    conn: sa.Connection, shelf: Shelf, lines: Sequence[Line], profile: Profile
) -> Iterator[tuple[Verdict, Known]]:
    kept = shelf.kept(conn, [identity(shelf.kind, line.record) for line in lines])
    known = _known(conn, shelf.kind, [line.record for line in lines] + [one.record for one in kept.values()], profile)
    for line in lines:
        yield weigh(shelf.kind, line, kept.get(identity(shelf.kind, line.record), EMPTY), known, shelf.rule), known


def _known(conn: sa.Connection, kind: Kind, records: Sequence[Record], profile: Profile) -> Known:
    """All that the records refer to, in two questions however many they are."""
    wanted: dict[Form, set[str]] = {form: set() for form in Form}
    for field in FIELDS[kind]:
        for record in records:
            wanted[field.form] |= {*named(field, record)}
    found = sa.select(companies.c.id, companies.c.number).where(companies.c.number.in_(wanted[Form.COMPANY]))
    places = sa.select(sites, companies.c.number.label("company")).select_from(sites.join(companies))
    mentioned = conn.execute(places.where(sites.c.number.in_(wanted[Form.SITE] | wanted[Form.SITES]))).all()
    named_by_site = {row.company: row.company_id for row in mentioned}
    return Known(
        named_by_site | {row.number: row.id for row in conn.execute(found)},
        {row.number: Place(row.id, row.company) for row in mentioned},
        frozenset(level.id for level in profile.levels),
        profile.languages[0],
    )
