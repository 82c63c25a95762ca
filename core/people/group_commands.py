"""What happens to a group chat in which customers write: asked for, bound, moved, ended (X1)."""

from dataclasses import dataclass

from core.kinds import Command, Door


@dataclass(frozen=True, slots=True)
class AskGroupChat(Command):
    """Whoever has added the bot to a group wants tickets to be made there. What comes of it the profile says.

    `language` is what they speak, and `company` the row of whom they speak for, where that is known.
    """

    door: Door
    chat: str
    title: str = ""
    language: str = ""
    company: int | None = None


@dataclass(frozen=True, slots=True)
class BindGroupChat(Command):
    """Tickets may be made there from now on, for a company by its number or its name, or for none.

    `language` is what the group is told things in; none given, it stays as it is.
    """

    door: Door
    chat: str
    company: str = ""
    language: str = ""


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
    put_out: bool = False
    """The chat itself has put the bot out: nobody of the desk has decided anything."""
