"""The state table once more, as a clerk would keep it who watches the clock minute by minute (faults H4).

Written from docs/sla.md alone: no intervals, no bisection, nothing of core.sla. A minute is worked or it is not; a
target is a heap of such minutes. Minutes are UTC epoch minutes, and the office's clock on the wall shows UTC.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

DAY = 1440
HOLIDAYS = {20_768, 20_779}
"""2026-11-11 and 2026-11-22, in days since 1970; the second is a Sunday."""
ANSWER_METRICS = ("first_response", "next_response", "update")
WORK_METRICS = ("resolution", "due")


@dataclass(frozen=True)
class Promise:
    """`days` instead of `minutes` for working days. Ladder: per cent → calendar that the step waits for, or nothing."""

    metric: str
    calendar: str
    minutes: int = 0
    days: int = 0
    type: str = ""
    priority: str = ""
    level: str = ""
    ladder: dict[int, str] = field(default_factory=dict, hash=False)


def office(day: int) -> bool:
    """Monday to Friday; 1970 began on a Thursday."""
    return (day + 3) % 7 < 5 and day not in HOLIDAYS


def open_at(calendar: str, minute: int) -> bool:
    return calendar == "24x7" or (office(minute // DAY) and 9 * 60 <= minute % DAY < 18 * 60)


@dataclass
class Pause:
    """How high the heap was, and the reasons one after the other; one that held for no time was never said."""

    height: int
    said: list[tuple[str, int]] = field(default_factory=list)

    def say(self, now: int, reason: str) -> None:
        if not self.said or self.said[-1][0] != reason:
            self.forget(now)
        if not self.said or self.said[-1][0] != reason:
            self.said.append((reason, now))

    def forget(self, now: int) -> None:
        self.said = [one for one in self.said if one[1] != now]


@dataclass
class Heap:
    """One promise of one ticket."""

    metric: str
    cycle: int
    start: int
    runs: bool
    reason: str
    promise: Promise | None
    worked: list[int] = field(default_factory=list)
    """Every minute of running, in the office or not."""
    pause: "Pause | None" = None
    """The last one, whether it still holds or not."""
    earlier: "Pause | None" = None
    met: int | None = None
    dropped: int | None = None
    breached: int | None = None
    acked: bool = False
    fired: dict[int, int] = field(default_factory=dict)

    @property
    def over(self) -> bool:
        return self.met is not None or self.dropped is not None

    def stop(self, now: int, reason: str) -> None:
        if self.runs or self.pause is None:
            self.earlier, self.pause = self.pause, Pause(len(self.worked))
        self.pause.say(now, reason)
        self.runs, self.reason = False, reason

    def go(self, now: int) -> None:
        if not self.runs and self.pause is not None:
            self.pause.forget(now)
            if not self.pause.said:
                self.pause = self.earlier
        self.runs, self.reason = True, ""

    def take_back(self, now: int, reason: str) -> None:
        if self.runs and self.pause is not None and self.pause.said[-1][0] == reason:
            del self.worked[self.pause.height :]
        self.stop(now, reason)


class Clerk:
    """Keeps the heaps of one ticket. `now` is the minute that has just begun."""

    def __init__(
        self, promises: Sequence[Promise], stances: dict[str, str], now: int, kind: tuple[str, str, str]
    ) -> None:
        self.promises, self.stances, self.now = promises, stances, now
        self.kind, self.status, self.answered = kind, "new", False
        self.heaps: list[Heap] = []
        for metric in ("first_response", "resolution", "due"):
            self.begin(metric)

    def wait(self, minutes: int) -> None:
        for _ in range(minutes):
            for heap in self.heaps:
                if heap.runs:
                    heap.worked.append(self.now)
            self.now += 1

    # What can happen

    def answer(self) -> None:
        for heap in self.heaps:
            if heap.metric in ANSWER_METRICS and not heap.over:
                heap.met, heap.runs = self.now, False
        self.answered = True
        self.begin("update")

    def word(self) -> None:
        if self.answered and not [one for one in self.heaps if one.metric == "next_response" and not one.over]:
            self.begin("next_response")

    def move(self, to: str, restored: bool) -> None:
        left, self.status = self.stances[self.status], to
        enters = self.stances[to]
        for heap in self.heaps:
            if heap.over and heap.metric not in WORK_METRICS:
                continue
            if restored and heap.metric == "next_response":
                heap.dropped, heap.runs = self.now, False
                continue
            if heap.metric in WORK_METRICS:
                if left == "ends" and enters != "ends":
                    heap.met, heap.promise = None, self.choose(heap.metric)
                if enters == "ends" and heap.met is None:
                    heap.met = self.now
            if not self.stands(heap.metric):
                heap.go(self.now)
            elif restored:
                heap.take_back(self.now, to)
            else:
                heap.stop(self.now, to)

    def triage(self, kind: tuple[str, str, str]) -> None:
        self.kind = kind
        for heap in self.heaps:
            if not heap.over:
                heap.promise = self.choose(heap.metric)

    def acknowledge(self) -> None:
        for heap in self.heaps:
            if not heap.over:
                heap.acked = True

    def fire(self) -> list[tuple[str, int, int, int]]:
        """Everything that is due and was not told: metric, cycle, per cent, when it was due."""
        told = [(heap.metric, heap.cycle, percent, at) for heap in self.heaps for percent, at in self.due(heap)]
        for heap in self.heaps:
            for percent, _ in self.due(heap):
                heap.fired[percent] = self.now
                if percent == 100:
                    heap.breached = self.used_up(heap)
        return sorted(told)

    # What follows

    def begin(self, metric: str) -> None:
        if any(promise.metric == metric for promise in self.promises):
            cycle = 1 + len([heap for heap in self.heaps if heap.metric == metric])
            runs = not self.stands(metric)
            heap = Heap(metric, cycle, self.now, runs, "" if runs else self.status, self.choose(metric))
            heap.pause = None if runs else Pause(0, [(self.status, self.now)])
            self.heaps.append(heap)

    def stands(self, metric: str) -> bool:
        stance = self.stances[self.status]
        return stance == "ends" or (stance == "pauses" and metric in ("resolution", "update"))

    def choose(self, metric: str) -> Promise | None:
        best: Promise | None = None
        for promise in self.promises:
            named = [(promise.type, self.kind[0]), (promise.priority, self.kind[1]), (promise.level, self.kind[2])]
            if promise.metric == metric and all(said in ("", own) for said, own in named):
                if best is None or says(promise) > says(best):
                    best = promise
        return best

    def due(self, heap: Heap) -> Iterator[tuple[int, int]]:
        promise = heap.promise
        if promise is None:
            return
        for percent in sorted({100, *promise.ladder}):
            if percent in heap.fired or (heap.acked and percent != 100):
                continue
            at = self.used_up(heap) if percent == 100 else self.reached(heap, self.budget(heap) * percent // 100)
            at = self.within(heap, promise.ladder.get(percent, ""), at, breach=percent == 100)
            if at is not None and at <= self.now:
                yield percent, at

    def within(self, heap: Heap, calendar: str, at: int | None, *, breach: bool) -> int | None:
        if at is None or not calendar:
            return at
        ran = set(heap.worked) | ({self.now} if heap.runs else set())
        later = (
            minute for minute in range(at, self.now + 1) if open_at(calendar, minute) and (breach or minute in ran)
        )
        return next(later, None)

    def budget(self, heap: Heap) -> int:
        """Whole minutes; per cents of them are made to come out even."""
        assert heap.promise is not None
        if not heap.promise.days:
            return heap.promise.minutes
        end = self.last_day(heap)
        return len([one for one in range(heap.start, end) if open_at(heap.promise.calendar, one)])

    def last_day(self, heap: Heap) -> int:
        assert heap.promise is not None
        day, left = heap.start // DAY, heap.promise.days
        while left:
            day += 1
            left -= heap.promise.calendar == "24x7" or office(day)
        return day * DAY + heap.start % DAY

    def used_up(self, heap: Heap) -> int | None:
        assert heap.promise is not None
        if heap.promise.days and self.unbroken(heap):
            at = self.last_day(heap)
            return at if at <= self.now and (at in set(heap.worked) or (at == self.now and heap.runs)) else None
        return self.reached(heap, self.budget(heap))

    def unbroken(self, heap: Heap) -> bool:
        """It has run from the beginning, and not again after a pause."""
        return heap.worked == list(range(heap.start, heap.start + len(heap.worked))) and (
            not heap.runs or heap.start + len(heap.worked) == self.now
        )

    def reached(self, heap: Heap, amount: int) -> int | None:
        """When the heap was so high and still running: what stops at that very minute was in time."""
        assert heap.promise is not None
        calendar = heap.promise.calendar
        ran = [*heap.worked, *([self.now] if heap.runs else [])]
        high = 0
        full: int | None = None
        for minute in ran:
            if full is not None and (minute == full or open_at(calendar, minute)):
                return minute
            if full is None:
                high += open_at(calendar, minute)
                full = minute + 1 if high == amount else None
        return None


def says(promise: Promise) -> int:
    return len([one for one in (promise.type, promise.priority, promise.level) if one])
