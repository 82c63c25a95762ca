"""Whose work a ticket becomes: routes that never win, and work given to those who do none (E6)."""

from collections.abc import Iterator

from core.profile.access import ROUTED_BY, Route
from core.profile.check_access import NOT_STAFF, role_of
from core.profile.cover import taken
from core.profile.finding import Finding, unknown
from core.profile.schema import Profile

TABLES = ("categories", "priorities", "sources", "services", "types", "brands", "levels")


def check_routes(profile: Profile) -> Iterator[Finding]:
    for number, route in enumerate(profile.routes, 1):
        for name, table in zip(ROUTED_BY, TABLES, strict=True):
            known = [one.id for one in getattr(profile, table)]
            yield from unknown(f"routes[{number}].{name}", name, getattr(route, name), known)
        yield from _worker(profile, f"routes[{number}].to", route.to)
        yield from _reached(profile, number, route)
    yield from _worker(profile, "routing.default", profile.routing.default)
    for level in profile.levels:
        yield from _worker(profile, f"levels.{level.id}.assignee", level.assignee)
    if profile.escalation:
        called = profile.escalation.group
        yield from _worker(profile, "escalation.group", f"group:{called}" if called else None)


def _reached(profile: Profile, number: int, route: Route) -> Iterator[Finding]:
    if before := taken(profile, route, list(enumerate(profile.routes[: number - 1], 1))):
        names, fit = ", ".join(f"routes[{one}]" for one in before), "fits" if len(before) == 1 else "fit"
        mend = f"Put it before {names}, or say to which tickets each applies"
        yield Finding(f"routes[{number}]", f"never wins: {names} {fit} all of its tickets", mend)


def _worker(profile: Profile, place: str, whom: str | None) -> Iterator[Finding]:
    if whom is None:
        return
    if whom.startswith("person:"):
        yield from _person(profile, place, whom.removeprefix("person:"))
        return
    id = whom.removeprefix("group:")
    yield from unknown(place, "group", (id,), [one.id for one in profile.groups])
    if role_of(profile, id) in NOT_STAFF:
        yield Finding(place, f"gives work to the group {id!r}, which does none", "Name a group of staff")


def _person(profile: Profile, place: str, mail: str) -> Iterator[Finding]:
    """Somebody of no group at all may have been named by command; who is only where no work is done has none."""
    roles = {role_of(profile, group.id) for group in profile.groups if mail.lower() in group.members}
    if roles and roles <= {*NOT_STAFF}:
        yield Finding(place, f"gives work to {mail!r}, whose groups do none", "Name somebody of a group of staff")
