"""What a filter of a search means: its values as people write them, against what the desk calls things.

Forgiving: an id, a name in any of the desk's languages and in any form, its beginning, or one with a slip of the pen.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from typing import Protocol
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from core.clock import SECOND
from core.kinds import Instant
from core.people.person import STAFF, Person
from core.people.store import grants, persons
from core.profile import tree
from core.profile.schema import Profile
from core.search.words import stems
from core.tickets.store import tickets
from core.views.lists.shapes import DONE, ME, NOBODY, OPEN, TODAY, YESTERDAY, Filter
from core.views.parts import Label

ALIKE = 0.75
PEOPLE = 50
Condition = sa.ColumnElement[bool]


class Labelled(Protocol):
    """Whatever the profile names in the desk's languages."""

    @property
    def id(self) -> str: ...

    @property
    def label(self) -> Label: ...


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks, of which desk, and when."""

    conn: sa.Connection
    profile: Profile
    by: Person
    now: Instant


def condition(reader: Reader, filter: Filter, value: str) -> Condition | None:
    """Any of several values that commas part. None for what nobody understands."""
    said = [one.strip() for one in value.split(",") if one.strip()]
    found = [READINGS[filter](reader, one) for one in said]
    understood = [one for one in found if one is not None]
    return sa.or_(*understood) if understood and len(understood) == len(found) else None


def picked(value: str, choices: Mapping[str, Label]) -> list[str]:
    """Ids of the things that somebody means, usually one."""
    for fits in (_exactly, _in_any_form, _beginning, _nearly):
        if found := list(dict.fromkeys(fits(value.casefold(), choices))):
            return found
    return []


def _exactly(value: str, choices: Mapping[str, Label]) -> Iterator[str]:
    for id, label in choices.items():
        if value in (id.casefold(), *(name.casefold() for name in label.values())):
            yield id


def _in_any_form(value: str, choices: Mapping[str, Label]) -> Iterator[str]:
    wanted = stems(value)
    return (id for id, label in choices.items() if wanted and any(stems(name) == wanted for name in label.values()))


def _beginning(value: str, choices: Mapping[str, Label]) -> Iterator[str]:
    return (id for id, label in choices.items() if any(name.casefold().startswith(value) for name in label.values()))


def _nearly(value: str, choices: Mapping[str, Label]) -> Iterator[str]:
    names = {name.casefold(): id for id, label in choices.items() for name in label.values()}
    return (names[name] for name in get_close_matches(value, names, n=1, cutoff=ALIKE))


def _in(column: sa.Column[str], ids: Iterable[str]) -> Condition | None:
    """Not by an index: it is walked by the ids, and a walk by many values would have to be put in order first."""
    known = list(ids)
    return sa.func.coalesce(column, "").in_(known) if known else None


def _labels(items: Iterable[Labelled]) -> dict[str, Label]:
    return {item.id: item.label for item in items}


def _status(reader: Reader, value: str) -> Condition | None:
    if value in (OPEN, DONE):
        of = [one.id for one in reader.profile.statuses if one.kind.open == (value == OPEN)]
        return _in(tickets.c.status, of)
    known = _labels(reader.profile.statuses)
    customers = {one.id: one.customer_label for one in reader.profile.statuses if one.customer_label}
    return _in(tickets.c.status, picked(value, known) or picked(value, customers))


def _service(reader: Reader, value: str) -> Condition | None:
    """With all that stands below it."""
    meant = set(picked(value, _labels(reader.profile.services)))
    below = [one.id for one in reader.profile.services if meant & {up.id for up in tree.path(reader.profile, one.id)}]
    return _in(tickets.c.service, below)


def _assignee(reader: Reader, value: str) -> Condition | None:
    if value == ME:
        return tickets.c.assignee == reader.by.id
    if value == NOBODY:
        return tickets.c.assignee.is_(None)
    staff = sa.select(persons.c.id, persons.c.name).join(grants).where(grants.c.role.in_([*STAFF])).distinct()
    found = [row.id for row in reader.conn.execute(staff) if stems(value) and stems(value) <= stems(row.name)]
    return tickets.c.assignee.in_(found[:PEOPLE]) if found else None


def _requester(reader: Reader, value: str) -> Condition | None:
    if value == ME:
        return tickets.c.requester == reader.by.id
    return tickets.c.requester == int(value) if value.isdecimal() and len(value) < 18 else None


def _since(reader: Reader, value: str) -> Condition | None:
    begun = _day(reader, value)
    return None if begun is None else tickets.c.opened_at >= _instant(reader, begun)


def _until(reader: Reader, value: str) -> Condition | None:
    """The day itself is within."""
    ended = _day(reader, value)
    return None if ended is None else tickets.c.opened_at < _instant(reader, ended + timedelta(days=1))


def _day(reader: Reader, value: str) -> date | None:
    """`2026-10-01`, `01.10.2026`, `1.10.26`; without a year it is the last such day."""
    today = datetime.fromtimestamp(reader.now / SECOND, UTC).astimezone(_zone(reader)).date()
    if value in (TODAY, YESTERDAY):
        return today - timedelta(days=value == YESTERDAY)
    parts = value.split("-") if "-" in value else [*reversed(value.split("."))]
    if len(parts) == 2:
        parts = [str(today.year), *parts]
    try:
        year, month, day = (int(part) for part in parts)
        found = date(year + 2000 if year < 100 else year, month, day)
        return found.replace(year=found.year - 1) if found > today and value.count(".") == 1 else found
    except ValueError:
        return None


def _zone(reader: Reader) -> ZoneInfo:
    return ZoneInfo(reader.by.zone or reader.profile.zone)


def _instant(reader: Reader, day: date) -> Instant:
    return int(datetime.combine(day, time(), _zone(reader)).timestamp()) * SECOND


READINGS: Mapping[Filter, Callable[[Reader, str], Condition | None]] = {
    Filter.STATUS: _status,
    Filter.TYPE: lambda reader, value: _in(tickets.c.type, picked(value, _labels(reader.profile.types))),
    Filter.PRIORITY: lambda reader, value: _in(tickets.c.priority, picked(value, _labels(reader.profile.priorities))),
    Filter.CATEGORY: lambda reader, value: _in(tickets.c.category, picked(value, _labels(reader.profile.categories))),
    Filter.BRAND: lambda reader, value: _in(tickets.c.brand, picked(value, _labels(reader.profile.brands))),
    Filter.SERVICE: _service,
    Filter.ASSIGNEE: _assignee,
    Filter.REQUESTER: _requester,
    Filter.SINCE: _since,
    Filter.UNTIL: _until,
}
