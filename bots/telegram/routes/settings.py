"""What somebody sets for themselves: when letters come, whose phone the chat is, their data, and to be forgotten."""

import re
from collections.abc import Awaitable, Callable, Mapping

from aiogram.types import Message

from bots.telegram.heard import heard
from bots.telegram.routes import talk
from bots.telegram.routes.asking import DIGEST, FORGET, PHONE_SHARED, QUIET, SET, SURE, ask, finish, of
from bots.telegram.steps import Steps
from bots.telegram.turn import Turn
from core.api.commands import ForgetMe, SetQuiet, SharePhone
from core.api.errors import Refusal
from core.api.queries import BeforeForgetting, WhoAmI

HOURS: Mapping[str, str] = {"q22": "22:00–08:00", "q20": "20:00–09:00", "q0": ""}
DIGESTS: Mapping[str, str] = {"d9": "09:00", "d18": "18:00", "d0": ""}
TIMELIKE = re.compile(r"[\d:.\s–—-]*\d[\d:.\s–—-]*")
PHONELIKE = re.compile(r"[\d\s+().-]{5,25}")
NEVER = frozenset({"нет", "no", "off", "0", "-", "—"})
YES = frozenset({"да", "yes"})
LAST_WORD = frozenset({"удалить", "delete"})
"""What the second question wants to read: nobody types it by chance."""


async def begin(turn: Turn, state: str) -> None:
    """One such matter at a time; another takes its place."""
    if turn.steps.recall(of(SET)):
        turn.steps.back()
    turn.steps.set_aside()
    turn.move(state)
    ask(turn)


async def begin_forgetting(turn: Turn) -> None:
    found = await turn.ask(BeforeForgetting(), turn.visitor)
    if found.allowed:
        await begin(turn, FORGET)
    else:
        turn.show("say", text="tg-forget-not" if turn.situation.me.known else "tg-forget-nothing")


async def export(turn: Turn) -> None:
    if turn.situation.me.known:
        turn.show("say", text="tg-export-begun")
        turn.show("export")
    else:
        turn.show("say", text="tg-forget-nothing")


async def quiet(message: Message, turn: Turn) -> None:
    await _timed(message, turn, hours=True)


async def digest(message: Message, turn: Turn) -> None:
    await _timed(message, turn, hours=False)


async def _timed(message: Message, turn: Turn, *, hours: bool) -> None:
    """A time, or none; anything else was meant for a ticket."""
    said = heard(message)
    text = said.text.strip().casefold()
    if said.empty:
        turn.unheard(said)
    elif said.attachments or message.reply_to_message or not (text in NEVER or TIMELIKE.fullmatch(text)):
        await talk.aside(message, turn)
    else:
        await _set(turn, "" if text in NEVER else text.replace(".", ":"), hours=hours)


async def _set(turn: Turn, value: str, *, hours: bool, edit: int | None = None) -> None:
    me = await turn.ask(WhoAmI(), turn.visitor)
    turn.show("settings", edit=edit)
    if turn.steps.recall(of(SET)):
        finish(turn)
    try:
        await turn.do(SetQuiet(value, me.digest) if hours else SetQuiet(me.quiet, value))
    except Refusal as refusal:
        turn.turn_back(refusal)
        ask(turn)


async def phone(message: Message, turn: Turn) -> None:
    """Only the number of the account that writes: anybody can send another's contact (Bot API, Contact.user_id)."""
    said, contact = heard(message), message.contact
    if contact is not None and message.from_user is not None and contact.user_id == message.from_user.id:
        await _shared(turn, contact.phone_number)
    elif contact is not None:
        ask(turn, note="tg-phone-not-yours")
    elif said.empty:
        turn.unheard(said)
    elif PHONELIKE.fullmatch(said.text.strip()):
        ask(turn, note="tg-phone-press")
    else:
        await talk.aside(message, turn)


async def _shared(turn: Turn, number: str) -> None:
    turn.show("say", text="tg-phone-known", unkeyed=True)
    finish(turn)
    try:
        await turn.do(SharePhone(number))
    except Refusal:
        turn.turn_back()
        turn.show("say", text="tg-phone-unknown", unkeyed=True)
        finish(turn)


async def forget(message: Message, turn: Turn) -> None:
    """By words alone: yes, and then the word that was asked for. Any other words go their own way."""
    said = heard(message)
    word = said.text.strip(' .!\n«»"').casefold()
    if said.empty:
        turn.unheard(said)
    elif turn.state == FORGET and word in YES:
        turn.move(SURE)
        ask(turn)
    elif turn.state == SURE and word in LAST_WORD:
        await _forgotten(turn)
    else:
        turn.move(None)
        await talk.free(message, turn)


async def _forgotten(turn: Turn) -> None:
    """Nothing of the dialogue is left either, whatever was begun."""
    turn.steps = Steps()
    turn.show("say", text="tg-forgotten", language=turn.language, unkeyed=True)
    try:
        await turn.do(ForgetMe())
    except Refusal as refusal:
        turn.turn_back(refusal)


async def press(turn: Turn, arg: str, place: int | None) -> None:
    """An old button of the second question forgets nobody: it counts only while that is what is asked."""
    if arg in BEGIN:
        await BEGIN[arg](turn)
    elif arg in HOURS or arg in DIGESTS:
        await _set(turn, {**HOURS, **DIGESTS}[arg], hours=arg in HOURS, edit=place)
    elif arg == "forget1" and turn.steps.recall(lambda state, data: state == FORGET):
        turn.move(SURE)
        ask(turn, edit=place)
    elif arg == "forget2" and turn.steps.recall(lambda state, data: state == SURE):
        turn.show("bare", edit=place)
        await _forgotten(turn)
    else:
        turn.say("tg-old-button")


async def _menu(turn: Turn) -> None:
    turn.show("settings")


def _of(state: str) -> Callable[[Turn], Awaitable[None]]:
    return lambda turn: begin(turn, state)


BEGIN: Mapping[str, Callable[[Turn], Awaitable[None]]] = {
    "menu": _menu,
    "quiet": _of(QUIET),
    "digest": _of(DIGEST),
    "phone": _of(PHONE_SHARED),
    "export": export,
    "forget": begin_forgetting,
}
STEPS = {QUIET: quiet, DIGEST: digest, PHONE_SHARED: phone, FORGET: forget, SURE: forget}


def _ordered(begun: Callable[[Turn], Awaitable[None]]) -> Callable[[Message, Turn], Awaitable[None]]:
    async def order(message: Message, turn: Turn) -> None:
        await begun(turn)

    return order


ORDERS = {name: _ordered(begun) for name, begun in BEGIN.items() if name != "menu"}
