"""What can be typed with a slash. A command never swallows what was kept, nor the words that stand behind it."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from aiogram.types import Message

from bots.telegram.heard import heard
from bots.telegram.routes import asking, opening, talk
from bots.telegram.turn import Turn

ALONE = re.compile(r"/([a-z0-9_]{1,32})(?:@\w+)?", re.IGNORECASE | re.ASCII)
STARTING = re.compile(r"/start(?:@\w+)?(?: [\w-]{1,64})?", re.IGNORECASE | re.ASCII)
LEADING = re.compile(r"/new(?:@\w+)?(?:\s+|$)", re.IGNORECASE | re.ASCII)

Step = Callable[[Message, Turn], Awaitable[None]]


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


async def notices(message: Message, turn: Turn) -> None:
    turn.show("notices")


async def cancel(message: Message, turn: Turn) -> None:
    asking.stop(turn)


async def unknown(message: Message, turn: Turn) -> None:
    """A lone word with a slash is a command that does not exist, and no ticket."""
    turn.show("help", unknown=True)


ORDERS: Mapping[str, Step] = {
    "start": start,
    "help": help_,
    "tickets": tickets,
    "notices": notices,
    "language": language,
    "cancel": cancel,
}


def ordered(message: Message) -> Step | None:
    """The command that a message is. With words behind it, the words are what counts, but for `/new` they begin one."""
    text = message.text or message.caption or ""
    if not text.lstrip().startswith("/"):
        return None
    if LEADING.match(text):
        return new
    if STARTING.fullmatch(text.strip()):
        return start
    alone = ALONE.fullmatch((message.text or "").strip())
    return ORDERS.get(alone.group(1).lower(), unknown) if alone else None
