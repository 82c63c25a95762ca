"""Colleagues in copy of a ticket: named by mail address, and let go (A4)."""

from aiogram.types import Message

from bots.telegram.heard import heard
from bots.telegram.routes import talk
from bots.telegram.routes.asking import COPY, OBSERVE, ask, begin, finish, of
from bots.telegram.turn import Turn
from core.api.commands import AddObserver, DropObserver
from core.api.errors import Code, Refusal
from core.api.kinds import PersonId, TicketId


def ask_address(turn: Turn, ticket: int) -> None:
    turn.steps.forget(of(OBSERVE))
    begin(turn, COPY, ticket=ticket)
    ask(turn)


async def address(message: Message, turn: Turn) -> None:
    """One word is an address, right or wrong; anything else was meant for a ticket."""
    said = heard(message)
    if said.empty:
        turn.unheard(said)
    elif said.attachments or message.reply_to_message or len(said.text.split()) > 1:
        await talk.aside(message, turn)
    else:
        await _add(turn, TicketId(turn.data["ticket"]), said.text.strip())


async def _add(turn: Turn, ticket: TicketId, email: str) -> None:
    turn.show("observers", ticket=ticket)
    finish(turn)
    try:
        await turn.do(AddObserver(ticket, email))
    except Refusal as refusal:
        turn.turn_back(refusal)
        if refusal.code is Code.ADDRESS:
            ask(turn)
        else:
            finish(turn)


async def drop(turn: Turn, ticket: int, person: int | None, place: int | None) -> None:
    turn.show("observers", edit=place, ticket=ticket)
    if person is not None and await turn.attempt(DropObserver(TicketId(ticket), PersonId(person))):
        turn.say("tg-toast-done")


STEPS = {COPY: address}
