"""What happens to a group chat in which customers write: asked for, bound, moved, ended (X1)."""

from dataclasses import dataclass

from core.kinds import Command, Door


@dataclass(frozen=True, slots=True)
class AskGroupChat(Command):
    """Whoever has added the bot to a group wants tickets to be made there. What comes of it the profile says."""

    door: Door
    chat: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class BindGroupChat(Command):
    """Tickets may be made there from now on, for a company by its number, or for none."""

    door: Door
    chat: str
    company: str = ""


@dataclass(frozen=True, slots=True)
class MoveGroupChat(Command):
    """The same group has another id from now on (Bot API, migrate_to_chat_id)."""

    door: Door
    chat: str
    to: str


@dataclass(frozen=True, slots=True)
class EndGroupChat(Command):
    """Nothing of any ticket goes there any more; what was still to go reaches the requesters on their own ways."""

    door: Door
    chat: str
