"""What people ask about themselves, and what a door tells the core about its members."""

from dataclasses import dataclass

from core.kinds import Command
from core.people.person import Member


@dataclass(frozen=True, slots=True)
class SetLanguage(Command):
    """The person's own choice; from now on every door speaks it to them (X1)."""

    language: str


@dataclass(frozen=True, slots=True)
class SyncStaff(Command):
    """Who is in the agents' channel now. Complete, so that whoever is missing has left (faults F6)."""

    members: tuple[Member, ...]
