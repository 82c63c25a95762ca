"""Trouble that a test or a demo has ordered for the letters to come."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

Stage = Literal["connect", "auth", "mail", "rcpt", "data", "dot"]
Kind = Literal["refuse", "greylist", "slow", "cut"]
ANYONE = "*"
GREYLISTED = "451 4.7.1 Greylisted, try again later"


@dataclass(slots=True)
class Fault:
    """`times` None is for ever; a greylist refuses each recipient so many times, and then lets them be."""

    kind: Kind
    stage: Stage
    recipient: str = ANYONE
    code: int = 451
    text: str = ""
    seconds: float = 0
    times: int | None = 1
    met: Counter[str] = field(default_factory=Counter)

    @property
    def answer(self) -> str | None:
        match self.kind:
            case "refuse":
                return f"{self.code} {self.text}"
            case "greylist":
                return GREYLISTED
        return None

    @property
    def spent(self) -> bool:
        return self.kind != "greylist" and self.times is not None and self.met.total() >= self.times

    def concerns(self, stage: Stage, recipients: Collection[str]) -> bool:
        if stage != self.stage or self.recipient not in (ANYONE, *recipients):
            return False
        return self.kind != "greylist" or self.times is None or any(self.met[each] < self.times for each in recipients)

    def strike(self, recipients: Collection[str]) -> None:
        self.met.update(recipients if self.kind == "greylist" else (ANYONE,))


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one command: so late an answer, this refusal, or a line cut."""

    seconds: float = 0
    answer: str | None = None
    cut: bool = False


class Faults:
    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def at(self, stage: Stage, recipients: Collection[str] = ()) -> Fate:
        """The oldest delay that fits, and the oldest refusal or cut; both are used up after so many times."""
        known = frozenset(each.casefold() for each in recipients)
        slow = self._take(("slow",), stage, known)
        blow = self._take(("refuse", "greylist", "cut"), stage, known)
        answer = blow.answer if blow else None
        return Fate(slow.seconds if slow else 0, answer, blow is not None and answer is None)

    def _take(self, kinds: tuple[Kind, ...], stage: Stage, recipients: Collection[str]) -> Fault | None:
        for fault in self.waiting:
            if fault.kind in kinds and fault.concerns(stage, recipients):
                fault.strike(recipients)
                if fault.spent:
                    self.waiting.remove(fault)
                return fault
        return None
