"""How long a contract lasts. Its days are dates; the instants are those of the customer's own wall clock. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.calendar.wall import reached
from core.kinds import Instant


class Standing(StrEnum):
    AHEAD = "ahead"
    IN_FORCE = "in-force"
    RUN_OUT = "run-out"


@dataclass(frozen=True, slots=True)
class Term:
    """From the first microsecond that counts to the first that does not; None has no such end."""

    since: Instant | None = None
    until: Instant | None = None


def term(zone: str, valid_from: str, valid_until: str) -> Term:
    """Of two ISO dates, both included: a contract until the 31st runs out when the 1st begins. Empty is open."""
    at = ZoneInfo(zone)
    since = reached(at, date.fromisoformat(valid_from), 0) if valid_from else None
    until = reached(at, date.fromisoformat(valid_until) + timedelta(days=1), 0) if valid_until else None
    return Term(since, until)


def standing(term: Term, now: Instant) -> Standing:
    """What an agent is told of a contract (B1)."""
    if term.until is not None and now >= term.until:
        return Standing.RUN_OUT
    if term.since is not None and now < term.since:
        return Standing.AHEAD
    return Standing.IN_FORCE
