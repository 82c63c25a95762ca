"""`zayavka sla due`: what a ticket would be promised, and why. It needs a profile and no database."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bots.moments import stamp
from bots.settings import Settings
from bots.wiring.core import profile_path
from core.api.errors import Misconfigured
from core.api.kinds import MINUTE, Instant
from core.api.profile import Profile, load
from core.profile.time import ALWAYS
from core.sla.explain import Line, Mark, Reckoning, foreseen
from core.sla.policy import Standing, policy_of

_START = datetime(1970, 1, 1, tzinfo=UTC)


def due(settings: Settings, said: dict[str, str | None], at: str) -> tuple[Profile, list[Reckoning]]:
    """`said` is what the ticket is like. Raises Misconfigured for a word that the profile does not know."""
    profile = load(profile_path(settings.profile))
    policy = policy_of(profile)
    started = instant(at, policy.calendars[ALWAYS].zone)
    return profile, foreseen(policy, _standing(profile, said), started)


def rows(reckonings: list[Reckoning]) -> dict[str, Any]:
    """For scripts: instants in ISO 8601 with the offset of the calendar's zone."""
    return {"targets": [_row(one) for one in reckonings]}


def _row(one: Reckoning) -> dict[str, Any]:
    due_at = None if one.due_at is None else stamp(one.due_at, one.zone).isoformat()
    steps = [_step(line, one.zone) for line in one.lines]
    return {"metric": one.metric.value, "span": one.span, "due_at": due_at, "zone": one.zone, "steps": steps}


def _step(line: Line, zone: str) -> dict[str, Any]:
    step: dict[str, Any] = {"kind": line.mark.value, "at": stamp(line.start, zone).isoformat()}
    if line.end is not None:
        step["until"] = stamp(line.end, zone).isoformat()
    if line.mark in (Mark.WINDOW, Mark.DUE):
        step["minutes"] = line.span / MINUTE if line.span % MINUTE else line.span // MINUTE
    return step | ({"names": dict(line.names)} if line.names else {}) | ({"status": line.reason} if line.reason else {})


def _standing(profile: Profile, said: dict[str, str | None]) -> Standing:
    known = {
        "type": [one.id for one in profile.types],
        "priority": [one.id for one in profile.priorities],
        "category": [one.id for one in profile.categories],
        "service": [one.id for one in profile.services],
        "level": [one.id for one in profile.levels],
    }
    for name, ids in known.items():
        if (word := said.get(name)) is not None and word not in ids:
            mend = f"Choose one of {', '.join(ids)}" if ids else "The profile defines none"
            raise Misconfigured(f"The profile has no {name} {word!r}", mend)
    return Standing(
        said.get("type") or profile.default_type, said.get("priority") or profile.default_priority.id,
        said.get("level") or profile.default_level, said.get("category"), said.get("service"),
    )  # fmt: skip


def instant(text: str, zone: str) -> Instant:
    """A time without an offset is one of the desk's own zone. Raises Misconfigured for what is no time."""
    try:
        known = datetime.fromisoformat(text)
    except ValueError:
        raise Misconfigured(f"{text!r} is no time", "Write it like 2026-11-20T17:00+03:00") from None
    aware = known if known.tzinfo else known.replace(tzinfo=ZoneInfo(zone))
    return (aware - _START) // timedelta(microseconds=1)
