"""Which of several rules is never reached, since those before it fit all of its tickets. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Protocol

from core.profile import tree
from core.profile.schema import Profile

MOST = 10_000
"""Kinds of tickets of one rule that are looked at; beyond it only one rule that takes them all is found."""


class Rule(Protocol):
    """A route or a target: `named` are the dimensions by which it says for which tickets it is."""

    @property
    def named(self) -> Mapping[str, tuple[str, ...]]: ...


def taken(profile: Profile, rule: Rule, earlier: Sequence[tuple[int, Rule]]) -> tuple[int, ...]:
    """The places of those that together leave it nothing; empty while something is left for it."""
    whole = next((place for place, one in earlier if _takes(profile, one, rule.named)), None)
    if whole is not None:
        return (whole,)
    if prod(len(ids) for ids in rule.named.values()) > MOST:
        return ()
    found: set[int] = set()
    for kind in _kinds(rule):
        first = next((place for place, one in earlier if _takes(profile, one, kind)), None)
        if first is None:
            return ()
        found.add(first)
    return tuple(sorted(found))


def _kinds(rule: Rule) -> Iterator[Mapping[str, tuple[str, ...]]]:
    for ids in product(*rule.named.values()):
        yield {name: (id,) for name, id in zip(rule.named, ids, strict=True)}


def _takes(profile: Profile, earlier: Rule, kind: Mapping[str, tuple[str, ...]]) -> bool:
    """A service is meant with all that stand in it."""
    for name, wide in earlier.named.items():
        narrow = kind.get(name)
        if narrow is None or not all({id, *_above(profile, name, id)} & {*wide} for id in narrow):
            return False
    return True


def _above(profile: Profile, name: str, id: str) -> Iterator[str]:
    if name == "service":
        yield from (one.id for one in tree.path(profile, id))
