"""Presses: verbs on tickets, and steps between screens. What an old button says is judged now (agreement 7)."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.types import CallbackQuery

from bots.telegram.routes import opening, talk
from bots.telegram.turn import Turn
from bots.telegram.wire import Go, Press
from core.api.commands import Cancel, Rate, Resolve, ReturnToWork, SetLanguage
from core.api.errors import Refusal
from core.api.kinds import Command, TicketId
from core.api.shapes import Verb

COMMANDS: dict[str, Callable[[Press], Command]] = {
    Verb.RESOLVE: lambda press: Resolve(TicketId(press.ticket)),
    Verb.CANCEL: lambda press: Cancel(TicketId(press.ticket)),
    Verb.RETURN: lambda press: ReturnToWork(TicketId(press.ticket)),
    Verb.RATE: lambda press: Rate(TicketId(press.ticket), press.arg),
}


async def verb(query: CallbackQuery, callback_data: Press, turn: Turn) -> None:
    """One verb on one ticket. Its buttons are drawn anew either way, and *Cancel* asks once (D6)."""
    place = query.message.message_id if query.message else None
    make = COMMANDS.get(callback_data.verb)
    if make is None:
        turn.say("tg-old-button")
        return
    if callback_data.verb == Verb.CANCEL and callback_data.arg != "yes":
        turn.show("buttons", edit=place, ticket=callback_data.ticket, sure=True)
        return
    if callback_data.verb == Verb.RETURN:
        turn.move(talk.ANSWER, ticket=callback_data.ticket)
    turn.show("buttons", edit=place, ticket=callback_data.ticket)
    turn.show("done", ticket=callback_data.ticket, verb=callback_data.verb)
    await _pressed(turn, make(callback_data), callback_data, place)


async def _pressed(turn: Turn, command: Command, press: Press, place: int | None) -> None:
    before = turn.situation.dialogue
    try:
        await turn.do(command)
        turn.say("tg-toast-done")
    except Refusal as refusal:
        turn.take_back()
        turn.move(before.state, **before.data)
        turn.show("buttons", edit=place, ticket=press.ticket)
        turn.toast = refusal


async def step(query: CallbackQuery, callback_data: Go, turn: Turn) -> None:
    place = query.message.message_id if query.message else None
    taken = STEPS.get(callback_data.to)
    if taken is None:
        turn.say("tg-old-button")
    else:
        await taken(turn, callback_data, place)


async def unknown(query: CallbackQuery, turn: Turn) -> None:
    """A button of an earlier version of the bot."""
    turn.say("tg-old-button")


async def _new(turn: Turn, go: Go, place: int | None) -> None:
    opening.begin(turn)


async def _type(turn: Turn, go: Go, place: int | None) -> None:
    await opening.choose(turn, go.arg)


async def _skip(turn: Turn, go: Go, place: int | None) -> None:
    await opening.skip(turn)


async def _stop(turn: Turn, go: Go, place: int | None) -> None:
    opening.stop(turn)


async def _put(turn: Turn, go: Go, place: int | None) -> None:
    await talk.put(turn, go.id)


async def _drop(turn: Turn, go: Go, place: int | None) -> None:
    talk.drop(turn)


async def _list(turn: Turn, go: Go, place: int | None) -> None:
    turn.show("list", edit=place, before=go.id or None)


async def _ticket(turn: Turn, go: Go, place: int | None) -> None:
    turn.show("ticket", ticket=go.id)


async def _older(turn: Turn, go: Go, place: int | None) -> None:
    turn.show("ticket", edit=place, ticket=go.id, before=int(go.arg) if go.arg.isdigit() else None)


async def _answer(turn: Turn, go: Go, place: int | None) -> None:
    turn.move(talk.ANSWER, ticket=go.id)
    turn.show("answer", ticket=go.id)


async def _keep(turn: Turn, go: Go, place: int | None) -> None:
    turn.show("buttons", edit=place, ticket=go.id)


async def _language(turn: Turn, go: Go, place: int | None) -> None:
    turn.show("say", text="tg-language-set", edit=place)
    await turn.attempt(SetLanguage(go.arg))


STEPS: dict[str, Callable[[Turn, Go, int | None], Awaitable[None]]] = {
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


def router() -> Router:
    found = Router(name="buttons")
    found.callback_query.register(verb, Press.filter())
    found.callback_query.register(step, Go.filter())
    found.callback_query.register(unknown)
    return found
