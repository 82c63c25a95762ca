"""Where the time of a measurement goes: cProfile on the loop and on each database thread."""

import cProfile
import pstats
import threading
from collections.abc import Callable, Iterator
from typing import Any, Self

from bench.table import Table
from core.storage.lane import Lane

MOST = 28


class Profiled:
    """Inside the block every new database thread and the calling thread are profiled. Slows all of them down."""

    def __init__(self) -> None:
        self._profiles: dict[str, cProfile.Profile] = {"loop": cProfile.Profile()}
        self._plain: Callable[[Lane], None] = Lane._work

    def __enter__(self) -> Self:
        plain, profiles = self._plain, self._profiles

        def work(lane: Lane) -> None:
            mine = profiles[threading.current_thread().name] = cProfile.Profile()
            mine.runcall(plain, lane)

        Lane._work = work  # type: ignore[method-assign, assignment]
        self._profiles["loop"].enable()
        return self

    def __exit__(self, *_: object) -> None:
        self._profiles["loop"].disable()
        Lane._work = self._plain  # type: ignore[method-assign, assignment]

    def tables(self, units: int) -> Iterator[Table]:
        """By own time, in microseconds per unit of work, with the time of everything below beside it."""
        for name, profile in self._profiles.items():
            stats: dict[Any, Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
            calls = sorted(stats.items(), key=lambda entry: -entry[1][2])
            rows = [
                (_place(where), count / units, own * 1e6 / units, below * 1e6 / units)
                for where, (_, count, own, below, _) in calls[:MOST]
            ]
            yield Table(f"profile of {name}", ("function", "calls each", "own µs", "with all below µs"), rows)
            ours = [one for one in calls if "/core/" in one[0][0] or "/bots/" in one[0][0] or "/bench/" in one[0][0]]
            rows = [
                (_place(where), count / units, own * 1e6 / units, below * 1e6 / units)
                for where, (_, count, own, below, _) in sorted(ours, key=lambda entry: -entry[1][3])[:MOST]
            ]
            yield Table(f"our own functions on {name}", ("function", "calls each", "own µs", "with all below µs"), rows)


def _place(where: tuple[str, int, str]) -> str:
    path, line, name = where
    return f"{'/'.join(path.split('/')[-2:])}:{line} {name}" if line else name
