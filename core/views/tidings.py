"""What is told of a ticket, and where it is shown already: what a channel gets to draw."""

from dataclasses import dataclass

from core.kinds import Event, Json, TicketId
from core.tickets.model import File
from core.views.chats import GroupCard
from core.views.parts import Change, Choice, StrayLetter, Who
from core.views.shapes import MessageView, TicketCard
from core.views.strangers import RegistrationCard


@dataclass(frozen=True, slots=True)
class Happening:
    """An event made ready to be told: the ticket as it is now, what happened, who did it.

    `calls` are those who have to hear of it at once (D4); `reason` why it was escalated.
    """

    card: TicketCard
    event: Event
    actor: Who | None
    message: MessageView | None = None
    file: File | None = None
    calls: tuple[Who, ...] = ()
    reason: Choice | None = None
    hidden: bool = False
    """Only staff hear of it (E8)."""
    whom: Who | None = None
    """Who was assigned, or came into copy or left it; `group` whose queue it came into (C7, A4)."""
    group: Choice | None = None
    changes: tuple[Change, ...] = ()
    """What a triage has changed, as far as the reader may know (A8, B5)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one address already shows of a ticket: the card's place, and the place of the message spoken of.

    `thread` are the places of all that was said there about it, oldest first. `pieces` are those of the messages that
    show the words spoken of, and `files` those of what went along, where such words are drawn anew.
    """

    card: str | None = None
    message: str | None = None
    message_own: bool = True
    thread: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    asked: str | None = None
    """In a group chat: the message that the ticket was made of; `corner` in which of the group's topics (X1)."""
    corner: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A ticket's card is in another channel now, which is `place`; or `here`, and it was in that one before (X2).

    `card` is where it stands, or what it has left, there; `private` that not everybody may know of what is said there.
    Nothing of the ticket is told but its number.
    """

    number: str
    place: str | None
    card: str | None
    private: bool
    here: bool = False
    carried: int = 0
    """So many of the newest words have come along, and more was said before; 0: nothing was left behind."""
    ticket: TicketId | None = None


Content = Moved | TicketCard | MessageView | Happening | RegistrationCard | StrayLetter | GroupCard | Json
