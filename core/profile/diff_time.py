"""What other targets, calendars and levels mean: nothing for tickets that are open, which keep their policy."""

from collections.abc import Iterator

from core.profile.change import Change, alive
from core.profile.schema import Profile
from core.profile.time import Target

NEXT = "Tickets that are opened from now on; those that are open keep the targets that they began with"
SILENCE = "a silence that begins from now on counts by it"
IDLE = "Counts for each ticket from the next time that its assignee does something with it"
Place = tuple[object, ...]


def time_changes(old: Profile, new: Profile) -> Iterator[Change]:
    yield from _targets(old, new)
    yield from _calendars(old, new)
    yield from _levels(old, new)
    if old.idle != new.idle:
        change = "is gone" if new.idle is None else "is new" if old.idle is None else "says something else"
        yield Change("idle", change, IDLE)


def _targets(old: Profile, new: Profile) -> Iterator[Change]:
    before, after = ({_applies(one): one for one in profile.targets} for profile in (old, new))
    for key, target in before.items():
        if key not in after:
            yield Change("targets", f"{_said(target)} is gone", NEXT)
        elif after[key] != target:
            yield Change("targets", f"{_said(target)} is {_differs(target, after[key])}", NEXT)
    for key, target in after.items():
        if key not in before:
            yield Change("targets", f"{_said(target)} is new", NEXT)


def _applies(target: Target) -> Place:
    return target.metric, _limits(target)


def _limits(target: Target) -> tuple[tuple[str, ...], ...]:
    return target.type, target.priority, target.category, target.service, target.level


def _said(target: Target) -> str:
    limits = [", ".join(ids) for ids in _limits(target) if ids]
    return f"{target.metric.value}{' of ' + ' + '.join(limits) if limits else ''}"


def _differs(old: Target, new: Target) -> str:
    if (old.span, old.calendar) != (new.span, new.calendar):
        return f"{new.span} on {new.calendar}, no longer {old.span} on {old.calendar}"
    return "told to others on its way"


def _calendars(old: Profile, new: Profile) -> Iterator[Change]:
    before, after = ({one.id: one for one in profile.calendars} for profile in (old, new))
    for id in {**before, **after}:
        if before.get(id) != after.get(id):
            change = "is gone" if id not in after else "is new" if id not in before else "has other hours"
            yield Change(f"calendars.{id}", change, f"{NEXT}; {SILENCE}" if id in before else NEXT)


def _levels(old: Profile, new: Profile) -> Iterator[Change]:
    before, after = ({one.id: one for one in profile.levels} for profile in (old, new))
    for id, level in before.items():
        if id not in after:
            effect = "Tickets keep their targets; whoever has it is of the default level from now on"
            yield Change(f"levels.{id}", "is gone", effect, alive(old, level=(id,)))
        elif after[id] != level:
            yield Change(f"levels.{id}", "says something else", "Work and customers that come from now on")
    for id in after:
        if id not in before:
            yield Change(f"levels.{id}", "is new", "Nobody has it yet")
