"""The reckoning of a target in words, line by line (X5)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bots.wording import Words
from core.api.kinds import HOUR, MINUTE, Instant
from core.sla.explain import Line, Mark, Reckoning


def stamp(at: Instant, zone: str) -> datetime:
    """On the calendar's own clock."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)).astimezone(ZoneInfo(zone))


def told(words: Words, language: str, reckonings: list[Reckoning]) -> Iterator[str]:
    if not reckonings:
        yield words(language, "sla-none")
    for one in reckonings:
        metric = words(language, f"sla-metric-{one.metric.value.replace('_', '-')}")
        yield words(language, "sla-title", metric=metric, span=_promised(words, language, one), zone=one.zone)
        number = 0
        for line in one.lines:
            number += line.mark is Mark.DAY
            yield f"  {_line(words, language, one, line, number)}"


def _line(words: Words, language: str, one: Reckoning, line: Line, number: int) -> str:
    whole = line.mark is Mark.CLOSED
    name = line.names.get(language, "") if line.names else words.status(language, line.reason)
    at = _time(line.start, one.zone, day=whole)
    until = words(language, "sla-now") if line.end is None else _time(line.end, one.zone, after=at)
    span = _promised(words, language, one) if line.mark is Mark.DUE else _span(words, language, line.span)
    given: dict[str, dict[str, str]] = {
        "from": {"at": at}, "day": {"at": at, "number": str(number)}, "closed": {"at": at, "name": name},
        "window": {"at": at, "until": until, "span": span}, "due": {"at": at, "span": span},
        "pause": {"at": at, "until": until, "name": name}, "restored": {"at": at, "until": until, "name": name},
    }  # fmt: skip
    return words(language, f"sla-line-{line.mark.value}", **given[line.mark.value])


def _time(at: Instant, zone: str, *, day: bool = False, after: str = "") -> str:
    """The day is not said twice in one line."""
    known = stamp(at, zone)
    date = known.strftime("%Y-%m-%d")
    if day:
        return date
    return known.strftime("%H:%M") if after.startswith(date) else known.strftime("%Y-%m-%d %H:%M")


def _promised(words: Words, language: str, one: Reckoning) -> str:
    if one.span.endswith("wd"):
        return words(language, "sla-span-days", days=int(one.span[:-2]))
    return _span(words, language, next(line.span for line in one.lines if line.mark is Mark.DUE))


def _span(words: Words, language: str, span: int) -> str:
    return words(language, "sla-span", hours=span // HOUR, minutes=span % HOUR // MINUTE)
