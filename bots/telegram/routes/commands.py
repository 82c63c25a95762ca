"""What can be typed with a slash. A command never swallows what was kept, nor the words that stand behind it."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import Message

from bots.telegram.heard import heard
from bots.telegram.routes import opening, talk
from bots.telegram.routes.filters import LEADING, Alone, New, Starting
from bots.telegram.turn import Turn


async def start(message: Message, turn: Turn) -> None:
    talk.turn_away(turn)
    turn.show("welcome")


async def help_(message: Message, turn: Turn) -> None:
    turn.show("help")


async def new(message: Message, turn: Turn) -> None:
    said = heard(message)
    said = replace(said, text=LEADING.sub("", said.text, count=1))
    opening.begin(turn, None if said.empty else said)


async def tickets(message: Message, turn: Turn) -> None:
    talk.turn_away(turn)
    turn.show("list")


async def language(message: Message, turn: Turn) -> None:
    turn.show("language")


async def cancel(message: Message, turn: Turn) -> None:
    opening.stop(turn)


async def unknown(message: Message, turn: Turn) -> None:
    """A lone word with a slash is a command that does not exist, and no ticket."""
    turn.show("help", unknown=True)


def router() -> Router:
    found = Router(name="commands")
    found.message.register(start, Starting())
    found.message.register(help_, Alone("help"))
    found.message.register(new, New())
    found.message.register(tickets, Alone("tickets"))
    found.message.register(language, Alone("language"))
    found.message.register(cancel, Alone("cancel"))
    found.message.register(unknown, Alone())
    return found
