"""The published facts of each method: which arguments it knows, which it needs, its rate tier."""

import json
from dataclasses import dataclass
from pathlib import Path

FACTS = Path(__file__).with_name("methods.json")
ACCEPTED_EVERYWHERE = {"token", "team_id"}


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    arguments: frozenset[str]
    required: tuple[str, ...]
    tier: str | None
    takes_json: bool

    def unknown(self, given: set[str]) -> set[str]:
        return given - self.arguments - ACCEPTED_EVERYWHERE


def published() -> dict[str, Method]:
    facts = json.loads(FACTS.read_text(encoding="utf-8"))["methods"]
    return {
        name: Method(name, frozenset(one["arguments"]), tuple(one["required"]), one["tier"], one["json"])
        for name, one in facts.items()
    }
