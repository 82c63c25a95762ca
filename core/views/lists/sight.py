"""Which tickets a list may show somebody, as a condition on their rows: the table of rights, asked once per service.

There is no second policy here: `core.people.rights` judges, and what it says of a service holds for all its tickets, or
for those that are somebody's own there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import sqlalchemy as sa

from core.people import rights, rules, seats
from core.people.person import Person
from core.people.rules import Standing
from core.profile.queues import named, private
from core.profile.schema import Profile
from core.tickets.standing import Ours, on_service, ours, reads_own
from core.tickets.store import tickets

INNER = "read internal"


@dataclass(frozen=True, slots=True)
class Reach:
    """Tickets of `services`; or, with `elsewhere`, all but theirs, those of no service too."""

    services: tuple[str, ...] = ()
    elsewhere: bool = False

    @property
    def everything(self) -> bool:
        return self.elsewhere and not self.services

    @property
    def nothing(self) -> bool:
        return not self.elsewhere and not self.services

    def condition(self) -> sa.ColumnElement[bool]:
        service = tickets.c.service
        named = sa.or_(sa.false(), *(service == one for one in self.services))
        return sa.or_(service.is_(None), ~named) if self.elsewhere else named


@dataclass(frozen=True, slots=True)
class Shut:
    """Types, services and groups whose tickets only others may see, as `(id, seen)` of all that are private (X2)."""

    tables: tuple[tuple[tuple[str, bool], ...], ...] = ()

    @property
    def nothing(self) -> bool:
        return all(seen for table in self.tables for _, seen in table)

    def condition(self) -> sa.ColumnElement[bool]:
        """What is private by its type is no matter of its service, and so on: as `core.profile.queues` has it."""
        arms: list[sa.ColumnElement[bool]] = []
        above: list[sa.ColumnElement[bool]] = []
        for name, table in zip(("type", "service", "group_id"), self.tables, strict=True):
            column = sa.func.coalesce(tickets.c[name], "")
            if hidden := [id for id, seen in table if not seen]:
                arms.append(sa.and_(*above, _among(column, hidden)))
            above.append(~_among(column, [id for id, _ in table]))
        return sa.or_(sa.false(), *arms)


@dataclass(frozen=True, slots=True)
class Sight:
    """`all` that lies within that reach; and what is somebody's `own` within the other (X10, E11).

    Nothing of it that is `shut`.
    """

    all: Reach
    own: Reach = Reach()
    ours: Ours = Ours()
    shut: Shut = Shut()

    @property
    def everything(self) -> bool:
        return self.all.everything and self.shut.nothing

    @property
    def nothing(self) -> bool:
        return self.all.nothing and self.own.nothing

    def condition(self) -> sa.ColumnElement[bool]:
        return self._reached() if self.shut.nothing else sa.and_(self._reached(), ~self.shut.condition())

    def _reached(self) -> sa.ColumnElement[bool]:
        if self.own.nothing:
            return self.all.condition()
        people = (tickets.c.assignee == one for one in self.ours.people)
        mine = sa.or_(sa.false(), *people, *(tickets.c.group_id == one for one in self.ours.groups))
        return sa.or_(self.all.condition(), sa.and_(self.own.condition(), mine))


def _among(column: sa.ColumnElement[str], ids: Iterable[str]) -> sa.ColumnElement[bool]:
    return sa.or_(sa.false(), *(column == one for one in ids))


def sight(conn: sa.Connection, profile: Profile, by: Person) -> Sight:
    """Of what somebody reads as one of the desk's own people (A2, E11)."""
    all, shut = _reach(profile, lambda service: _may(by, on_service(profile, service, by))), _shut(conn, profile, by)
    if profile.access.sees != "own" or all.everything:
        return Sight(all, shut=shut)
    return Sight(all, _reach(profile, lambda service: _may_own(profile, by, service)), ours(conn, profile, by), shut)


def _shut(conn: sa.Connection, profile: Profile, by: Person) -> Shut:
    """The product itself sees everything."""
    tables = private(profile)
    if not any(tables) or rules.house(by, Standing()):
        return Shut()
    mine = seats.of_person(conn, by.id)
    return Shut(
        tuple(tuple((id, at is not None and named(at) in mine) for id, at in table.items()) for table in tables)
    )


def _reach(profile: Profile, may: Callable[[str | None], bool]) -> Reach:
    elsewhere = may(None)
    return Reach(tuple(one.id for one in profile.services if may(one.id) != elsewhere), elsewhere)


def _may_own(profile: Profile, by: Person, service: str | None) -> bool:
    there = on_service(profile, service, by)
    return reads_own(there) and _may(by, replace(there, sees=True))


def _may(by: Person, there: Standing) -> bool:
    return rights.permits(INNER, by, there)
