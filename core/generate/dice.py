"""Chance that a seed repeats: the same seed throws the same, on any machine."""

from collections.abc import Sequence
from math import log
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice(Random):
    """The throws that a desk needs, by plain arithmetic on `random()`: a ticket asks for a hundred of them."""

    def one(self, of: Sequence[T]) -> T:
        return of[int(self.random() * len(of))]

    def early(self, of: Sequence[T]) -> T:
        """The first ones far oftener than the last: some customers write every day, most do once a year."""
        return of[int(self.random() ** 2.5 * len(of))]

    def chance(self, share: float) -> bool:
        return self.random() < share

    def weighted(self, of: Sequence[tuple[float, T]]) -> T:
        left = self.random() * sum(weight for weight, _ in of)
        for weight, found in of:
            left -= weight
            if left < 0:
                return found
        return of[-1][1]

    def span(self, median: int, spread: float = 1.2) -> int:
        """A duration with a long tail: half are shorter than the median, one in twenty longer than seven times."""
        return max(1, round(self.lognormvariate(log(max(median, 1)), spread)))
