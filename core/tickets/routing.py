"""Whose work a ticket becomes by itself (E6). Pure: what it is like in, a name of the profile out."""

from dataclasses import dataclass

from core.profile import tree
from core.profile.access import Route
from core.profile.part import Whom
from core.profile.schema import Profile

GROUP, PERSON = "group:", "person:"


@dataclass(frozen=True, slots=True)
class Facts:
    """What routes and targets ask of a ticket; `source` is one of the profile's."""

    type: str
    priority: str
    category: str | None = None
    service: str | None = None
    brand: str | None = None
    source: str | None = None
    level: str | None = None


def whose(profile: Profile, facts: Facts) -> tuple[Whom, ...]:
    """The first route that fits; else the level's; else the service's queue; else the desk's default.

    In this order: where somebody does not work there or is away, the next one counts. Nobody of them: nobody's.
    """
    fitting = (route.to for route in profile.routes if fits(profile, route, facts))
    level = next((one.assignee for one in profile.levels if one.id == facts.level), None)
    queue = tree.group_of(profile, facts.service)
    named = (next(fitting, None), level, f"{GROUP}{queue}" if queue else None, profile.routing.default)
    return tuple(one for one in named if one)


def fits(profile: Profile, route: Route, facts: Facts) -> bool:
    """Everything that the route names is so. A service is meant with all that stand in it."""
    services = {service.id for service in tree.path(profile, facts.service)}
    names = ("category", "priority", "source", "type", "brand", "level")
    named = all(not (ids := getattr(route, name)) or getattr(facts, name) in ids for name in names)
    return named and (not route.service or bool(services & {*route.service}))
