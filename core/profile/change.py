"""One difference between two versions of a desk, and which of its tickets feel it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.profile.schema import Profile
from core.profile.states import Kind

Standing = Mapping[str, str | None]
"""What a ticket is like: status, type, priority, category, service, brand, level, as far as it is known."""
Heap = tuple[Standing, int]
"""So many tickets are like this."""


@dataclass(frozen=True, slots=True)
class Change:
    """`reach` names the values that touched tickets have; None: no ticket that is open is touched."""

    place: str
    change: str
    effect: str
    reach: Mapping[str, frozenset[str]] | None = None

    def touched(self, heaps: Iterable[Heap]) -> int | None:
        """How many tickets feel it; None where it depends on what is not known of tickets."""
        if self.reach is None:
            return 0
        heaps = list(heaps)
        if any(name not in standing for standing, _ in heaps for name in self.reach):
            return None
        return sum(
            count for standing, count in heaps if all(standing[name] in among for name, among in self.reach.items())
        )


def alive(profile: Profile, **more: Iterable[str]) -> dict[str, frozenset[str]]:
    """Tickets that are not closed, and of them those that are like `more`."""
    open = frozenset(status.id for status in profile.statuses if status.kind is not Kind.CLOSED)
    return {"status": open, **{name: frozenset(ids) for name, ids in more.items()}}


def within(*statuses: str) -> dict[str, frozenset[str]]:
    return {"status": frozenset(statuses)}
