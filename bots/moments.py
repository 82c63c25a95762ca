"""A time as the clock on its reader's wall shows it, wherever a text cannot ask that clock itself: letters, pages."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bots.wording import Words
from core.api.kinds import Instant

MOSCOW = ("Europe/Moscow", "W-SU")


def moment(words: Words, language: str, zone: str, at: Instant) -> str:
    """With the zone's name: a letter is read anywhere, and forwarded."""
    local = stamp(at, zone)
    return words(
        language, "time-moment", day=str(local.day), month=local.month, year=str(local.year), time=f"{local:%H:%M}",
        zone="moscow" if zone in MOSCOW else "other", offset=offset(local),
    )  # fmt: skip


def stamp(at: Instant, zone: str) -> datetime:
    """To the microsecond, which a division by a million would lose."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)).astimezone(ZoneInfo(zone))


def offset(local: datetime) -> str:
    """`UTC+3`, `UTC−3:30`, `UTC`."""
    away = local.utcoffset() or timedelta()
    if not away:
        return "UTC"
    hours, minutes = divmod(abs(away) // timedelta(minutes=1), 60)
    sign = "+" if away > timedelta() else "−"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
