"""Free words. Typed at any moment they are never lost: an answer, a new ticket, or kept until it is clear (X1)."""

from aiogram import Router
from aiogram.types import Message

from bots.telegram.heard import Heard, heard
from bots.telegram.routes.filters import Stands
from bots.telegram.turn import Turn
from core.api.commands import AddComment, OpenTicket
from core.api.errors import Refusal
from core.api.kinds import Door, TicketId
from core.api.queries import PostAt

ANSWER, WHICH = "answer", "which"


async def answer(message: Message, turn: Turn) -> None:
    """The word that a pressed *Answer* asked for."""
    said = heard(message)
    if said.empty:
        turn.show("say", text="tg-unsupported")
        return
    ticket = TicketId(turn.data["ticket"])
    turn.move(None)
    await add(turn, ticket, said)


async def more(message: Message, turn: Turn) -> None:
    """While the question stands, further words are kept beside the first ones."""
    said = heard(message)
    if said.empty:
        turn.show("say", text="tg-unsupported")
        return
    turn.move(WHICH, kept=[*turn.data["kept"], said.kept()])
    turn.show("which", more=True)


async def free(message: Message, turn: Turn) -> None:
    """A reply goes where its message belongs; with one open ticket the word is for it; with none it opens one."""
    said = heard(message)
    if said.empty:
        turn.show("say", text="tg-unsupported")
        return
    ticket = await _replied(message, turn)
    tickets = turn.situation.open
    if ticket is not None:
        await add(turn, ticket, said)
    elif not tickets:
        await open_new(turn, said)
    elif len(tickets) == 1 and tickets[0].open:
        await add(turn, tickets[0].id, said)
    else:
        keep(turn, said)


def keep(turn: Turn, said: Heard) -> None:
    turn.move(WHICH, kept=[said.kept()])
    turn.show("which")


async def open_new(turn: Turn, said: Heard) -> None:
    await turn.attempt(OpenTicket("", said.text, None, said.attachments, said.origin))


async def add(turn: Turn, ticket: TicketId, said: Heard) -> None:
    """Adds a word to a ticket; where that is closed for good, asks where else it should go (D8)."""
    turn.show("noted", ticket=ticket)
    try:
        await turn.do(AddComment(ticket, said.text, said.attachments, said.origin))
    except Refusal as refusal:
        turn.take_back()
        turn.refuse(refusal)
        keep(turn, said)


async def put(turn: Turn, ticket: int) -> None:
    """The answer to *which?*: the kept words go to a ticket, or open one."""
    if turn.state != WHICH:
        turn.say("tg-old-button")
        return
    said = Heard.again(turn.data["kept"])
    turn.move(None)
    if ticket:
        await add(turn, TicketId(ticket), said)
    else:
        await open_new(turn, said)


def drop(turn: Turn) -> None:
    if turn.state != WHICH:
        turn.say("tg-old-button")
        return
    turn.move(None)
    turn.show("say", text="tg-dropped")


async def _replied(message: Message, turn: Turn) -> TicketId | None:
    """The ticket of the message that this one replies to, if it is one of ours."""
    if message.reply_to_message is None:
        return None
    ref = str(message.reply_to_message.message_id)
    post = await turn.ask(PostAt(Door.TELEGRAM, turn.visitor.external_id, ref), turn.visitor)
    return post.ticket if post else None


def router() -> Router:
    found = Router(name="talk")
    found.message.register(answer, Stands(ANSWER))
    found.message.register(more, Stands(WHICH))
    found.message.register(free)
    return found
