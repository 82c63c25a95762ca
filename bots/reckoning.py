"""The reckoning of a target in words, line by line, wherever somebody asks for it (X5)."""

from collections.abc import Iterator, Sequence

from bots.moments import stamp
from bots.wording import Words
from core.api.kinds import HOUR, MINUTE, Instant
from core.api.shapes import Line, Mark, Reckoning


def told(words: Words, language: str, reckonings: Sequence[Reckoning]) -> Iterator[str]:
    """All of them as plain lines, each reckoning below its title."""
    if not reckonings:
        yield words(language, "sla-none")
    for one in reckonings:
        yield title(words, language, one)
        for line in lines(words, language, one):
            yield f"  {line}"


def title(words: Words, language: str, one: Reckoning) -> str:
    """What is promised, and on whose clock."""
    metric = words(language, f"sla-metric-{one.metric.value.replace('_', '-')}")
    return words(language, "sla-title", metric=metric, span=_promised(words, language, one), zone=one.zone)


def lines(words: Words, language: str, one: Reckoning) -> Iterator[str]:
    """How it came about, from the start to the sum."""
    number = 0
    for line in one.lines:
        number += line.mark is Mark.DAY
        yield _line(words, language, one, line, number)


def _line(words: Words, language: str, one: Reckoning, line: Line, number: int) -> str:
    whole = line.mark is Mark.CLOSED
    name = line.names.get(language, "") if line.names else words.status(language, line.reason)
    at = _time(line.start, one.zone, day=whole)
    until = words(language, "sla-now") if line.end is None else _time(line.end, one.zone, after=at)
    span = _promised(words, language, one) if line.mark is Mark.DUE else _span(words, language, line.span)
    given: dict[str, dict[str, str]] = {
        "from": {"at": at}, "named": {"at": at}, "closed": {"at": at, "name": name},
        "day": {"at": at, "number": str(number)},
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
    if not one.span:
        return words(language, "sla-span-named")
    if one.span.endswith("wd"):
        return words(language, "sla-span-days", days=int(one.span[:-2]))
    return _span(words, language, one.budget)


def _span(words: Words, language: str, span: int) -> str:
    return words(language, "sla-span", hours=span // HOUR, minutes=span % HOUR // MINUTE)
