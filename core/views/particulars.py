"""What an event names by ids, for whoever is told of it: whom it is about, whose queue, what is another now."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from core.customers.ties import Thing
from core.kinds import Event
from core.profile.schema import Profile
from core.tickets import aspects
from core.tickets.aspects import FIELD, REFERRING, TIES, Aspect
from core.tickets.events import TicketAssigned
from core.tickets.handling_events import ObserverAdded, ObserverDropped, TicketLeftAlone, TicketTriaged
from core.tickets.person_events import RequesterJoined, RequesterParted
from core.tickets.relating_events import SnoozeEnded
from core.views.about import answered, named, tie
from core.views.card import who
from core.views.parts import Change, Value

LABELS: Mapping[str, Callable[[Profile], Iterable[Any]]] = {
    Aspect.TYPE: lambda profile: profile.types,
    Aspect.PRIORITY: lambda profile: profile.priorities,
    Aspect.CATEGORY: lambda profile: profile.categories,
    Aspect.SERVICE: lambda profile: profile.services,
    Aspect.BRAND: lambda profile: profile.brands,
    Aspect.SOURCE: lambda profile: profile.sources,
    Aspect.LEVEL: lambda profile: profile.levels,
}
ORDER = [aspect.value for aspect in Aspect]


def particulars(conn: sa.Connection, profile: Profile, event: Event, *, staff: bool) -> dict[str, Any]:
    """As of the event, whatever has become of the ticket since. The customer's side is told what it may know (B5)."""
    match event:
        case TicketAssigned(assignee=assignee, group=group):
            return {"whom": who(conn, assignee) if assignee else None, "group": named(profile.groups, group)}
        case ObserverAdded(person) | ObserverDropped(person) | TicketLeftAlone(person) | SnoozeEnded(person=person):
            return {"whom": who(conn, person)}
        case RequesterJoined(into=person) | RequesterParted(before=person):
            return {"whom": who(conn, person)}
        case TicketTriaged(now=now, before=before):
            names = now if staff else aspects.outside(profile, now)
            return {"changes": tuple(_changes(conn, profile, names, now, before))}
        case _:
            return {}


def _changes(
    conn: sa.Connection, profile: Profile, names: Iterable[str], now: Mapping[str, Any], before: Mapping[str, Any]
) -> Iterator[Change]:
    """In the order in which a form asks, so that the same triage is always told alike."""
    order = [*ORDER, *(f"{FIELD}{field.id}" for field in profile.fields)]
    for name in sorted(_once(profile, names), key=lambda one: (order.index(one) if one in order else len(order), one)):
        field = named(profile.fields, name.removeprefix(FIELD)) if name.startswith(FIELD) else None
        yield Change(name, _value(conn, profile, name, now[name]), _value(conn, profile, name, before.get(name)), field)


def _once(profile: Profile, names: Iterable[str]) -> list[str]:
    """An answer that ties the ticket to something is told as that tie, to whoever is told of ties."""
    ties = {f"{FIELD}{field.id}": REFERRING.get(field.kind) for field in profile.fields}
    known = set(names)
    return [name for name in known if ties.get(name) not in known]


def _value(conn: sa.Connection, profile: Profile, name: str, said: Any) -> Value | None:
    if said is None or said == "":
        return None
    if name.startswith(FIELD):
        return answered(conn, profile, name.removeprefix(FIELD), said)
    if name in LABELS:
        return named(LABELS[name](profile), said)
    if name == Aspect.CONTACT:
        return who(conn, said)
    return tie(conn, Thing(name), said) if name in TIES else int(said)
