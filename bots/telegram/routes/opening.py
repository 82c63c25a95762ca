"""A ticket step by step: what kind, in short, in full. Whatever is typed or sent at any step is kept."""

from aiogram import Router
from aiogram.types import Message

from bots.telegram.heard import Heard, heard
from bots.telegram.routes.filters import Stands
from bots.telegram.turn import Turn
from core.api.commands import OpenTicket

TYPE, SUBJECT, BODY = "new:type", "new:subject", "new:body"


def begin(turn: Turn, *, edit: int | None = None) -> None:
    turn.move(TYPE, kept=[])
    turn.show("types", edit=edit)


def stop(turn: Turn) -> None:
    """Ends any dialogue, and says what became of it."""
    turn.show("say", text="tg-stopped" if turn.state else "tg-nothing-to-stop")
    turn.move(None)


async def choose(turn: Turn, type: str) -> None:
    """A type was pressed. Pressed later, from an old list, it begins a new ticket of that type."""
    turn.move(SUBJECT, type=type, kept=turn.data.get("kept", []) if turn.state == TYPE else [])
    turn.show("step", text="tg-subject-ask")


async def skip(turn: Turn) -> None:
    """Without details; where no subject waits there is nothing to skip."""
    if turn.state == BODY:
        await _open(turn)
    else:
        turn.say("tg-old-button")


async def subject(message: Message, turn: Turn) -> None:
    """Typed instead of a choice, it is the subject too, and the type is left to the desk."""
    said = heard(message)
    if said.empty:
        turn.show("say", text="tg-unsupported")
        return
    turn.move(BODY, type=turn.data.get("type"), subject=said.text, kept=[said.kept()])
    turn.show("step", text="tg-body-ask", skip=True)


async def body(message: Message, turn: Turn) -> None:
    said = heard(message)
    if said.empty:
        turn.show("say", text="tg-unsupported")
        return
    await _open(turn, said)


async def _open(turn: Turn, last: Heard | None = None) -> None:
    """One unit: the ticket, its receipt, the dialogue at rest, the input settled."""
    first = Heard.again(turn.data["kept"])
    attachments = (*first.attachments, *(last.attachments if last else ()))
    origin = last.origin if last else first.origin
    command = OpenTicket(turn.data["subject"], last.text if last else "", turn.data.get("type"), attachments, origin)
    turn.move(None)
    await turn.attempt(command)


def router() -> Router:
    found = Router(name="opening")
    found.message.register(subject, Stands(TYPE, SUBJECT))
    found.message.register(body, Stands(BODY))
    return found
