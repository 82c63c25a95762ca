"""Where the agents sit: the channel that is common to all, and those of single queues (X2)."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import sqlalchemy as sa

from core.kinds import Door, TicketId
from core.profile.queues import channels, named
from core.profile.schema import Profile
from core.tickets import store as tickets
from core.tickets.model import Ticket
from core.tickets.standing import queue

Place = tuple[Door, str]


@dataclass(frozen=True, slots=True)
class Places:
    """The profile's own channels: their keys at the staff's door, by the names that the profile gives them."""

    profile: Profile
    keys: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Switchboard:
    """Which doors lead out, in the order of preference, and where the agents sit: the key of their shared channel.

    `places` are where single queues have theirs, if any has.
    """

    doors: tuple[Door, ...]
    staff: Place | None = None
    places: Places | None = None
    topics: AbstractSet[Door] = field(default=frozenset(), hash=False)
    """Doors whose chats can give each ticket a topic of its own (X1), as it is now: it may change at any time."""

    def shared(self, door: Door, key: str) -> bool:
        """Whether agents sit there, so that what is internal may be said."""
        if self.staff is None or not self.staffed(door):
            return False
        return key == self.staff[1] or (self.places is not None and key in self.places.keys.values())

    def leads(self, door: Door) -> bool:
        """Whether something can be said there."""
        return door in self.doors or self.staffed(door)

    def staffed(self, door: Door) -> bool:
        """Whether it is the agents' own: nothing there is anybody's address."""
        return self.staff is not None and door is self.staff[0]

    def of(self, ticket: Ticket) -> Place | None:
        """Where its card stands. Nowhere where it is only for the members of a channel that there is not."""
        stands = queue(self.places.profile, ticket) if self.places else None
        if self.places is None or self.staff is None or stands is None:
            return self.staff
        key = self.places.keys.get(named(stands.channel or ""))
        return (self.staff[0], key) if key else None if stands.private else self.staff

    def private(self, key: str) -> bool:
        """Whether only its members may know what is said there."""
        if self.places is None:
            return False
        strict = {name for name, one in channels(self.places.profile).items() if one.private}
        return any(at == key and name in strict for name, at in self.places.keys.items())


def switchboard(profile: Profile, doors: Iterable[Door], channel: str, keys: Mapping[str, str]) -> Switchboard:
    """For agents in Slack: `keys` are the ids of the queues' own channels, by the names that the profile gives them."""
    return Switchboard(tuple(doors), (Door.SLACK, channel), Places(profile, keys) if channels(profile) else None)


def place_of(conn: sa.Connection, board: Switchboard, ticket: TicketId) -> Place | None:
    """The same by its id; without channels of single queues nothing is read."""
    found = tickets.find(conn, ticket) if board.places else None
    return board.of(found) if found else board.staff
