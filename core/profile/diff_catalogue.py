"""What other types, fields and reference lists mean for tickets that carry the old ones."""

from collections.abc import Iterator

from core.profile.change import Change, alive
from core.profile.schema import Profile

KEPT = "Tickets that carry it keep it, shown by its id"
NEXT = "Tickets that are opened from now on"
LISTS = {"priorities": "priority", "categories": "category", "services": "service", "brands": "brand"}
"""Tables whose entries tickets carry, and what a ticket calls them."""


def catalogue_changes(old: Profile, new: Profile) -> Iterator[Change]:
    yield from _types(old, new)
    for table, name in LISTS.items():
        yield from _list(old, new, table, name)
    if old.default_priority.id != new.default_priority.id:
        yield Change("priorities.default", f"is {new.default_priority.id!r}", NEXT)
    if old.default_type != new.default_type:
        yield Change("opening.type", f"is {new.default_type!r} where nobody says one", NEXT)
    if old.opening.asks != new.opening.asks:
        yield Change("opening.asks", f"are {', '.join(new.opening.asks) or 'none'}", NEXT)
    if old.opening.observers != new.opening.observers:
        yield Change("opening.observers", "are asked for" if new.opening.observers else "are not asked for", NEXT)


def _list(old: Profile, new: Profile, table: str, name: str) -> Iterator[Change]:
    before, after = ({one.id: one for one in getattr(profile, table)} for profile in (old, new))
    for id, one in before.items():
        place = f"{table}.{id}"
        if id not in after:
            yield Change(place, "is gone", KEPT, alive(old, **{name: (id,)}))
        elif one.label != after[id].label:
            yield Change(f"{place}.label", "has other words", "Shown at once", alive(old, **{name: (id,)}))
        elif one.model_copy(update={"default": False}) != after[id].model_copy(update={"default": False}):
            yield Change(place, "says something else", "Holds at once", alive(old, **{name: (id,)}))
    for id in after:
        if id not in before:
            yield Change(f"{table}.{id}", "is new", "No ticket carries it yet")


def _types(old: Profile, new: Profile) -> Iterator[Change]:
    after = {type.id: type for type in new.types}
    for type in old.types:
        place, of = f"types.{type.id}", alive(old, type=(type.id,))
        if type.id not in after:
            yield Change(place, "is gone", KEPT, of)
            continue
        if type.label != after[type.id].label:
            yield Change(f"{place}.label", "has other words", "Shown at once", of)
        if type.public != after[type.id].public:
            change = "is offered to customers" if after[type.id].public else "is for the desk's own people"
            yield Change(f"{place}.public", change, f"{NEXT}; the others stay as they are")
        yield from _fields(old, new, type.id)
    for id in after.keys() - {type.id for type in old.types}:
        yield Change(f"types.{id}", "is new", "No ticket is of it yet")


def _fields(old: Profile, new: Profile, type: str) -> Iterator[Change]:
    place = f"types.{type}.fields"
    before, after = ({one.id: one for one in profile.fields_of(type)} for profile in (old, new))
    for id, field in after.items():
        asked = before[id].required if id in before else None
        if field.required == "open" != asked:
            yield Change(place, f"{id!r} is required to open", f"{NEXT}; the others stay without")
        elif field.required == "resolve" != asked:
            effect = "Demanded before a ticket of the type is resolved, of those that are open too"
            open = frozenset(status.id for status in old.statuses if status.kind.open)
            yield Change(place, f"{id!r} is required to resolve", effect, alive(old, type=(type,)) | {"status": open})
        elif id not in before:
            yield Change(place, f"asks {id!r}", f"{NEXT}; it can be filled in for the others")
    for id, field in before.items():
        if id not in after:
            effect = "What was answered stays in the history"
            yield Change(place, f"no longer asks {id!r}", effect, alive(old, type=(type,)))
        elif field.required and not after[id].required:
            yield Change(place, f"{id!r} is not required any more", "Holds at once", alive(old, type=(type,)))
        elif (field.min, field.max) != (after[id].min, after[id].max):
            change = f"{id!r} takes other numbers or days"
            yield Change(place, change, "What was answered stays as it is", alive(old, type=(type,)))
        elif lost := {one.id for one in field.options} - {one.id for one in after[id].options}:
            change = f"{id!r} has no longer {', '.join(sorted(lost))}"
            yield Change(place, change, "What was answered stays as it is", alive(old, type=(type,)))
