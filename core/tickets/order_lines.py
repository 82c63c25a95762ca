"""What is asked of an order look-up, and what of its answer is kept. Pure; every word of it is a stranger's (E2)."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from core.clock import HOUR, SECOND
from core.kinds import Instant
from core.profile.catalogue import Lookup
from core.texts import one_line, shorten

MOST, FACTS = 5, 10
NAME, VALUE = 60, 120

PASSING = frozenset({"slow", "unreachable", "malformed"})
"""Problems that may be over in a while; whoever refuses, or says too much, will do so again."""
FIRST, GROWS, LONGEST = 30 * SECOND, 4, HOUR
"""Until the first repeat; so many times longer until each further one, and never longer than that."""

Facts = list[list[str]]


def again_in(lookup: Lookup, problem: str, tries: int) -> Instant | None:
    """How long to wait before asking once more, after so many repeats; nothing where that is no use (any more)."""
    if problem not in PASSING or tries >= lookup.retries:
        return None
    return int(min(FIRST * GROWS**tries, LONGEST))


def address(lookup: Lookup, known: Mapping[str, str]) -> str | None:
    """The URL with what is known put in escaped; nothing where something it needs is not known."""
    if any(f"{{{name}}}" in lookup.url and not said for name, said in known.items()):
        return None
    return lookup.url.format_map({name: quote(said, safe="") for name, said in known.items()})


def read(lookup: Lookup, data: Any) -> tuple[list[Facts], int]:
    """The first orders as pairs of a name and what it is, and how many there are. Raises ValueError.

    A name is the place of what the profile shows, or the order's own word for it.
    """
    found = _at(data, lookup.orders) if lookup.orders else data
    if isinstance(found, Mapping):
        found = [found] if found else []
    if found is None and lookup.orders:
        found = []
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found[:MOST]):
        raise ValueError("no orders")
    return [_facts(lookup, one) for one in found[:MOST]], len(found)


def _facts(lookup: Lookup, order: Mapping[str, Any]) -> Facts:
    if lookup.show:
        pairs: Iterable[tuple[str, Any]] = ((str(n), _at(order, one.path)) for n, one in enumerate(lookup.show))
    else:
        pairs = order.items()
    said = ([shorten(one_line(str(name)), NAME), _said(value)] for name, value in pairs)
    return [one for _, one in zip(range(FACTS), (pair for pair in said if pair[1]), strict=False)]


def _at(data: Any, path: str) -> Any:
    for step in path.split("."):
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and step.isdecimal() and int(step) < len(data):
            data = data[int(step)]
        else:
            return None
    return data


def _said(value: Any) -> str:
    """Of what is no single thing nothing is shown."""
    if value is None or isinstance(value, Mapping | list):
        return ""
    return shorten(one_line(str(value)), VALUE)
