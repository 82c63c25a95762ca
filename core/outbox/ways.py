"""On which ways a notice goes to a person (X4). Pure: what the desk sends, what they chose, where they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.kinds import Door
from core.outbox.model import Address
from core.people.person import Ways
from core.profile.care import Notices, Way
from core.tickets.events import (
    CommentAdded,
    FileArrived,
    FileMissed,
    NoteAdded,
    StatusMoved,
    TicketAssigned,
    TicketOpened,
    TicketRated,
)
from core.tickets.handling_events import ObserverAdded, ObserverDropped, SurveyAsked, TicketTriaged

_KINDS: dict[type, str] = {
    TicketOpened: "opened",
    FileArrived: "answer",
    FileMissed: "answer",
    TicketAssigned: "assigned",
    StatusMoved: "status",
    TicketTriaged: "changed",
    TicketRated: "rated",
    NoteAdded: "note",
    SurveyAsked: "survey",
    ObserverAdded: "changed",
    ObserverDropped: "changed",
}


def kind_of(event: object) -> str:
    """What the profile calls each kind of notice; any other goes the default ways."""
    if isinstance(event, CommentAdded):
        return "answer" if event.by_staff else "comment"
    return _KINDS.get(type(event), "default")


@dataclass(frozen=True, slots=True)
class Reachable:
    """Where a person can be reached, and how they want to be."""

    chat: Address | None
    mail: Address | None
    chose: Ways = Ways.BOTH

    def of(self, way: Way) -> Address | None:
        return self.chat if way == "chat" else self.mail


def chosen(notices: Notices, event: object, to: Reachable) -> list[Address]:
    """The addresses, in the desk's order: none where the desk says nothing of a kind.

    A way that leads nowhere is replaced by the other, never by nothing.
    An address that is gone is among them when it was meant: its row says why nothing went there.
    """
    wanted = notices.ways(kind_of(event))
    if wanted and to.chose is not Ways.BOTH:
        wanted = ("chat",) if to.chose is Ways.CHAT else ("mail",)
    if not wanted:
        return []
    meant = [address for way in wanted if (address := to.of(way))]
    if any(address.gone is None for address in meant):
        return meant
    others = _others(to, meant)
    return [*meant, *(other for other in others if other.gone is None)] or others


def another(tried: Address, to: Reachable) -> Address | None:
    """Where the same may go when one way has led nowhere."""
    return next((other for other in _others(to, [tried]) if other.gone is None), None)


def _others(to: Reachable, tried: Sequence[Address]) -> list[Address]:
    return [one for one in (to.chat, to.mail) if one and all(one.id != before.id for before in tried)]


def by_mail(address: Address) -> bool:
    return address.door is Door.MAIL
