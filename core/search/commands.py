"""What time asks of the index."""

from dataclasses import dataclass

from core.kinds import Command


@dataclass(frozen=True, slots=True)
class ReadAgain(Command):
    """The next few tickets that are found by other words now, or not yet by any."""
