"""Who is reached where: from identities to addresses, each looked up once in a unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.kinds import Door, Happened, MessageId, Origin, PersonId
from core.outbox import posts
from core.outbox.addresses import address
from core.outbox.model import Address
from core.outbox.ways import Reachable
from core.people import store as people
from core.people.person import Ways
from core.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Switchboard:
    """Which doors lead out, in the order of preference, and where the agents sit: the key of their shared channel."""

    doors: tuple[Door, ...]
    staff: tuple[Door, str] | None = None


class Book:
    """The addresses of one unit."""

    def __init__(self, unit: Unit, board: Switchboard) -> None:
        self.unit = unit
        self._board = board
        self._known: dict[tuple[Door, str], Address] = {}

    def staff(self) -> Address | None:
        return self._at(*self._board.staff) if self._board.staff else None

    def remember(self, happened: Happened, origin: Origin, message: MessageId) -> None:
        """Notes which chat message a word came from. Whoever wrote it there is reached there again."""
        shared = self._board.staff == (origin.door, origin.address)
        to = self._at(origin.door, origin.address, None if shared else happened.recorded.actor, heard=True)
        posts.remember(self.unit, to.id, origin.ref, "origin", happened.recorded.ticket, message, own=False)

    def requester(self, happened: Happened) -> Reachable:
        """In a chat they are reached where they have just spoken, else by the door they came by, else by any."""
        person, origin = happened.requester, happened.origin
        spoken = origin if origin and happened.recorded.actor == person else None
        return self.person(person, happened.source, spoken)

    def person(self, id: PersonId, source: Door | None = None, spoken: Origin | None = None) -> Reachable:
        known = people.ids(self.unit.conn, id)
        mails = [key for door, key in known if door is Door.MAIL and door in self._board.doors]
        chats = [door for door in self._board.doors if door is not Door.MAIL]
        chat = self._spoken(id, spoken, chats) or self._chat(
            id, known, sorted(chats, key=lambda one: one is not source)
        )
        mail = self._at(Door.MAIL, mails[-1], id) if mails else None
        return Reachable(chat, mail, self._chose(id) if mail else Ways.BOTH)

    def _chose(self, id: PersonId) -> Ways:
        found = people.person(self.unit.conn, id)
        return found.ways if found else Ways.BOTH

    def _spoken(self, id: PersonId, origin: Origin | None, chats: Sequence[Door]) -> Address | None:
        return self._at(origin.door, origin.address, id) if origin and origin.door in chats else None

    def _chat(self, id: PersonId, known: Iterable[tuple[Door, str]], chats: Sequence[Door]) -> Address | None:
        for door in chats:
            for at, key in known:
                if at is door:
                    return self._at(door, key, id)
        return None

    def _at(self, door: Door, key: str, person: PersonId | None = None, *, heard: bool = False) -> Address:
        if (door, key) not in self._known:
            self._known[door, key] = address(self.unit, door, key, person, heard=heard)
        return self._known[door, key]
