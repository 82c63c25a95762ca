"""What a profile may say. One TOML file is one desk (agreement 8); a desk's name in code is a defect."""

from typing import Annotated, Literal

from pydantic import Field as Bound
from pydantic import StringConstraints

from core.profile.access import Access, Group, Route, Routing
from core.profile.care import Canned, Closing, Escalation, Notices
from core.profile.catalogue import Brand, Category, Field, Lookup, Opening, Priority, Service, Source, Terms, TicketType
from core.profile.nouns import Nouns
from core.profile.part import Id, Language, Part, Words
from core.profile.rating import Rating
from core.profile.states import Button, Kind, Move, Start, Status
from core.profile.time import Idle, Level, Target, WorkCalendar

EmojiName = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z0-9_+-]*$")]


class Conversation(Part):
    thread: Literal["internal", "public"] = "internal"
    claim: bool = True
    hidden: bool = False
    """Whether agents' forms begin with *hidden* set (E8)."""
    hold: Annotated[int, Bound(ge=0, le=120)] = 0
    """For so many seconds an agent's answer waits and can be taken back; 0: it leaves at once."""
    receipts: bool = True
    """Whether a sign on the customer's message says that somebody has seen it (X1)."""
    take_emoji: EmojiName = "eyes"
    resolve_emoji: EmojiName = "white_check_mark"
    ticket_emoji: EmojiName = "ticket"
    """What an agent puts on a card instead of pressing, the last on any message to make a ticket of it (E15).

    An empty one means nothing (X2).
    """


class Limits(Part):
    subject: int = Bound(200, ge=20, le=300)
    body: int = Bound(20_000, ge=500, le=100_000)
    file_mb: int = Bound(20, ge=1, le=2_000)

    @property
    def file_bytes(self) -> int:
        return self.file_mb * 1_000_000


class Telegram(Part):
    groups: Literal["off", "approved", "open"] = "off"
    """Whether the bot makes tickets in group chats: in none, in those that the desk has approved, or in every one to
    which somebody who is let in adds it (X1).
    """


class Mail(Part):
    reply: Literal["plain", "attach"] = "plain"
    """A reply to a notice becomes a comment as it is, or only if it also goes to the attach address (A7)."""
    agents: Literal["off", "note", "answer"] = "note"
    """What an agent's reply to a letter that called them is; off: nobody of the desk speaks by mail (faults F4)."""
    offers_chat: bool = True
    """Whether a receipt tells somebody who only writes letters of the chat with the bot, where there is one (X4)."""


class Profile(Part):
    version: Literal[1]
    id: Id
    name: Words = {"ru": "Поддержка", "en": "Support"}
    """What the desk calls itself, in mails and on pages."""
    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,6}$")] = "HD"
    languages: tuple[Language, ...] = Bound(("ru", "en"), min_length=1)
    doors: tuple[Literal["telegram", "mail", "web", "phone", "api"], ...] = ("telegram",)
    nouns: Nouns
    terms: Terms = Terms()
    conversation: Conversation = Conversation()
    limits: Limits = Limits(subject=200, body=20_000, file_mb=20)
    statuses: tuple[Status, ...] = Bound(min_length=2)
    start: Start
    moves: tuple[Move, ...]
    buttons: tuple[Button, ...] = ()
    rating: Rating | None = None
    escalation: Escalation | None = None
    closing: Closing | None = None
    canned: tuple[Canned, ...] = ()
    access: Access = Access()
    groups: tuple[Group, ...] = ()
    routes: tuple[Route, ...] = ()
    routing: Routing = Routing()
    notices: Notices = Notices()
    mail: Mail = Mail()
    telegram: Telegram = Telegram()
    lookup: Lookup | None = None
    brands: tuple[Brand, ...] = ()
    services: tuple[Service, ...] = Bound((), max_length=200)
    fields: tuple[Field, ...] = Bound((), max_length=200)
    types: tuple[TicketType, ...] = Bound(min_length=1, max_length=50)
    opening: Opening = Opening()
    priorities: tuple[Priority, ...] = Bound(min_length=1, max_length=20)
    categories: tuple[Category, ...] = Bound((), max_length=100)
    sources: tuple[Source, ...] = ()
    calendars: tuple[WorkCalendar, ...] = ()
    levels: tuple[Level, ...] = ()
    targets: tuple[Target, ...] = ()
    idle: Idle | None = None
    digest: str = ""
    """Hash of the file, so that replicas can tell whether they run the same desk."""

    def status(self, id: str) -> Status:
        """The status by id. One that the profile has dropped stands for itself, and no move leads out of it."""
        for status in self.statuses:
            if status.id == id:
                return status
        return Status.model_construct(id=id, kind=Kind.WORKING, label=dict.fromkeys(self.languages, id))

    def type(self, id: str) -> TicketType | None:
        return next((one for one in self.types if one.id == id), None)

    def group(self, id: str) -> Group | None:
        return next((one for one in self.groups if one.id == id), None)

    def service(self, id: str | None) -> Service | None:
        return next((one for one in self.services if one.id == id), None)

    def fields_of(self, type: str) -> tuple[Field, ...]:
        """What a ticket of this type is asked, in the type's order."""
        known, asking = {field.id: field for field in self.fields}, self.type(type)
        return tuple(known[id] for id in (asking.fields if asking else ()) if id in known)

    def button(self, verb: str) -> Button | None:
        return next((button for button in self.buttons if button.verb == verb), None)

    @property
    def zone(self) -> str:
        """Where the desk is, as far as dates go: the zone of its first calendar."""
        return next((one.zone for one in self.calendars), "UTC")

    @property
    def default_type(self) -> str:
        """Of a ticket whose type nobody has said."""
        public = (one.id for one in self.types if one.public)
        return self.opening.type or next(public, self.types[0].id)

    @property
    def default_priority(self) -> Priority:
        return next((priority for priority in self.priorities if priority.default), self.priorities[0])

    @property
    def default_level(self) -> str | None:
        """Of a customer whose standing nobody has named (E9)."""
        return next((level.id for level in self.levels if level.default), None)
