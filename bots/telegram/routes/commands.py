"""What can be typed with a slash. A command never swallows what was kept, nor the words that stand behind it."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from aiogram.types import Message

from bots.telegram.heard import heard
from bots.telegram.routes import asking, opening, settings, starting, talk
from bots.telegram.routes.home import home
from bots.telegram.turn import Turn
from core.api.queries import FindTickets

ALONE = re.compile(r"/([a-z0-9_]{1,32})(?:@\w+)?", re.IGNORECASE | re.ASCII)
STARTING = re.compile(r"/start(?:@\w+)?(?: ([\w-]{1,64}))?", re.IGNORECASE | re.ASCII)
FINDING = re.compile(r"/tickets(?:@\w+)?\s+(.{1,1000})", re.IGNORECASE | re.DOTALL)
SOUGHT = 200
LEADING = re.compile(r"/new(?:@\w+)?(?:\s+|$)", re.IGNORECASE | re.ASCII)

Step = Callable[[Message, Turn], Awaitable[None]]


async def start(message: Message, turn: Turn) -> None:
    """By a link that leads somewhere, or home."""
    found = STARTING.fullmatch((message.text or message.caption or "").strip())
    if found and found[1]:
        talk.turn_away(turn)
        await starting.follow(turn, found[1])
    else:
        await home(turn)


async def help_(message: Message, turn: Turn) -> None:
    turn.show("help")


async def new(message: Message, turn: Turn) -> None:
    said = heard(message)
    said = replace(said, text=LEADING.sub("", said.text, count=1))
    await opening.begin(turn, [] if said.empty else [said.kept()])


async def tickets(message: Message, turn: Turn) -> None:
    """With a number or words behind it, those that have them; one that is the only one is opened at once."""
    talk.turn_away(turn)
    found = FINDING.fullmatch((message.text or "").strip())
    sought = found[1].strip()[:SOUGHT] if found else ""
    if not sought:
        turn.show("list")
        return
    page = (await turn.ask(FindTickets(sought), turn.visitor)).page
    if len(page.lines) == 1 and page.more is None:
        turn.show("ticket", ticket=page.lines[0].id)
    else:
        turn.show("found", words=sought)


async def language(message: Message, turn: Turn) -> None:
    turn.show("language")


async def notices(message: Message, turn: Turn) -> None:
    turn.show("notices")


async def settled(message: Message, turn: Turn) -> None:
    turn.show("settings")


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
    "settings": settled,
    **settings.ORDERS,
    "cancel": cancel,
}


def ordered(message: Message) -> Step | None:
    """The command that a message is. With words behind it, the words are what counts, but for `/new` they begin one."""
    text = message.text or message.caption or ""
    if not text.lstrip().startswith("/"):
        return None
    if LEADING.match(text):
        return new
    if FINDING.fullmatch(text.strip()):
        return tickets
    if STARTING.fullmatch(text.strip()):
        return start
    alone = ALONE.fullmatch((message.text or "").strip())
    return ORDERS.get(alone.group(1).lower(), unknown) if alone else None
