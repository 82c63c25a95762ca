"""Presses: verbs on tickets, and steps between screens. What an old button says is judged now (agreement 7)."""

from collections.abc import Awaitable, Callable

from aiogram.types import CallbackQuery, Message

from bots.telegram.routes import opening, talk
from bots.telegram.turn import Turn
from bots.telegram.wire import Go, Press
from core.api.commands import Cancel, Rate, Resolve, ReturnToWork, SetLanguage
from core.api.errors import Code, Refusal
from core.api.kinds import Command, TicketId
from core.api.queries import ReadTicket
from core.api.shapes import TicketCard, Verb

COMMANDS: dict[str, Callable[[Press], Command]] = {
    Verb.RESOLVE: lambda press: Resolve(TicketId(press.ticket)),
    Verb.CANCEL: lambda press: Cancel(TicketId(press.ticket)),
    Verb.RETURN: lambda press: ReturnToWork(TicketId(press.ticket)),
    Verb.RATE: lambda press: Rate(TicketId(press.ticket), press.arg),
}
ROADS = ("ticket", "list", "older")


async def verb(query: CallbackQuery, callback_data: Press, turn: Turn) -> None:
    """One verb on one ticket. Its buttons are drawn anew either way, and *Cancel* asks once (D6)."""
    make = COMMANDS.get(callback_data.verb)
    if make is None:
        turn.say("tg-old-button")
        return
    card = await _card(turn, callback_data.ticket, query)
    if card is None:
        return
    applies = _applies(card, callback_data)
    if callback_data.verb == Verb.CANCEL and callback_data.arg != "yes":
        _ask_once(query, turn, card, applies=applies)
        return
    talk.turn_away(turn)
    if callback_data.verb == Verb.RETURN and applies and not turn.waiting:
        turn.move(talk.ANSWER, ticket=card.id)
    _redraw(query, turn, card.id)
    if applies:
        turn.show("done", ticket=card.id, verb=callback_data.verb)
    await _pressed(query, turn, make(callback_data), card.id)


def _applies(card: TicketCard, press: Press) -> bool:
    """Whether the press would change anything: of two in a row the second is quiet."""
    given = card.grade.id if card.grade else None
    return press.verb in card.verbs and not (press.verb == Verb.RATE and press.arg == given)


def _ask_once(query: CallbackQuery, turn: Turn, card: TicketCard, *, applies: bool) -> None:
    _redraw(query, turn, card.id, sure=applies)
    if applies:
        turn.say("tg-cancel-sure", number=card.number)
    else:
        turn.toast = Refusal(Code.BUTTON, status=card.status.id)


async def _pressed(query: CallbackQuery, turn: Turn, command: Command, ticket: TicketId) -> None:
    try:
        await turn.do(command)
        turn.say("tg-toast-done")
    except Refusal as refusal:
        turn.turn_back()
        _redraw(query, turn, ticket)
        turn.toast = refusal


async def _card(turn: Turn, ticket: int, query: CallbackQuery) -> TicketCard | None:
    """The ticket as it is now; somebody else's is missing, and its buttons go (agreement 12)."""
    try:
        return (await turn.ask(ReadTicket(TicketId(ticket), most=1), turn.visitor)).card
    except Refusal as refusal:
        turn.toast = refusal
        turn.show("bare", edit=_place(query))
        return None


def _redraw(query: CallbackQuery, turn: Turn, ticket: int, *, sure: bool = False) -> None:
    """Only the verbs change: the ways to other screens stay below them."""
    markup = query.message.reply_markup if isinstance(query.message, Message) else None
    rows = [
        [[button.text, button.callback_data] for button in row if _road(button.callback_data)]
        for row in (markup.inline_keyboard if markup else ())
    ]
    turn.show("buttons", edit=_place(query), ticket=ticket, sure=sure, roads=[row for row in rows if row])


def _road(data: str | None) -> bool:
    return data is not None and data.startswith(tuple(f"{Go.__prefix__}:{to}:" for to in ROADS))


def _place(query: CallbackQuery) -> int | None:
    return query.message.message_id if query.message else None


async def step(query: CallbackQuery, callback_data: Go, turn: Turn) -> None:
    taken = STEPS.get(callback_data.to)
    if taken is None:
        turn.say("tg-old-button")
    else:
        await taken(turn, callback_data, query)


async def unknown(query: CallbackQuery, turn: Turn) -> None:
    """A button of an earlier version of the bot."""
    turn.say("tg-old-button")


async def _new(turn: Turn, go: Go, query: CallbackQuery) -> None:
    opening.begin(turn)


async def _type(turn: Turn, go: Go, query: CallbackQuery) -> None:
    await opening.choose(turn, go.arg)


async def _skip(turn: Turn, go: Go, query: CallbackQuery) -> None:
    await opening.skip(turn)


async def _stop(turn: Turn, go: Go, query: CallbackQuery) -> None:
    opening.stop(turn)


async def _put(turn: Turn, go: Go, query: CallbackQuery) -> None:
    await talk.put(turn, go.id, _place(query))


async def _drop(turn: Turn, go: Go, query: CallbackQuery) -> None:
    talk.drop(turn, _place(query))


async def _list(turn: Turn, go: Go, query: CallbackQuery) -> None:
    talk.turn_away(turn)
    turn.show("list", edit=_place(query), before=go.id or None)


async def _ticket(turn: Turn, go: Go, query: CallbackQuery) -> None:
    talk.turn_away(turn, go.id)
    turn.show("ticket", ticket=go.id)


async def _older(turn: Turn, go: Go, query: CallbackQuery) -> None:
    turn.show("ticket", edit=_place(query), ticket=go.id, before=go.before)


async def _answer(turn: Turn, go: Go, query: CallbackQuery) -> None:
    """Words that wait for their place are the answer; a ticket that is half written is finished first."""
    card = await _card(turn, go.id, query)
    if card is None:
        return
    if Verb.ANSWER not in card.verbs:
        turn.toast = Refusal(Code.FINAL, status=card.status.id, to="", open=())
        _redraw(query, turn, go.id)
    elif turn.state == talk.WHICH:
        await talk.put(turn, go.id)
    elif turn.waiting:
        opening.begin(turn)
    else:
        turn.move(talk.ANSWER, ticket=go.id)
        turn.show("answer", ticket=go.id)


async def _keep(turn: Turn, go: Go, query: CallbackQuery) -> None:
    _redraw(query, turn, go.id)


async def _language(turn: Turn, go: Go, query: CallbackQuery) -> None:
    turn.show("say", text="tg-language-set", edit=_place(query))
    await turn.attempt(SetLanguage(go.arg))


STEPS: dict[str, Callable[[Turn, Go, CallbackQuery], Awaitable[None]]] = {
    "new": _new,
    "type": _type,
    "skip": _skip,
    "stop": _stop,
    "put": _put,
    "drop": _drop,
    "list": _list,
    "ticket": _ticket,
    "older": _older,
    "answer": _answer,
    "keep": _keep,
    "language": _language,
}
