"""What a profile says that cannot be meant. Every finding names the place and the mend."""

import re
from collections.abc import Iterator, Sequence

from core.profile.check_access import check_access
from core.profile.check_care import check_care
from core.profile.check_catalogue import check_catalogue
from core.profile.check_fields import check_fields
from core.profile.check_forms import check_forms
from core.profile.check_routes import check_routes
from core.profile.check_states import check_states
from core.profile.check_time import check_time
from core.profile.check_words import check_words
from core.profile.finding import Finding, twins
from core.profile.schema import Profile

_PLACE = re.compile(r"(\w+)(?:\[(\d+)\]|\.([\w-]+))?")


def check(profile: Profile, order: Sequence[str] = tuple(Profile.model_fields)) -> list[Finding]:
    """All findings, in the order of the file, whose tables are `order`. An empty list lets the desk run."""
    found = [finding for one in (_twins, *CHECKS) for finding in one(profile)]
    return sorted(found, key=lambda finding: _position(profile, order, finding.place))


CHECKS = (
    check_states, check_access, check_routes, check_catalogue, check_fields, check_forms, check_care, check_time,
    check_words,
)  # fmt: skip


def _twins(profile: Profile) -> Iterator[Finding]:
    tables = (
        "statuses", "groups", "brands", "services", "fields", "types", "priorities", "categories", "sources",
        "canned", "calendars", "levels",
    )  # fmt: skip
    for table in tables:
        yield from twins(table, [one.id for one in getattr(profile, table)])
    yield from twins("buttons", [button.verb for button in profile.buttons])
    yield from twins("rating.grades", [grade.id for grade in profile.rating.grades] if profile.rating else [])
    yield from twins("escalation.reasons", [one.id for one in profile.escalation.reasons] if profile.escalation else [])
    for field in profile.fields:
        yield from twins(f"fields.{field.id}.options", [option.id for option in field.options])
    for type in profile.types:
        yield from twins(f"types.{type.id}.fields", type.fields)
    yield from twins("opening.asks", profile.opening.asks)
    yield from twins("languages", profile.languages)
    yield from twins("doors", profile.doors)
    yield from twins("priorities", ["default" for priority in profile.priorities if priority.default])
    yield from twins("levels", ["default" for level in profile.levels if level.default])


def _position(profile: Profile, order: Sequence[str], place: str) -> tuple[int, int]:
    """Where in the file: the table, and which of its entries."""
    found = _PLACE.match(place)
    table, number, id = found.groups() if found else (place, None, None)
    rows = getattr(profile, table, ())
    ids = [getattr(one, "id", getattr(one, "verb", None)) for one in rows] if isinstance(rows, tuple) else []
    entry = int(number) if number else ids.index(id) + 1 if id in ids else 0
    return (order.index(table) if table in order else len(order)), entry
