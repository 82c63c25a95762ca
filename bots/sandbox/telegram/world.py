"""All that the stand-in remembers: people, their chats, and what passed between them and the bot. In memory only."""

from dataclasses import dataclass, field
from typing import Any

from bots.sandbox.changes import Signal
from bots.sandbox.clock import Clock
from bots.sandbox.telegram.faults import Faults
from bots.sandbox.telegram.files import Files
from bots.sandbox.telegram.limits import Limits
from bots.sandbox.telegram.refusal import BLOCKED, DEACTIVATED, MOVED, Json, Refusal, bad, kicked
from bots.sandbox.telegram.threads import Mode, Topic
from bots.sandbox.telegram.updates import Updates


@dataclass(slots=True)
class Entry:
    """A message in a chat; `made` and `changed` are places in the order of everything that happened."""

    body: Json
    from_bot: bool
    made: int
    changed: int
    keyboard: Json | None = None
    reactions: list[str] = field(default_factory=list)
    deleted: bool = False

    @property
    def text(self) -> str:
        return str(self.body.get("text", self.body.get("caption", "")))


@dataclass(slots=True)
class Person:
    user: Json
    entries: dict[int, Entry] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    keyboard: Json | None = None
    toasts: list[Json] = field(default_factory=list)
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    @property
    def id(self) -> int:
        return int(self.user["id"])

    @property
    def chat(self) -> Json:
        names = {name: self.user[name] for name in ("first_name", "last_name", "username") if name in self.user}
        return {"id": self.id, "type": "private"} | names

    def entry(self, message_id: Any) -> Entry | None:
        """The message of that id, unless it was deleted."""
        found = self.entries.get(message_id) if isinstance(message_id, int) else None
        return None if found is None or found.deleted else found


@dataclass(slots=True)
class Group(Person):
    """A chat of several people; https://core.telegram.org/bots/api#chat"""

    title: str = ""
    kind: str = "group"
    forum: bool = False
    bot_in: bool = False
    moved_to: int | None = None

    @property
    def chat(self) -> Json:
        forum = {"is_forum": True} if self.forum else {}
        return {"id": self.id, "type": self.kind, "title": self.title} | forum

    def reached(self) -> None:
        """Raises what the Bot API says of a group that is elsewhere, or that the bot is no longer in."""
        if self.moved_to is not None:
            raise Refusal(400, MOVED, {"migrate_to_chat_id": self.moved_to})
        if not self.bot_in:
            raise kicked(self.kind)


@dataclass(slots=True)
class Press:
    person: Person
    at: float
    answered: bool = False


@dataclass(slots=True)
class World:
    clock: Clock
    token: str
    updates: Updates
    limits: Limits
    files: Files = field(default_factory=Files)
    faults: Faults = field(default_factory=Faults)
    changes: Signal = field(default_factory=Signal)
    people: dict[int, Person] = field(default_factory=dict)
    groups: dict[int, Group] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    mode: Mode = field(default_factory=Mode)
    log: list[Json] = field(default_factory=list)
    violations: list[Json] = field(default_factory=list)
    happened: int = 0

    @property
    def bot(self) -> Json:
        bot_id = int(self.token.partition(":")[0])
        name = self.settings.get("name:", "Sandbox desk")
        return {"id": bot_id, "is_bot": True, "first_name": name, "username": f"sandbox_{bot_id}_bot"}

    def today(self) -> int:
        return int(self.clock.now())

    def next_step(self) -> int:
        self.happened += 1
        return self.happened

    def addressee(self, chat_id: Any) -> Person:
        """The person behind a chat id, if the bot may still write to them."""
        person = self.known(chat_id)
        if isinstance(person, Group):
            person.reached()
        if person.deactivated:
            raise Refusal(403, DEACTIVATED)
        if person.blocked:
            raise Refusal(403, BLOCKED)
        return person

    def known(self, chat_id: Any) -> Person:
        """A bot cannot begin a conversation: the chat exists once the person has written."""
        if chat_id in (None, ""):
            raise bad("chat_id is empty")
        chats = self.groups if isinstance(chat_id, int) and chat_id < 0 else self.people
        person: Person | None = chats.get(chat_id) if isinstance(chat_id, int) else None
        if person is None or not person.started:
            raise bad("chat not found")
        return person

    def add(
        self, person: Person, content: Json, from_bot: bool, keyboard: Json | None = None, sender: Json | None = None
    ) -> Entry:
        """Puts a new message at the end of the chat."""
        sender = self.bot if from_bot else sender or person.user
        message_id = len(person.entries) + 1
        head = {"message_id": message_id, "from": sender, "chat": person.chat, "date": self.today()}
        step = self.next_step()
        entry = Entry(head | content, from_bot, step, step, keyboard)
        person.entries[message_id] = entry
        if keyboard is not None:
            person.keyboard = keyboard if "keyboard" in keyboard else None
        self.changes.fire()
        return entry

    def touch(self, entry: Entry) -> None:
        """Marks a message as changed now, and wakes those who wait for it."""
        entry.changed = self.next_step()
        self.changes.fire()

    def close(self) -> None:
        self.updates.close()
        self.changes.close()


def create(clock: Clock, token: str, limits: bool) -> World:
    world = World(clock, token, Updates(clock), Limits(clock, limits))
    world.updates.strict = limits
    return world
