"""What a check finds, and the two things that every table of a profile can get wrong."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

UNASKED = ("leads to a status that asks until when, and nobody is there to say", "Lead to another status")


@dataclass(frozen=True, slots=True)
class Finding:
    place: str
    problem: str
    mend: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}. {self.mend}"


def unknown(place: str, name: str, ids: Iterable[str], known: Iterable[str]) -> Iterator[Finding]:
    """Names of what the profile does not define."""
    defined = set(known)
    for id in ids:
        if id not in defined:
            yield Finding(place, f"names the {name} {id!r}, which is not defined", "Define it or name another")


def twins(table: str, ids: Iterable[str]) -> Iterator[Finding]:
    for id, times in Counter(ids).items():
        if times > 1:
            yield Finding(f"{table}.{id}", "is defined twice", "Give one of them another id")
