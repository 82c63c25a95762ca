"""Presses that lead from screen to screen, or answer what was asked. An old one is judged now (agreement 7)."""

from collections.abc import Awaitable, Callable

from aiogram.types import CallbackQuery

from bots.telegram.routes import (
    asking,
    choosing,
    grading,
    keeping,
    mailing,
    observers,
    opening,
    passing,
    registering,
    settings,
    talk,
)
from bots.telegram.routes.home import home
from bots.telegram.routes.verbs import Query, card_of, place, redraw
from bots.telegram.turn import Turn
from bots.telegram.wire import Go
from core.api.commands import SetLanguage
from core.api.errors import Code, Refusal
from core.api.shapes import Verb


async def step(query: Query, callback_data: Go, turn: Turn) -> None:
    taken = STEPS.get(callback_data.to)
    if taken is None:
        turn.say("tg-old-button")
    else:
        await taken(turn, callback_data, query)


async def unknown(query: CallbackQuery, turn: Turn) -> None:
    """A button of an earlier version of the bot."""
    turn.say("tg-old-button")


async def _home(turn: Turn, go: Go, query: Query) -> None:
    await home(turn)


async def _as_it_is(turn: Turn, go: Go, query: Query) -> None:
    await opening.send_as_it_is(turn, place(query))


async def _new(turn: Turn, go: Go, query: Query) -> None:
    await opening.begin(turn)


async def _type(turn: Turn, go: Go, query: Query) -> None:
    await choosing.type(turn, go.arg, place(query))


async def _skip(turn: Turn, go: Go, query: Query) -> None:
    await passing.skip_details(turn)


async def _writing(turn: Turn, go: Go, query: Query) -> None:
    await choosing.press(turn, go, place(query))


async def _registering(turn: Turn, go: Go, query: Query) -> None:
    await registering.press(turn, go, place(query))


def _of_grade(deed: Callable[[Turn, int, int | None], Awaitable[None]]) -> Callable[[Turn, Go, Query], Awaitable[None]]:
    async def pressed(turn: Turn, go: Go, query: Query) -> None:
        await deed(turn, go.id, place(query))

    return pressed


async def _stop(turn: Turn, go: Go, query: Query) -> None:
    asking.stop(turn, go.arg, go.id)


async def _put(turn: Turn, go: Go, query: Query) -> None:
    await talk.put(turn, go.id, place(query))


async def _follow(turn: Turn, go: Go, query: Query) -> None:
    """The person agrees: a new ticket goes on with the closed one (D8)."""
    await talk.put(turn, 0, place(query), linked_to=go.id)


async def _drop(turn: Turn, go: Go, query: Query) -> None:
    talk.drop(turn, place(query))


async def _list(turn: Turn, go: Go, query: Query) -> None:
    talk.turn_away(turn)
    turn.show("list", edit=place(query), before=go.id or None, which=go.arg)


async def _found(turn: Turn, go: Go, query: Query) -> None:
    """More of what was looked for last."""
    board = turn.steps.board or {}
    if board.get("screen") == "found":
        turn.show("found", edit=place(query), words=board["words"], after=go.id)
    else:
        turn.say("tg-old-button")


async def _files(turn: Turn, go: Go, query: Query) -> None:
    turn.show("files", ticket=go.id)


async def _file(turn: Turn, go: Go, query: Query) -> None:
    turn.show("file", file=go.id, ticket=go.before)
    turn.say("tg-toast-file")


async def _story(turn: Turn, go: Go, query: Query) -> None:
    turn.show("story", edit=place(query) if go.before else None, ticket=go.id, before=go.before)


async def _ticket(turn: Turn, go: Go, query: Query) -> None:
    talk.turn_away(turn, go.id)
    turn.show("ticket", ticket=go.id)


async def _older(turn: Turn, go: Go, query: Query) -> None:
    turn.show("ticket", edit=place(query), ticket=go.id, before=go.before)


async def _answer(turn: Turn, go: Go, query: Query) -> None:
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


async def _keep(turn: Turn, go: Go, query: Query) -> None:
    redraw(query, turn, go.id)


async def _language(turn: Turn, go: Go, query: Query) -> None:
    turn.show("say", text="tg-language-set", edit=place(query))
    await turn.attempt(SetLanguage(go.arg))


async def _notices(turn: Turn, go: Go, query: Query) -> None:
    turn.show("notices")


async def _set(turn: Turn, go: Go, query: Query) -> None:
    await settings.press(turn, go.arg, place(query))


async def _speak(turn: Turn, go: Go, query: Query) -> None:
    turn.show("language")


async def _address(turn: Turn, go: Go, query: Query) -> None:
    mailing.ask_address(turn)


async def _forget(turn: Turn, go: Go, query: Query) -> None:
    await mailing.forget(turn, place(query))


async def _ways(turn: Turn, go: Go, query: Query) -> None:
    await mailing.choose(turn, go.arg, place(query))


STEPS: dict[str, Callable[[Turn, Go, Query], Awaitable[None]]] = {
    "home": _home,
    "new": _new,
    "asis": _as_it_is,
    "type": _type,
    "skip": _skip,
    **dict.fromkeys(choosing.PRESSES, _writing),
    "reg": _registering,
    "word": _of_grade(grading.offer),
    "noword": _of_grade(grading.decline),
    "matter": _of_grade(grading.other_matter),
    **observers.BUTTONS,
    "stop": _stop,
    "put": _put,
    "follow": _follow,
    "drop": _drop,
    "list": _list,
    "found": _found,
    "files": _files,
    "file": _file,
    "story": _story,
    "ticket": _ticket,
    "older": _older,
    "answer": _answer,
    "continue": _answer,
    "current": keeping.keep_writing,
    "askagain": keeping.ask_again,
    "keep": _keep,
    "language": _language,
    "notices": _notices,
    "set": _set,
    "speak": _speak,
    "address": _address,
    "forget": _forget,
    "ways": _ways,
}
