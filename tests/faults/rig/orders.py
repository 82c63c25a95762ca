"""What a life of the product is to be like, as it travels to the process that gives birth to it."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Birth:
    """`settings` as the environment would give them. `point` and `hit`: where it dies by its own hand, if anywhere.

    `sabotage` names a defect that the oracle has to find. `lease` in seconds, where nobody can wait a minute.
    """

    settings: dict[str, Any] = field(default_factory=dict)
    log: str = ""
    point: str = ""
    hit: int = 1
    sabotage: str = ""
    lease: float = 0.0

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Self:
        return cls(**json.loads(line))
