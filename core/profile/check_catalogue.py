"""What a desk offers: services, types, sources, and what a customer is asked before a ticket is opened."""

from collections.abc import Iterable, Iterator, Mapping

from core.profile import tree
from core.profile.finding import Finding, unknown
from core.profile.schema import Profile

SLACK = "slack"
"""The agents' own door; a profile does not list it."""


def check_catalogue(profile: Profile) -> Iterator[Finding]:
    for one in (_services, _offers, _orphans, _granted, _types, _opening, _sources):
        yield from one(profile)


def ring(parents: Mapping[str, str | None], start: str) -> bool:
    """Whether the way up from `start` leads back to it."""
    seen, at = {start}, parents.get(start)
    while at is not None and at not in seen:
        seen.add(at)
        at = parents.get(at)
    return at == start


def _services(profile: Profile) -> Iterator[Finding]:
    parents = {service.id: service.parent for service in profile.services}
    types, groups = [one.id for one in profile.types], [one.id for one in profile.groups]
    for service in profile.services:
        place = f"services.{service.id}"
        yield from unknown(f"{place}.parent", "service", _one(service.parent), parents)
        yield from unknown(f"{place}.types", "type", service.types, types)
        yield from unknown(f"{place}.group", "group", _one(service.group), groups)
        if ring(parents, service.id):
            yield Finding(f"{place}.parent", "stands below itself", "Let one of the ring stand at the top")


def leaves(profile: Profile) -> Iterator[str]:
    """Services with none below them: what tickets are opened for."""
    parents = {service.parent for service in profile.services}
    return (service.id for service in profile.services if service.id not in parents)


def _offers(profile: Profile) -> Iterator[Finding]:
    if "service" not in profile.opening.asks or not any(one.public for one in profile.types):
        return
    for id in leaves(profile):
        if not tree.types_of(profile, id, public=True):
            yield Finding(f"services.{id}.types", "offers customers nothing to open", "Name a public type, or drop it")


def _orphans(profile: Profile) -> Iterator[Finding]:
    """What customers could only ask for at a service, and no service has."""
    if "service" not in profile.opening.asks or not profile.services:
        return
    offered = {type.id for id in leaves(profile) for type in tree.types_of(profile, id, public=True)}
    for type in profile.types:
        if type.public and type.id not in offered:
            mend = "Name it in the `types` of a service, or let it not be `public`"
            yield Finding(f"types.{type.id}", "is for customers, and no service offers it", mend)


def _granted(profile: Profile) -> Iterator[Finding]:
    """A service is open to those with the role of a client on it: some group must give that role (A2)."""
    given = [group for group in profile.groups if group.role == "client"]
    for id in leaves(profile):
        above = {service.id for service in tree.path(profile, id)}
        if tree.granted_only(profile, id) and not any(not one.services or above & {*one.services} for one in given):
            mend = "Let a group have the role 'client' on it, or leave `access` out"
            yield Finding(f"services.{id}.access", "is granted, and no group has the role that opens it", mend)


def _types(profile: Profile) -> Iterator[Finding]:
    if not any(one.public for one in profile.types) and not profile.opening.type:
        yield Finding("types", "has none for customers", "Make one `public`, or name `opening.type`")
    yield from unknown("opening.type", "type", _one(profile.opening.type), [one.id for one in profile.types])


def _opening(profile: Profile) -> Iterator[Finding]:
    offered = {
        "brand": len(profile.brands), "service": len(profile.services), "category": len(profile.categories),
        "priority": len(profile.priorities), "type": sum(one.public for one in profile.types),
    }  # fmt: skip
    asks = profile.opening.asks
    for name in asks:
        if offered[name] < 2:
            problem = f"asks for the {name}, and there is nothing to choose from"
            yield Finding("opening.asks", problem, f"Define more of them, or do not ask for the {name}")
    if {"service", "type"} <= {*asks} and asks.index("type") < asks.index("service"):
        if any(service.types for service in profile.services):
            problem = "asks for the type before the service, which says what types there are"
            yield Finding("opening.asks", problem, "Put 'service' before 'type'")


def _sources(profile: Profile) -> Iterator[Finding]:
    for source in profile.sources:
        if source.door not in (*profile.doors, SLACK):
            mend = "Add it to `doors`, or remove the source"
            yield Finding(f"sources.{source.id}.door", f"is {source.door!r}, which is none of the doors", mend)


def _one(id: str | None) -> Iterable[str]:
    return () if id is None else (id,)
