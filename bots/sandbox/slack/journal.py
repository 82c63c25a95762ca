"""What the app did and what it should not have done, kept for the tests to read."""

from dataclasses import dataclass, field

from bots.sandbox.clock import Clock
from bots.sandbox.slack.kinds import Json


@dataclass(slots=True)
class Fault:
    """One planned misbehaviour of a method (`*`: any)."""

    method: str
    kind: str
    error: str = "internal_error"
    retry_after: int = 1
    seconds: float = 0.0
    times: int = 1


@dataclass(slots=True)
class Journal:
    clock: Clock
    calls: list[Json] = field(default_factory=list)
    violations: list[Json] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def call(self, method: str, params: Json, status: int, answer: object) -> None:
        n = len(self.calls) + 1
        self.calls.append(
            {"n": n, "at": self.clock.now(), "method": method, "params": params, "status": status, "answer": answer}
        )

    def violation(self, method: str, kind: str, **details: object) -> None:
        """Something the real service tolerates or hides, and the app should not do."""
        self.violations.append({"at": self.clock.now(), "method": method, "kind": kind, **details})

    def next_fault(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fault.method in (method, "*") and fault.times > 0:
                fault.times -= 1
                return fault
        return None
