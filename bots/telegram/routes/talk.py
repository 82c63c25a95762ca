"""Free words. Typed at any moment they are never lost: an answer, a new ticket, or kept until it is clear (X1)."""

from aiogram.types import InlineKeyboardMarkup, Message

from bots.telegram.heard import Heard, heard
from bots.telegram.turn import Turn
from bots.telegram.wire import Press
from core.api.commands import AddComment, OpenTicket
from core.api.errors import Code, Refusal
from core.api.kinds import Door, TicketId
from core.api.queries import PostAt

ANSWER, WHICH = "answer", "which"
FULL = 16_000
"""So many characters wait at most: together they have to fit into one message of a ticket."""


async def answer(message: Message, turn: Turn) -> None:
    """The word that a pressed *Answer* asked for; a reply to another ticket's message means that one."""
    said = heard(message)
    if said.empty:
        turn.unheard(said)
        return
    await add(turn, await _replied(message, turn) or TicketId(turn.data["ticket"]), said)


async def more(message: Message, turn: Turn) -> None:
    """While the question stands, further words are kept beside the first ones."""
    said = heard(message)
    if said.empty:
        turn.unheard(said)
    elif sum(len(one["text"]) for one in turn.waiting) + len(said.text) > FULL:
        turn.show("which", text="tg-which-full")
    else:
        turn.move(WHICH, kept=[*turn.waiting, said.kept()])
        if not said.goes_with(turn.waiting[:-1]):
            turn.show("which", text="tg-which-more")


async def free(message: Message, turn: Turn) -> None:
    """A reply goes where its message belongs; with one open ticket the word is for it; with none it opens one."""
    said = heard(message)
    if said.empty:
        turn.unheard(said)
        return
    ticket, tickets = await _replied(message, turn), turn.situation.open
    album = _album(turn, said)
    if ticket is not None:
        await add(turn, ticket, said)
    elif album is not None:
        await add(turn, album, said, quiet=True)
    elif not tickets:
        await open_new(turn, said)
    elif len(tickets) == 1 and tickets[0].open:
        await add(turn, tickets[0].id, said)
    else:
        keep(turn, said)


def keep(turn: Turn, said: Heard, text: str = "tg-which") -> None:
    turn.move(WHICH, kept=[said.kept()])
    turn.show("which", text=text)


async def open_new(turn: Turn, said: Heard) -> None:
    turn.rest(said)
    await turn.attempt(OpenTicket("", said.text, None, said.attachments, said.origin))


async def add(turn: Turn, ticket: TicketId, said: Heard, *, quiet: bool = False) -> None:
    """Adds a word to a ticket; where that is closed for good, asks where else it should go (D8)."""
    turn.rest(said, ticket)
    if not quiet:
        turn.show("noted", ticket=ticket)
    try:
        await turn.do(AddComment(ticket, said.text, said.attachments, said.origin))
    except Refusal as refusal:
        turn.turn_back(None if refusal.code is Code.FINAL else refusal)
        keep(turn, said, "tg-which-closed" if refusal.code is Code.FINAL else "tg-which")


async def put(turn: Turn, ticket: int, question: int | None = None) -> None:
    """The answer to *which?*: the kept words go to a ticket, or open one. The question loses its buttons."""
    if turn.state != WHICH:
        turn.say("tg-old-button")
        return
    said = Heard.again(turn.waiting)
    if question is not None:
        turn.show("bare", edit=question)
    if ticket:
        await add(turn, TicketId(ticket), said)
    else:
        await open_new(turn, said)


def drop(turn: Turn, question: int | None) -> None:
    if turn.state != WHICH:
        turn.say("tg-old-button")
        return
    turn.move(None)
    turn.show("say", text="tg-dropped", edit=question)


def turn_away(turn: Turn, ticket: int = 0) -> None:
    """Who pressed *Answer* and then went on to something else is no longer answering."""
    if turn.state == ANSWER and turn.data.get("ticket") != ticket:
        turn.move(None)


def _album(turn: Turn, said: Heard) -> TicketId | None:
    """Where the earlier files of the same album went; one that opened a ticket went to the newest."""
    if said.album is None or turn.data.get("album") != said.album:
        return None
    newest = turn.situation.open[0].id if turn.situation.open else None
    return TicketId(turn.data["ticket"]) if turn.data["ticket"] else newest


async def _replied(message: Message, turn: Turn) -> TicketId | None:
    """The ticket of the message that this one replies to: by what was shown there, else by its buttons."""
    if message.reply_to_message is None:
        return None
    ref = str(message.reply_to_message.message_id)
    post = await turn.ask(PostAt(Door.TELEGRAM, turn.visitor.external_id, ref), turn.visitor)
    return post.ticket if post and post.ticket else _offered(message.reply_to_message.reply_markup)


def _offered(markup: InlineKeyboardMarkup | None) -> TicketId | None:
    data = [button.callback_data or "" for row in (markup.inline_keyboard if markup else ()) for button in row]
    for one in data:
        try:
            return TicketId(Press.unpack(one).ticket)
        except (TypeError, ValueError):
            continue
    return None


STEPS = {ANSWER: answer, WHICH: more}
