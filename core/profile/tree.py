"""The nested catalogue of services: who is whose parent, and what is inherited on the way down (A3). Pure."""

from core.profile.catalogue import Service, TicketType
from core.profile.schema import Profile


def path(profile: Profile, id: str | None) -> tuple[Service, ...]:
    """From the top of the catalogue down to a service; a ring that a profile draws is walked once."""
    found: list[Service] = []
    service = profile.service(id)
    while service is not None and service not in found:
        found.append(service)
        service = profile.service(service.parent)
    return tuple(reversed(found))


def under(profile: Profile, parent: str | None) -> tuple[Service, ...]:
    """The services right below one, or at the top."""
    return tuple(service for service in profile.services if service.parent == parent)


def types_of(profile: Profile, id: str | None, *, public: bool) -> tuple[TicketType, ...]:
    """The kinds of request that are offered at a service; `public` leaves out what only staff may open (B2)."""
    said = next((service.types for service in reversed(path(profile, id)) if service.types), ())
    offered = [one for one in profile.types if one.id in said] if said else list(profile.types)
    return tuple(one for one in offered if one.public or not public)


def granted_only(profile: Profile, id: str | None) -> bool:
    """Whether only customers with a role on the service may open tickets of it (A2)."""
    said = next((service.access for service in reversed(path(profile, id)) if service.access), "everyone")
    return said == "granted"


def group_of(profile: Profile, id: str | None) -> str | None:
    """Whose queue tickets of a service stand in."""
    return next((service.group for service in reversed(path(profile, id)) if service.group), None)
