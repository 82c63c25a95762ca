"""A group chat as the agents see it (X1): frozen, complete, and free of rows."""

from dataclasses import dataclass

from core.kinds import Door, Instant


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group chat as the desk's people see it. `company` is the number and the name of whose it is, or, where
    approval is awaited, of whom the asker speaks for.
    """

    id: int
    door: Door
    key: str
    title: str
    state: str
    company: tuple[str, str] | None
    language: str
    at: Instant
