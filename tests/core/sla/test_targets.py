"""The state table: random lives of tickets against the clerk of model.py, and the desks' own examples, purely."""

from random import Random

import pytest

from core.clock import MINUTE
from core.profile.schema import Profile
from core.sla.clock import Clock
from core.sla.policy import Policy, Standing, policy_of
from core.sla.targets import applied, begun
from core.tickets.events import SlaBreached, SlaWarned
from tests.core.sla.model import Clerk, Heap, open_at
from tests.core.sla.streams import PROMISES, STANCES, START, deeds, happened, profile_of, recorded

LIFE = 60


class Pair:
    """The clerk and the core over one ticket."""

    def __init__(self, policy: Policy, start: int) -> None:
        kind = ("question", "normal", "silver")
        self.policy = policy
        self.clerk = Clerk(PROMISES, STANCES, start, kind)
        self.course = begun(policy, Standing(*kind), "new", start * MINUTE)

    def do(self, name: str, given: tuple[object, ...]) -> None:
        match name:
            case "wait":
                self.clerk.wait(*given)  # type: ignore[arg-type]
            case "fire":
                self.fire()
            case "note" | "automatic":
                self.tell(name, given)
            case "move":
                self.clerk.move(given[1], given[2])  # type: ignore[arg-type]
                self.tell(name, given)
            case "triage":
                self.clerk.triage(given)  # type: ignore[arg-type]
                self.tell(name, given)
            case _:
                getattr(self.clerk, name)()
                self.tell(name, given)

    def tell(self, name: str, given: tuple[object, ...]) -> None:
        self.course = applied(self.course, recorded(name, given, self.clerk.now), self.policy)

    def fire(self) -> None:
        now = self.clerk.now
        due = [
            (clock, step)
            for clock in self.course.clocks
            for step in clock.steps
            if step.fired_at is None and step.due_at is not None and step.due_at <= now * MINUTE
        ]
        mine = sorted(
            (clock.metric.value, clock.cycle, step.percent, (step.due_at or 0) // MINUTE) for clock, step in due
        )
        for clock, step in due:
            kind = SlaBreached if step.percent >= 100 else SlaWarned
            at = clock.due_at if step.percent == 100 and clock.due_at else step.due_at or 0
            told = kind(clock.metric.value, clock.cycle, step.percent, at, False, ())
            self.course = applied(self.course, happened(told, now), self.policy)
        assert mine == self.clerk.fire()

    def compare(self) -> None:
        clocks = {(clock.metric.value, clock.cycle): clock for clock in self.course.clocks}
        heaps = {(heap.metric, heap.cycle): heap for heap in self.clerk.heaps}
        assert clocks.keys() == heaps.keys()
        for key, heap in heaps.items():
            assert _seen(clocks[key], self.clerk.now) == self.kept(heap), key
            if not heap.runs and heap.promise:
                assert clocks[key].used // MINUTE == len(self.worked(heap)), key

    def kept(self, heap: Heap) -> tuple[object, ...]:
        due = dict(self.clerk.due(heap))
        return heap.met, heap.dropped, heap.breached, heap.runs, set(heap.fired), due

    def worked(self, heap: Heap) -> list[int]:
        assert heap.promise is not None
        return [minute for minute in heap.worked if open_at(heap.promise.calendar, minute)]


def _seen(clock: Clock, now: int) -> tuple[object, ...]:
    due = {
        step.percent: step.due_at // MINUTE
        for step in clock.steps
        if step.fired_at is None and step.due_at is not None and step.due_at <= now * MINUTE
    }
    minutes = (None if at is None else at // MINUTE for at in (clock.met_at, clock.dropped_at, clock.breached_at))
    runs = not clock.paused and not clock.over
    return (*minutes, runs, {step.percent for step in clock.steps if step.fired_at is not None}, due)


def lived(profile: Profile, seed: int, steps: int) -> None:
    """Lives of `LIFE` deeds, compared after each."""
    dice, policy = Random(seed), policy_of(profile)
    pair, stream = Pair(policy, START), deeds(dice)
    for step in range(steps):
        if step % LIFE == 0:
            pair, stream = Pair(policy, START + dice.randrange(14 * 1440)), deeds(dice)
        name, given = next(stream)
        try:
            pair.do(name, given)
            pair.compare()
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, step {step}: {name} {given}: {error}") from error


@pytest.fixture(scope="module")
def promising(default_profile: Profile) -> Profile:
    return profile_of(default_profile)


@pytest.mark.parametrize("seed", range(6))
def test_random_lives_are_what_the_clerk_says(promising: Profile, seed: int) -> None:
    """Faults H4, in the suite's share."""
    lived(promising, seed, 500)


@pytest.mark.soak
def test_a_hundred_thousand_steps_show_no_difference(promising: Profile) -> None:
    for seed in range(1_000, 1_100):
        lived(promising, seed, 1_000)
