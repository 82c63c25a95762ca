"""A ticket step by step: what kind, in short, in full. Whatever is typed or sent at any step is kept."""

from dataclasses import replace
from typing import Any

from aiogram.types import Message

from bots.telegram.heard import Heard, heard
from bots.telegram.turn import Turn
from core.api.commands import OpenTicket
from core.api.errors import Code, Refusal
from core.api.queries import TicketTypes

TYPE, SUBJECT, BODY = "new:type", "new:subject", "new:body"


def begin(turn: Turn, said: Heard | None = None) -> None:
    """Words that wait for their place go along, and a ticket that is half written goes on."""
    kept = [*turn.waiting, *([said.kept()] if said else [])]
    if turn.state == BODY:
        turn.move(BODY, **{**turn.data, "kept": kept})
        turn.show("step", text="tg-new-underway", skip=True)
        return
    turn.move(TYPE, kept=kept)
    turn.show("types")


def stop(turn: Turn) -> None:
    """Ends any dialogue, and says what became of it."""
    turn.show("say", text="tg-stopped" if turn.state else "tg-nothing-to-stop")
    turn.move(None)


async def choose(turn: Turn, type: str) -> None:
    """A type was pressed. Pressed later, from an old list, it changes the type of what is under way, or begins anew."""
    known = await turn.ask(TicketTypes(), turn.visitor)
    if all(kind.id != type for kind in known):
        turn.say("tg-old-button")
        begin(turn)
    elif turn.state == BODY or turn.waiting:
        turn.move(BODY, type=type, subject=turn.data.get("subject", ""), kept=turn.waiting)
        turn.show("step", text="tg-body-ask", skip=True)
    else:
        turn.move(SUBJECT, type=type, kept=[])
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
        turn.unheard(said)
        return
    kept = [*turn.waiting, replace(said, text="").kept()]
    turn.move(BODY, type=turn.data.get("type"), subject=said.text, kept=kept)
    turn.show("step", text="tg-body-ask", skip=True)


async def body(message: Message, turn: Turn) -> None:
    said = heard(message)
    if said.empty:
        turn.unheard(said)
    elif said.goes_with(turn.waiting):
        turn.move(BODY, **{**turn.data, "kept": [*turn.waiting, said.kept()]})
    else:
        await _open(turn, said)


async def _open(turn: Turn, last: Heard | None = None) -> None:
    """One unit: the ticket, its receipt, the dialogue at rest, the input settled."""
    kept = [*turn.waiting, *([last.kept()] if last else [])]
    whole, subject = Heard.again(kept), str(turn.data["subject"])
    origin = last.origin if last else whole.origin
    command = OpenTicket(subject, whole.text, turn.data.get("type"), whole.attachments, origin)
    turn.rest(last)
    try:
        await turn.do(command)
    except Refusal as refusal:
        turn.turn_back(refusal)
        if refusal.code is Code.UNKNOWN_TYPE:
            turn.move(TYPE, kept=_with_subject(subject, kept))
            turn.show("types")


def _with_subject(subject: str, kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**kept[0], "text": subject, "files": []}, *kept] if subject else kept


STEPS = {TYPE: subject, SUBJECT: subject, BODY: body}
