"""A ticket step by step: what kind, in short, in full. Whatever is typed or sent at any step is kept."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from aiogram.types import Message

from bots.telegram.heard import Heard, heard
from bots.telegram.routes.asking import BODY, NEW, SUBJECT, TYPE, WHICH, ask, finish, of
from bots.telegram.turn import Turn
from core.api.commands import OpenTicket
from core.api.errors import Code, Refusal
from core.api.queries import TicketTypes


def begin(turn: Turn, said: Heard | None = None) -> None:
    """Words that wait for their place go along, and a ticket that is half written goes on."""
    _take_up(turn, [said.kept()] if said else [])
    if turn.state == BODY:
        ask(turn, text="tg-new-underway")
        return
    turn.move(TYPE, kept=turn.waiting)
    ask(turn)


def _take_up(turn: Turn, more: Sequence[dict[str, Any]] = ()) -> None:
    """The ticket that is half written is what is under way from here on; there is never more than one."""
    along = []
    if turn.state == WHICH:
        along = turn.waiting
        turn.steps.back()
    if not turn.steps.recall(of(NEW)):
        turn.steps.set_aside()
        turn.move(TYPE)
    turn.move(turn.state, **{**turn.data, "kept": [*turn.waiting, *along, *more]})


async def choose(turn: Turn, type: str) -> None:
    """A type was pressed. Pressed later, from an old list, it changes the type of what is under way, or begins anew."""
    known = await turn.ask(TicketTypes(), turn.visitor)
    if all(kind.id != type for kind in known):
        turn.say("tg-old-button")
        begin(turn)
        return
    _take_up(turn)
    if turn.state == BODY or turn.waiting:
        turn.move(BODY, **{"subject": "", **turn.data, "type": type})
    else:
        turn.move(SUBJECT, type=type, kept=[])
    ask(turn)


async def skip(turn: Turn) -> None:
    """Without details; where no subject waits there is nothing to skip."""
    if turn.steps.recall(lambda state, data: state == BODY):
        await _open(turn)
    else:
        turn.say("tg-old-button")


async def subject(message: Message, turn: Turn) -> None:
    """Typed instead of a choice, it is the subject too, and the type is left to the desk."""
    said = heard(message)
    if said.empty:
        turn.unheard(said)
        return
    kept = [*turn.waiting, {**replace(said, text="").kept(), "title": True}]
    turn.move(BODY, type=turn.data.get("type"), subject=said.text, kept=kept)
    ask(turn)


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
    subject, type = str(turn.data["subject"]), turn.data.get("type")
    whole = Heard.again(kept)
    whole = replace(whole, origin=last.origin) if last else whole
    finish(turn, whole)
    try:
        await turn.do(OpenTicket(subject, whole.text, type, whole.attachments, whole.origin))
    except Refusal as refusal:
        turn.turn_back(refusal)
        if refusal.code is Code.UNKNOWN_TYPE:
            _take_up(turn)
            turn.move(TYPE, kept=_with_subject(subject, kept))
            ask(turn)


def _with_subject(subject: str, kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**kept[0], "text": subject, "files": [], "title": False}, *kept] if subject else kept


STEPS = {TYPE: subject, SUBJECT: subject, BODY: body}
