"""Whoever is not let in yet says who they are, one question at a time (A5). What else they write meanwhile is kept."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiogram.types import Message

from bots.telegram.answers import international, wordy
from bots.telegram.heard import Heard, heard, joined
from bots.telegram.routes.asking import ABOUT, FULL, GATE, NEW, PARTICULAR, REGISTER, full, of
from bots.telegram.turn import Turn
from bots.telegram.wire import Go, token
from core.api.commands import RequestRegistration, WithdrawRegistration
from core.api.errors import Code, Refusal
from core.api.kinds import shorten
from core.api.queries import MyRegistration, ReadParticular
from core.api.shapes import Registration, Stands

EXCERPT = 500
PHONE = "phone"


async def invite(turn: Turn, *, kept: bool = False) -> None:
    """Asks who they are, goes on asking, or says how their request stands."""
    found = await turn.ask(MyRegistration(), turn.visitor)
    if turn.steps.recall(of(REGISTER)):
        _ask(turn, note="tg-words-kept" if kept else "tg-new-going-on")
    elif _waits(found):
        turn.show("registration")
    else:
        turn.steps.set_aside()
        _next(turn, found, {}, hello="tg-reg-hello-kept" if kept else "tg-reg-hello")


def _waits(found: Registration) -> bool:
    """Nothing is to be asked now."""
    return found.policy == "refused" or found.state is Stands.WAITING or found.again_at is not None


async def answer(message: Message, turn: Turn) -> None:
    said, at = heard(message), str(turn.data.get("at", ""))
    if said.empty:
        turn.unheard(said)
        return
    found = await turn.ask(MyRegistration(), turn.visitor)
    if not found.outside:
        _keep(turn, said)
        _leave(turn)
    elif message.contact is not None and at == PHONE:
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        await (_answered(turn, found, said, international(message.contact.phone_number)) if own else _not_yours(turn))
    elif turn.state == ABOUT or said.attachments or message.contact is not None or wordy(at, said.text):
        _kept_aside(turn, said)
    else:
        await _answered(turn, found, said, said.text)


async def _not_yours(turn: Turn) -> None:
    _ask(turn, note="tg-reg-not-yours")


async def _answered(turn: Turn, found: Registration, said: Heard, text: str) -> None:
    at = str(turn.data["at"])
    try:
        value = await turn.ask(ReadParticular(at, text), turn.visitor)
    except Refusal as refusal:
        _ask(turn, refusal={"code": refusal.code.value, "params": dict(refusal.params)})
        return
    _next(turn, found, {**turn.data["said"], at: value})


def _kept_aside(turn: Turn, said: Heard) -> None:
    """No answer to what was asked: it waits for the description, and the question stands."""
    waiting = next((data.get("kept", ()) for state, data in turn.steps.aside if _new(state)), ())
    if said.goes_with(list(waiting)):
        _keep(turn, said)
    elif full(turn, said, list(waiting)):
        turn.refuse(Refusal(Code.TOO_LONG, limit=FULL, length=len(said.text)))
    else:
        _keep(turn, said)
        _ask(turn, note="tg-words-added" if turn.state == ABOUT else "tg-words-kept")


def _keep(turn: Turn, said: Heard) -> None:
    aside = turn.steps.aside
    for at in reversed(range(len(aside))):
        state, data = aside[at]
        if _new(state):
            aside[at] = (state, {**data, "kept": [*data.get("kept", ()), said.kept()]})
            return
    aside.append((GATE, {"kept": [said.kept()]}))


def _new(state: str) -> bool:
    return state.partition(":")[0] == NEW


def _next(turn: Turn, found: Registration, said: Mapping[str, str], **more: Any) -> None:
    """The first question that has no answer; when all have one, everything once more before it is sent."""
    left = next((one.id for one in found.asked if one.id not in said), None)
    shown = bool(turn.data.get("shared")) and left != PHONE
    if shown:
        turn.show("noted-phone")
    turn.move(PARTICULAR if left else ABOUT, at=left or "", said=dict(said), shared=left == PHONE)
    _ask(turn, **more)
    if left == PHONE:
        turn.show("share-phone")


def _ask(turn: Turn, edit: int | None = None, **more: Any) -> None:
    screen = "particular" if turn.state == PARTICULAR else "particulars"
    turn.show(screen, edit=edit, at=turn.data.get("at"), said=turn.data.get("said", {}), **more)


def _leave(turn: Turn) -> None:
    """Nothing is left to ask: what waited for it is under way again, and it is said how the request stands."""
    if turn.data.get("shared"):
        turn.show("noted-phone")
    turn.steps.back()
    turn.show("registration")


async def _start(turn: Turn, found: Registration, go: Go, place: int | None) -> bool:
    await invite(turn)
    return True


async def _change(turn: Turn, found: Registration, go: Go, place: int | None) -> bool:
    """Everything that was said, to be said otherwise while the request waits."""
    if found.state is not Stands.WAITING or not found.outside:
        return False
    if not turn.steps.recall(of(REGISTER)):
        turn.steps.set_aside()
        _next(turn, found, {one.id: found.answers.get(one.id, "") for one in found.asked})
    else:
        _ask(turn)
    return True


async def _withdraw(turn: Turn, found: Registration, go: Go, place: int | None) -> bool:
    turn.show("say", text="tg-reg-withdrawn", edit=place)
    await turn.attempt(WithdrawRegistration())
    return True


async def _skip(turn: Turn, found: Registration, go: Go, place: int | None) -> bool:
    at = _at(turn, go)
    if at is None or any(one.id == at and one.required for one in found.asked):
        return False
    _next(turn, found, {**turn.data["said"], at: ""})
    return True


async def _back(turn: Turn, found: Registration, go: Go, place: int | None) -> bool:
    """The question before, asked anew."""
    ids, at = [one.id for one in found.asked], _at(turn, go)
    if at is None or at not in ids[1:]:
        return False
    before = ids[ids.index(at) - 1]
    _next(turn, found, {id: value for id, value in turn.data["said"].items() if id not in (at, before)})
    return True


async def _edit(turn: Turn, found: Registration, go: Go, place: int | None) -> bool:
    wanted = next((one.id for one in found.asked if token("about", one.id) == go.id), None)
    if wanted is None or not turn.steps.recall(of(REGISTER)):
        return False
    _next(turn, found, {id: value for id, value in turn.data["said"].items() if id != wanted})
    return True


async def _send(turn: Turn, found: Registration, go: Go, place: int | None) -> bool:
    """What was shown is what is sent."""
    if not turn.steps.recall(of(REGISTER)) or turn.state != ABOUT or go.id != stamp(turn.data["said"]):
        return False
    particulars = dict(turn.data["said"])
    turn.show("bare", edit=place)
    _leave(turn)
    words = shorten(joined(one["text"] for one in turn.waiting), EXCERPT)
    try:
        await turn.do(RequestRegistration(particulars, words))
    except Refusal as refusal:
        turn.turn_back(refusal)
        if refusal.code is not Code.PARTICULAR:
            turn.steps.forget(of(REGISTER))
    return True


def stamp(said: Mapping[str, str]) -> int:
    return token("about", repr(sorted(said.items())))


def _at(turn: Turn, go: Go) -> str | None:
    """The question under way, if the button is one of it."""
    if not turn.steps.recall(of(REGISTER)) or turn.state != PARTICULAR:
        return None
    at = str(turn.data["at"])
    return at if go.id == token("about", at) else None


Pressed = Callable[[Turn, Registration, Go, int | None], Awaitable[bool]]
PRESSES: Mapping[str, Pressed] = {
    "start": _start, "change": _change, "withdraw": _withdraw, "skip": _skip, "back": _back, "edit": _edit,
    "send": _send,
}  # fmt: skip


async def press(turn: Turn, go: Go, place: int | None) -> None:
    """An old button is answered with how things stand now."""
    found, pressed = await turn.ask(MyRegistration(), turn.visitor), PRESSES.get(go.arg)
    if pressed is None or not await pressed(turn, found, go, place):
        turn.turn_back()
        waits = found.outside and found.state is Stands.WAITING
        turn.say("tg-reg-waiting" if waits else "tg-reg-old-button")


STEPS = dict.fromkeys((PARTICULAR, ABOUT), answer)
