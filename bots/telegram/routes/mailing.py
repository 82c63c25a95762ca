"""Mail as the other way (X4): an address is asked for, a code that was mailed there proves it."""

import re

from aiogram.types import Message

from bots.telegram.heard import heard
from bots.telegram.routes import talk
from bots.telegram.routes.asking import ADDRESS, CODE, MAIL, ask, finish, of
from bots.telegram.turn import Turn
from core.api.commands import ChooseWays, ConfirmAddress, ForgetAddress, OfferAddress
from core.api.errors import Code, Refusal
from core.api.kinds import Ways
from core.api.queries import WhoAmI

CODE_LIKE = re.compile(r"[\d\s.\-–—]*\d[\d\s.\-–—]*")


def ask_address(turn: Turn) -> None:
    if not turn.steps.recall(of(MAIL)):
        turn.steps.set_aside()
    turn.move(ADDRESS)
    ask(turn)


async def offered(turn: Turn, email: str) -> None:
    """An address that a link has named, as if it had been typed."""
    if not turn.steps.recall(of(MAIL)):
        turn.steps.set_aside()
    turn.move(ADDRESS)
    await _offer(turn, email)


async def address(message: Message, turn: Turn) -> None:
    """One word is an address, right or wrong; anything longer without an @ was meant for a ticket."""
    said = heard(message)
    if said.empty:
        turn.unheard(said)
    elif said.attachments or message.reply_to_message or not _address_like(said.text):
        await talk.aside(message, turn)
    else:
        await _offer(turn, said.text.strip())


def _address_like(text: str) -> bool:
    return "@" in text or len(text.split()) == 1


async def _offer(turn: Turn, email: str) -> None:
    me = await turn.ask(WhoAmI(), turn.visitor)
    if me.email == email.lower():
        turn.show("notices", text="tg-mail-known")
        finish(turn)
        return
    turn.move(CODE)
    ask(turn)
    try:
        await turn.do(OfferAddress(email))
    except Refusal as refusal:
        turn.turn_back(refusal)
        if refusal.code is Code.ADDRESS:
            turn.move(ADDRESS)
            ask(turn)
        else:
            finish(turn)


async def code(message: Message, turn: Turn) -> None:
    """The code, however its digits are spaced; or another address, if that was wrong; else words for a ticket."""
    said = heard(message)
    text = said.text.strip()
    if said.empty:
        turn.unheard(said)
    elif said.attachments or message.reply_to_message:
        await talk.aside(message, turn)
    elif "@" in text and len(text.split()) == 1:
        await _offer(turn, text)
    elif CODE_LIKE.fullmatch(text):
        await _confirm(turn, text)
    else:
        await talk.aside(message, turn)


async def _confirm(turn: Turn, text: str) -> None:
    """A wrong code may be tried again, as long as tries are left."""
    turn.show("notices", text="tg-mail-confirmed")
    finish(turn)
    try:
        await turn.do(ConfirmAddress(text))
    except Refusal as refusal:
        turn.turn_back(refusal)
        if not refusal.params.get("left"):
            turn.show("notices")
            finish(turn)


async def forget(turn: Turn, question: int | None) -> None:
    turn.show("notices", edit=question)
    if turn.steps.recall(of(MAIL)):
        finish(turn)
    if await turn.attempt(ForgetAddress()):
        turn.say("tg-mail-forgotten")


async def choose(turn: Turn, ways: str, question: int | None) -> None:
    if ways not in list(Ways):
        turn.say("tg-old-button")
        return
    turn.show("notices", edit=question)
    if await turn.attempt(ChooseWays(Ways(ways))):
        turn.say("tg-toast-done")


STEPS = {ADDRESS: address, CODE: code}
