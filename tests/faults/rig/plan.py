"""What a campaign is to be like, and what came of it."""

from collections import Counter
from dataclasses import dataclass, field

from tests.faults.rig.doors import ASKING, Doors
from tests.faults.rig.points import POINTS


@dataclass(frozen=True, slots=True)
class Plan:
    """`terms` lives are told to stop instead of being killed. `seed` is all that a replay needs.

    A point strikes at one of the first `farthest` times that a life comes to it. `doors` are taken in turn, each for
    its share of the lives; the last one stays for the peace.
    """

    seed: int
    kills: int = 0
    terms: int = 0
    customers: int = 4
    agents: int = 2
    sabotage: str = ""
    lease: float = 0.0
    points: tuple[str, ...] = tuple(POINTS)
    farthest: int = 6
    doors: tuple[Doors, ...] = (ASKING,)

    def doors_at(self, life: int) -> Doors:
        return self.doors[min(life * len(self.doors) // max(1, self.kills + self.terms), len(self.doors) - 1)]


@dataclass(slots=True)
class Report:
    seed: int
    kills: int = 0
    mid_work: int = 0
    struck: Counter[str] = field(default_factory=Counter)
    stops: list[float] = field(default_factory=list)
    words: int = 0
    tickets: int = 0
    sent: int = 0
    letters: int = 0
    parked: int = 0
    told: int = 0
    twice: int = 0
    unheard: int = 0
    deeds: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        points = ", ".join(f"{name} ×{count}" for name, count in sorted(self.struck.items())) or "none"
        stops = f"; {len(self.stops)} stops, longest {max(self.stops):.1f} s" if self.stops else ""
        share = f"{100 * self.mid_work // self.kills} %" if self.kills else "–"
        return (
            f"seed {self.seed}: {self.kills} kills, {share} of them with work in hand{stops}; {self.words} words,"
            f" {self.tickets} tickets, {self.sent} deliveries, {self.letters} letters, {self.parked} parked;"
            f" of {self.told} notices looked for {self.twice} were there twice and {self.unheard} not at all (parked);"
            f" {', '.join(f'{name} ×{count}' for name, count in sorted(self.deeds.items()))}; crash points: {points}"
        )
