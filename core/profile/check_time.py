"""What a profile says of time that cannot be meant. Every finding names the place and the mend."""

from collections import Counter
from collections.abc import Iterator

from core.profile.check_access import hearing
from core.profile.cover import taken
from core.profile.finding import Finding, unknown
from core.profile.part import Tell
from core.profile.schema import Profile
from core.profile.time import ALWAYS, Rung, Target


def check_time(profile: Profile) -> Iterator[Finding]:
    if ALWAYS in [one.id for one in profile.calendars]:
        yield Finding(f"calendars.{ALWAYS}", "is the name of clock time", "Give the calendar another id")
    yield from _targets(profile)
    yield from _silences(profile)
    yield from _idle(profile)


def _targets(profile: Profile) -> Iterator[Finding]:
    for number, target in enumerate(profile.targets, 1):
        place = f"targets[{number}]"
        yield from _known(profile, place, target)
        yield from _ladder(profile, place, target)
        yield from _reached(profile, number, target)


def _reached(profile: Profile, number: int, target: Target) -> Iterator[Finding]:
    """Of equally exact targets the first wins."""
    earlier = [
        (place, one)
        for place, one in enumerate(profile.targets[: number - 1], 1)
        if one.metric is target.metric and one.named.keys() == target.named.keys()
    ]
    if before := taken(profile, target, earlier):
        names, apply = ", ".join(f"targets[{one}]" for one in before), "applies" if len(before) == 1 else "apply"
        mend = "Put it before, say more exactly to which tickets it applies, or remove it"
        yield Finding(f"targets[{number}]", f"never wins: {names} {apply} to the same", mend)


def _known(profile: Profile, place: str, target: Target) -> Iterator[Finding]:
    for name, ids, known in (
        ("calendar", (target.calendar,), _calendars(profile)),
        ("type", target.type, [one.id for one in profile.types]),
        ("priority", target.priority, [one.id for one in profile.priorities]),
        ("category", target.category, [one.id for one in profile.categories]),
        ("service", target.service, [one.id for one in profile.services]),
        ("level", target.level, [one.id for one in profile.levels]),
    ):
        yield from unknown(f"{place}.{name}", name, ids, known)


def _ladder(profile: Profile, place: str, target: Target) -> Iterator[Finding]:
    for at, times in Counter(rung.at for rung in target.steps).items():
        if times > 1:
            yield Finding(f"{place}.steps", f"has two steps at {at} %", "Make one of them, and let it tell both")
    for rung in target.steps:
        yield from _rung(profile, f"{place}.steps.{rung.at}", rung)


def _rung(profile: Profile, place: str, rung: Rung) -> Iterator[Finding]:
    yield from _told(profile, place, rung.tell)
    if rung.within is not None:
        yield from unknown(f"{place}.within", "calendar", (rung.within,), _calendars(profile))


def _told(profile: Profile, place: str, tell: Tell) -> Iterator[Finding]:
    if not tell:
        yield Finding(place, "tells nobody", "Say whom: assignee, group:<id>, role:<id> or channel")
    groups = [told.removeprefix("group:") for told in tell if told.startswith("group:")]
    yield from hearing(profile, f"{place}.tell", groups)


def _idle(profile: Profile) -> Iterator[Finding]:
    if profile.idle is not None:
        yield from _told(profile, "idle", profile.idle.tell)
        yield from unknown("idle.calendar", "calendar", (profile.idle.calendar,), _calendars(profile))


def _silences(profile: Profile) -> Iterator[Finding]:
    for status in profile.statuses:
        place = f"statuses.{status.id}"
        if (status.silence is None) != (status.on_silence is None):
            yield Finding(place, "takes both `silence` and `on_silence`, and one is missing", "Add or drop it")
        if status.silence is not None:
            yield from unknown(f"{place}.silence", "calendar", (status.silence.calendar,), _calendars(profile))


def _calendars(profile: Profile) -> list[str]:
    return [ALWAYS, *(one.id for one in profile.calendars)]
