"""Questions of forms: asked by nobody, or under a condition that never holds (B3)."""

from collections.abc import Iterator

from core.profile.catalogue import Field, FieldKind, TicketType
from core.profile.check_catalogue import ring
from core.profile.finding import Finding, unknown
from core.profile.schema import Profile


def check_fields(profile: Profile) -> Iterator[Finding]:
    known = {field.id: field for field in profile.fields}
    asked = {id for type in profile.types for id in type.fields}
    parents = {field.id: field.when.field if field.when else None for field in profile.fields}
    for field in profile.fields:
        place = f"fields.{field.id}"
        if field.id not in asked:
            yield Finding(place, "is asked by no type", "Name it in the `fields` of a type, or remove it")
        if ring(parents, field.id):
            yield Finding(f"{place}.when", "hangs on itself", "Ask one of the ring without a condition")
        elif field.when:
            yield from unknown(f"{place}.when", "field", (field.when.field,), known)
            if other := known.get(field.when.field):
                yield from _condition(f"{place}.when", field, other)
    for type in profile.types:
        yield from unknown(f"types.{type.id}.fields", "field", type.fields, known)
        yield from (found for id in type.fields if id in known for found in _asked(type, known[id]))


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
