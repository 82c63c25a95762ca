"""What a clock on the wall says, and when."""

from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.kinds import Instant

_START = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def year_of(at: Instant) -> int:
    """In UTC. Raises OverflowError for an instant beyond all dates."""
    return (_START + timedelta(microseconds=at)).year


def local(zone: ZoneInfo, at: Instant) -> datetime:
    """The local date and time at an instant, without its zone."""
    return (_START + timedelta(microseconds=at)).astimezone(zone).replace(tzinfo=None, fold=0)


def appointed(zone: ZoneInfo, wall: datetime) -> Instant:
    """The instant of a local time (RFC 5545, 3.3.5): the first of two, and a missing one moves forward by the gap."""
    return _instant(wall.replace(tzinfo=zone, fold=0))


def reached(zone: ZoneInfo, day: date, minute: int) -> Instant:
    """When the wall clock first shows a minute of a day, or has leapt over it: the moment when doors open or close.

    Unlike `appointed` this keeps order, so windows that are apart on paper stay apart (faults H3).
    """
    wall = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minute)
    latest, earliest = _instant(wall), _instant(wall.replace(fold=1))
    if latest <= earliest:
        return latest
    ahead, missing = exact(wall) - latest, range(earliest, latest)
    return earliest + bisect_left(missing, True, key=lambda at: exact(local(zone, at)) - at != ahead)


def exact(wall: datetime) -> int:
    """Microseconds since 1970 on a clock without a zone; for UTC the instant."""
    return _instant(wall.replace(tzinfo=UTC))


def _instant(known: datetime) -> Instant:
    return (known - _START) // _MICROSECOND
