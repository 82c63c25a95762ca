"""What can be typed with a slash. A command never swallows what was kept: a text that waits is asked about again."""

from aiogram import Router
from aiogram.filters import Command, CommandStart
from aiogram.types import Message

from bots.telegram.routes import opening
from bots.telegram.turn import Turn


async def start(message: Message, turn: Turn) -> None:
    turn.show("welcome")


async def help_(message: Message, turn: Turn) -> None:
    turn.show("help")


async def new(message: Message, turn: Turn) -> None:
    opening.begin(turn)


async def tickets(message: Message, turn: Turn) -> None:
    turn.show("list")


async def language(message: Message, turn: Turn) -> None:
    turn.show("language")


async def cancel(message: Message, turn: Turn) -> None:
    opening.stop(turn)


def router() -> Router:
    found = Router(name="commands")
    found.message.register(start, CommandStart())
    found.message.register(help_, Command("help"))
    found.message.register(new, Command("new"))
    found.message.register(tickets, Command("tickets"))
    found.message.register(language, Command("language"))
    found.message.register(cancel, Command("cancel"))
    return found
