"""Free words. Typed at any moment they are never lost: an answer, a new ticket, or kept until it is clear (X1)."""

from aiogram.types import InlineKeyboardMarkup, Message

from bots.telegram.heard import Heard, heard
from bots.telegram.routes import current, opening
from bots.telegram.routes.asking import ANSWER, REMARK, WHICH, ask, finish, full, of
from bots.telegram.turn import Turn
from bots.telegram.wire import Press
from core.api.commands import AddComment, OpenTicket
from core.api.errors import Code, Refusal
from core.api.kinds import Door, TicketId
from core.api.queries import PostAt


async def answer(message: Message, turn: Turn) -> None:
    """The word that a pressed *Answer* asked for; a reply to another ticket's message means that one."""
    said = heard(message)
    if said.empty:
        turn.unheard(said)
        return
    await add(turn, await replied(message, turn) or TicketId(turn.data["ticket"]), said)


async def more(message: Message, turn: Turn) -> None:
    """While the question stands, further words are kept beside the first ones."""
    said = heard(message)
    if said.empty:
        turn.unheard(said)
    elif full(turn, said):
        ask(turn, text="tg-which-full")
    else:
        turn.move(WHICH, **{**turn.data, "kept": [*turn.waiting, said.kept()]})
        if not said.goes_with(turn.waiting[:-1]):
            ask(turn, text="tg-which-more")


async def free(message: Message, turn: Turn) -> None:
    """A reply goes where its message belongs, and a word in a ticket's topic to that; a topic of one's own opens one.

    Elsewhere the word is for the ticket that was chosen, or for the only open one; with none it opens one (X1). Who is
    in copy of somebody's ticket may mean that, or something of their own: they are asked.
    """
    said = heard(message)
    if said.empty:
        turn.unheard(said)
        return
    ticket = await replied(message, turn) or turn.situation.here or current.chosen(turn)
    tickets = turn.situation.open
    if ticket is not None:
        await add(turn, ticket, said)
    elif not tickets or turn.in_own_topic:
        await open_new(turn, said)
    elif len(tickets) == 1 and tickets[0].open and tickets[0].mine:
        await add(turn, tickets[0].id, said)
    else:
        keep(turn, said)


async def aside(message: Message, turn: Turn) -> None:
    """Words that are no answer to what was asked go their own way, and the question is asked again."""
    turn.steps.set_aside()
    await free(message, turn)


def keep(turn: Turn, said: Heard, closed: int = 0) -> None:
    """Asks where words belong. All that waits for that waits in one place."""
    if turn.state == ANSWER:
        turn.steps.back()
    if not turn.steps.recall(of(WHICH)):
        turn.steps.set_aside()
    _which(turn, [*turn.waiting, said.kept()], closed)


def _which(turn: Turn, kept: list[dict[str, object]], closed: int) -> None:
    turn.move(WHICH, kept=kept, closed=closed)
    ask(turn, text="tg-which-closed" if closed else "tg-which")


async def open_new(turn: Turn, said: Heard, linked_to: TicketId | None = None) -> None:
    """At once, where a few words are enough; where the desk asks for more, they wait in what is begun by them."""
    if turn.situation.more_is_asked:
        await opening.begin(turn, () if turn.state == WHICH else [said.kept()], linked=linked_to or 0)
        return
    finish(turn, said)
    await turn.attempt(OpenTicket("", said.text, None, said.attachments, said.origin, linked_to))


async def add(turn: Turn, ticket: TicketId, said: Heard) -> None:
    """Adds a word to a ticket; where that is closed for good, offers a new one that goes on with it (D8)."""
    refusal = await _added(turn, ticket, said)
    if refusal is not None:
        keep(turn, said, ticket if refusal.code is Code.FINAL else 0)


async def _added(turn: Turn, ticket: TicketId, said: Heard) -> Refusal | None:
    turn.show("noted", ticket=ticket, **current.goes_on(turn, ticket))
    finish(turn, said)
    try:
        await turn.do(AddComment(ticket, said.text, said.attachments, said.origin))
    except Refusal as refusal:
        turn.turn_back(None if refusal.code is Code.FINAL else refusal)
        return refusal
    return None


async def goes_on(message: Message, turn: Turn) -> bool:
    """Whether a message is the next of an album that was passed on already; it joins the rest without a word (B6)."""
    last = turn.steps.last
    if last is None or message.media_group_id is None or last["album"] != message.media_group_id:
        return False
    post = await turn.ask(PostAt(Door.TELEGRAM, turn.visitor.external_id, last["ref"]), turn.visitor)
    if post is None or post.ticket is None:
        return False
    said = heard(message)
    await turn.attempt(AddComment(post.ticket, said.text, said.attachments, said.origin))
    return True


async def put(turn: Turn, ticket: int, question: int | None = None, linked_to: int = 0) -> None:
    """The answer to *which?*: the kept words go to a ticket, or open one. The question loses its buttons."""
    if not turn.steps.recall(of(WHICH)):
        turn.say("tg-old-button")
        return
    kept = turn.waiting
    said = Heard.again(kept)
    if question is not None:
        turn.show("bare", edit=question)
    if not ticket:
        await open_new(turn, said, TicketId(linked_to) if linked_to else None)
        return
    refusal = await _added(turn, TicketId(ticket), said)
    if refusal is not None:
        turn.steps.recall(of(WHICH))
        _which(turn, kept, ticket if refusal.code is Code.FINAL else 0)


def drop(turn: Turn, question: int | None) -> None:
    if not turn.steps.recall(of(WHICH)):
        turn.say("tg-old-button")
        return
    turn.show("say", text="tg-dropped", edit=question)
    finish(turn)


def turn_away(turn: Turn, ticket: int = 0) -> None:
    """Who pressed *Answer* and then went on to something else is no longer answering, nor adding to a grade."""
    turn.steps.forget(of(REMARK))
    if turn.state == ANSWER and turn.data.get("ticket") != ticket:
        finish(turn)


async def replied(message: Message, turn: Turn) -> TicketId | None:
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
