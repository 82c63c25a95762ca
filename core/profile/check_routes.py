"""Whose work a ticket becomes: routes that never win, and work given to those who do none (E6)."""

from collections.abc import Iterator

from core.profile.access import Route
from core.profile.check_access import NOT_STAFF, role_of
from core.profile.finding import Finding, unknown
from core.profile.schema import Profile

DIMENSIONS = ("category", "priority", "source", "service", "type", "brand", "level")
TABLES = ("categories", "priorities", "sources", "services", "types", "brands", "levels")


def check_routes(profile: Profile) -> Iterator[Finding]:
    for number, route in enumerate(profile.routes, 1):
        for name, table in zip(DIMENSIONS, TABLES, strict=True):
            known = [one.id for one in getattr(profile, table)]
            yield from unknown(f"routes[{number}].{name}", name, getattr(route, name), known)
        yield from _worker(profile, f"routes[{number}].to", route.to)
        for before, earlier in enumerate(profile.routes[: number - 1], 1):
            if _covers(earlier, route):
                mend = f"Put it before routes[{before}], or say to which tickets each applies"
                yield Finding(f"routes[{number}]", f"never wins: routes[{before}] fits all of its tickets", mend)
                break
    yield from _worker(profile, "routing.default", profile.routing.default)
    for level in profile.levels:
        yield from _worker(profile, f"levels.{level.id}.assignee", level.assignee)
    if profile.escalation:
        called = profile.escalation.group
        yield from _worker(profile, "escalation.group", f"group:{called}" if called else None)


def _covers(earlier: Route, later: Route) -> bool:
    """Whether whatever fits the later one fits the earlier one too."""
    pairs = [({*getattr(earlier, name)}, {*getattr(later, name)}) for name in DIMENSIONS]
    return all(not wide or (narrow and narrow <= wide) for wide, narrow in pairs)


def _worker(profile: Profile, place: str, whom: str | None) -> Iterator[Finding]:
    if whom is None or not whom.startswith("group:"):
        return
    id = whom.removeprefix("group:")
    yield from unknown(place, "group", (id,), [one.id for one in profile.groups])
    if role_of(profile, id) in NOT_STAFF:
        yield Finding(place, f"gives work to the group {id!r}, which does none", "Name a group of staff")
