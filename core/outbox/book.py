"""Who is reached where: from identities to addresses, each looked up once in a unit."""

from collections.abc import Iterable, Sequence

from core.kinds import Door, Happened, MessageId, Origin, PersonId, TicketId
from core.outbox import posts
from core.outbox.addresses import address
from core.outbox.model import Address
from core.outbox.places import Switchboard, place_of
from core.outbox.ways import Reachable
from core.people import store as people
from core.people.person import Ways
from core.storage.unit import Unit


class Book:
    """The addresses of one unit."""

    def __init__(self, unit: Unit, board: Switchboard) -> None:
        self.unit = unit
        self.board = board
        self._known: dict[tuple[Door, str], Address] = {}

    def staff(self, ticket: TicketId) -> Address | None:
        """Where its card stands."""
        place = place_of(self.unit.conn, self.board, ticket)
        return self._at(*place) if place else None

    def remember(self, happened: Happened, origin: Origin, message: MessageId) -> None:
        """Notes which chat messages a word came from. Whoever wrote it there is reached there again.

        But where the agents sit, or a group writes: no chat there is anybody's own.
        """
        shared = self.board.staffed(origin.door) or origin.common
        to = self._at(origin.door, origin.address, None if shared else happened.recorded.actor, heard=True)
        for ref in dict.fromkeys([origin.ref, *(part for part, _ in origin.parts)]):
            posts.remember(self.unit, to.id, ref, "origin", happened.recorded.ticket, message, own=False)

    def requester(self, happened: Happened) -> Reachable:
        """In a chat they are reached where they have just spoken, else by the door they came by, else by any."""
        person, origin = happened.requester, happened.origin
        spoken = origin if origin and not origin.common and happened.recorded.actor == person else None
        return self.person(person, happened.source, spoken)

    def desk_mail(self, id: PersonId) -> Address | None:
        """Where letters to somebody of the desk go: an address that they proved, or that the workspace vouches for."""
        found = people.person(self.unit.conn, id)
        if found is None or Door.MAIL not in self.board.doors:
            return None
        mails = [key for door, key in people.ids(self.unit.conn, id) if door is Door.MAIL]
        email = mails[-1] if mails else found.email
        return self._at(Door.MAIL, email, id) if email else None

    def chat(self, door: str, key: str, id: PersonId) -> Address | None:
        """Somebody's own chat, where its door leads out; a mailbox is none."""
        known = next((one for one in self.board.doors if one == door and one is not Door.MAIL), None)
        return self._at(known, key, id) if known else None

    def person(self, id: PersonId, source: Door | None = None, spoken: Origin | None = None) -> Reachable:
        known = people.ids(self.unit.conn, id)
        mails = [key for door, key in known if door is Door.MAIL and door in self.board.doors]
        chats = [door for door in self.board.doors if door is not Door.MAIL]
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
