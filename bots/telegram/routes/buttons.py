"""Presses that lead from screen to screen, or answer what was asked. An old one is judged now (agreement 7)."""

from collections.abc import Awaitable, Callable

from aiogram.types import CallbackQuery

from bots.telegram.routes import asking, mailing, opening, talk
from bots.telegram.routes.verbs import card_of, place, redraw
from bots.telegram.turn import Turn
from bots.telegram.wire import Go
from core.api.commands import SetLanguage
from core.api.errors import Code, Refusal
from core.api.shapes import Verb


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
    asking.stop(turn, go.arg, go.id)


async def _put(turn: Turn, go: Go, query: CallbackQuery) -> None:
    await talk.put(turn, go.id, place(query))


async def _follow(turn: Turn, go: Go, query: CallbackQuery) -> None:
    """The person agrees: a new ticket goes on with the closed one (D8)."""
    await talk.put(turn, 0, place(query), linked_to=go.id)


async def _drop(turn: Turn, go: Go, query: CallbackQuery) -> None:
    talk.drop(turn, place(query))


async def _list(turn: Turn, go: Go, query: CallbackQuery) -> None:
    talk.turn_away(turn)
    turn.show("list", edit=place(query), before=go.id or None)


async def _ticket(turn: Turn, go: Go, query: CallbackQuery) -> None:
    talk.turn_away(turn, go.id)
    turn.show("ticket", ticket=go.id)


async def _older(turn: Turn, go: Go, query: CallbackQuery) -> None:
    turn.show("ticket", edit=place(query), ticket=go.id, before=go.before)


async def _answer(turn: Turn, go: Go, query: CallbackQuery) -> None:
    """Words that wait for their place are the answer. What is written to a closed ticket is asked about then (D8)."""
    card = await card_of(turn, go.id, query)
    if card is None:
        return
    if Verb.ANSWER not in card.verbs and not card.final:
        turn.toast = Refusal(Code.BUTTON, status=card.status.id)
        redraw(query, turn, go.id)
    elif turn.state == asking.WHICH:
        await talk.put(turn, go.id)
    else:
        asking.await_answer(turn, go.id)
        asking.ask(turn)


async def _keep(turn: Turn, go: Go, query: CallbackQuery) -> None:
    redraw(query, turn, go.id)


async def _language(turn: Turn, go: Go, query: CallbackQuery) -> None:
    turn.show("say", text="tg-language-set", edit=place(query))
    await turn.attempt(SetLanguage(go.arg))


async def _notices(turn: Turn, go: Go, query: CallbackQuery) -> None:
    turn.show("notices")


async def _address(turn: Turn, go: Go, query: CallbackQuery) -> None:
    mailing.ask_address(turn)


async def _forget(turn: Turn, go: Go, query: CallbackQuery) -> None:
    await mailing.forget(turn, place(query))


async def _ways(turn: Turn, go: Go, query: CallbackQuery) -> None:
    await mailing.choose(turn, go.arg, place(query))


STEPS: dict[str, Callable[[Turn, Go, CallbackQuery], Awaitable[None]]] = {
    "new": _new,
    "type": _type,
    "skip": _skip,
    "stop": _stop,
    "put": _put,
    "follow": _follow,
    "drop": _drop,
    "list": _list,
    "ticket": _ticket,
    "older": _older,
    "answer": _answer,
    "continue": _answer,
    "keep": _keep,
    "language": _language,
    "notices": _notices,
    "address": _address,
    "forget": _forget,
    "ways": _ways,
}
