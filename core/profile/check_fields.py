"""Questions of forms: asked by nobody, or under a condition that never holds (B3)."""

from collections.abc import Iterator

from core.profile import edges
from core.profile.catalogue import Field, FieldKind, TicketType
from core.profile.check_catalogue import ring
from core.profile.finding import Finding, unknown
from core.profile.schema import Profile

EDGES = {
    FieldKind.NUMBER: "Write a number",
    FieldKind.DATE: "Write a date such as 2026-12-31, or today, today-30, today+7",
}


def check_fields(profile: Profile) -> Iterator[Finding]:
    known = {field.id: field for field in profile.fields}
    asked = {id for type in profile.types for id in type.fields}
    parents = {field.id: field.when.field if field.when else None for field in profile.fields}
    for field in profile.fields:
        place = f"fields.{field.id}"
        if field.id not in asked:
            yield Finding(place, "is asked by no type", "Name it in the `fields` of a type, or remove it")
        yield from _edges(place, field)
        if ring(parents, field.id):
            yield Finding(f"{place}.when", "hangs on itself", "Ask one of the ring without a condition")
        elif field.when:
            yield from unknown(f"{place}.when", "field", (field.when.field,), known)
            if other := known.get(field.when.field):
                yield from _condition(f"{place}.when", field, other)
    for type in profile.types:
        yield from unknown(f"types.{type.id}.fields", "field", type.fields, known)
        yield from (found for id in type.fields if id in known for found in _asked(type, known[id]))


def _edges(place: str, field: Field) -> Iterator[Finding]:
    given = {name: edge for name, edge in (("min", field.min), ("max", field.max)) if edge is not None}
    wrong = [name for name, edge in given.items() if not edges.fits(field.kind, edge)]
    for name in wrong:
        problem = f"is {given[name]!r}, which no answer of kind {field.kind.value!r} can be held against"
        yield Finding(f"{place}.{name}", problem, EDGES.get(field.kind, "Remove it: only numbers and dates have edges"))
    if len(given) == 2 and not wrong and edges.crossed(field.kind, given["min"], given["max"]):
        yield Finding(f"{place}.min", "lies beyond `max`, so no answer is left", "Exchange the two")


def _condition(place: str, field: Field, other: Field) -> Iterator[Finding]:
    values = _values(other)
    if not values:
        problem = f"hangs on the field {other.id!r}, whose answers cannot be named"
        yield Finding(place, problem, "Let it hang on a choice or a yes-or-no")
        return
    for value in field.when.among if field.when else ():
        if value not in values:
            mend = f"It can be {', '.join(values)}"
            yield Finding(place, f"hangs on {value!r}, which {other.id!r} never is", mend)
    if other.agents_only and not field.agents_only:
        problem = f"hangs on the field {other.id!r}, which customers are never asked"
        yield Finding(place, problem, "Make both of them `agents_only`, or neither")


def _values(field: Field) -> tuple[str, ...]:
    match field.kind:
        case FieldKind.CHOICE:
            return tuple(option.id for option in field.options)
        case FieldKind.YES_NO:
            return "yes", "no"
        case _:
            return ()


def _asked(type: TicketType, field: Field) -> Iterator[Finding]:
    place = f"types.{type.id}.fields"
    if field.when and field.when.field not in type.fields[: type.fields.index(field.id)]:
        problem = f"asks {field.id!r}, which hangs on {field.when.field!r}, and does not ask that before"
        yield Finding(place, problem, f"Name {field.when.field!r} before it")
    if type.public and field.agents_only and field.required == "open":
        problem = f"asks agents only for {field.id!r}, and no ticket is opened without it"
        yield Finding(place, problem, "Let it be required on 'resolve', or ask customers too")
