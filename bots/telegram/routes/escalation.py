"""*Escalate*: first a reason that counts, then a text (D4). What counts is judged by the core, and by it alone."""

from dataclasses import replace

from aiogram.types import Message

from bots.telegram.heard import Heard, heard
from bots.telegram.routes import talk
from bots.telegram.routes.asking import ESCALATE, FULL, GRIEVANCE, MOST, REASON, WHICH, ask, begin, finish, full, of
from bots.telegram.steps import Data
from bots.telegram.turn import Turn
from core.api.commands import Escalate
from core.api.errors import Code, Refusal
from core.api.kinds import TicketId
from core.api.shapes import Verb

HOPELESS = frozenset({Code.BUTTON, Code.MISSING, Code.FINAL, Code.ROLE, Code.DOOR})
"""Refusals that no other reason and no other text would change."""


async def press(turn: Turn, ticket: TicketId, reason: str) -> None:
    """*Escalate* itself, or one of its reasons; an old reason button begins where it stands."""
    if not turn.steps.recall(of(ESCALATE, ticket)):
        if len(turn.steps.aside) >= MOST:
            turn.show("say", text="tg-finish-first")
            ask(turn)
            return
        begin(turn, REASON, ticket=ticket, kept=[])
    if reason:
        await _try(turn, reason)
    else:
        turn.move(REASON, ticket=ticket, kept=turn.waiting)
        ask(turn)


async def reason(message: Message, turn: Turn) -> None:
    """Text instead of a reason is the text already; the reason is asked for again."""
    said = heard(message)
    if said.empty:
        turn.unheard(said)
    elif await _elsewhere(message, turn):
        await talk.aside(message, turn)
    elif full(turn, said):
        turn.refuse(Refusal(Code.TOO_LONG, limit=FULL, length=len(said.text)))
    else:
        album = said.goes_with(turn.waiting)
        turn.move(REASON, **{**turn.data, "kept": [*turn.waiting, said.kept()]})
        if not album:
            ask(turn, text="tg-reason-kept")


async def grievance(message: Message, turn: Turn) -> None:
    """The text, with its files. A sticker says nothing that could be passed on as a reason."""
    said = heard(message)
    said = replace(said, text="") if message.sticker else said
    if said.service and said.empty:
        return
    if await _elsewhere(message, turn):
        await talk.aside(message, turn)
    elif said.goes_with(turn.waiting) and not said.text:
        turn.move(GRIEVANCE, **{**turn.data, "kept": [*turn.waiting, said.kept()]})
    else:
        await _try(turn, str(turn.data["reason"]), said)


async def _elsewhere(message: Message, turn: Turn) -> bool:
    """A reply to another ticket's message is meant for that one, whatever was asked here."""
    return await talk.replied(message, turn) not in (None, turn.data["ticket"])


async def _try(turn: Turn, reason: str, said: Heard | None = None) -> None:
    """Escalates if there is enough for it; if not, the refusal says what is missing."""
    ticket, kept = TicketId(turn.data["ticket"]), [*turn.waiting, *([said.kept()] if said else [])]
    whole = Heard.again(kept) if kept else None
    turn.show("done", ticket=ticket, verb=Verb.ESCALATE)
    finish(turn, whole)
    words = (whole.text, whole.attachments, whole.origin) if whole else ("",)
    try:
        await turn.do(Escalate(ticket, reason, *words))
    except Refusal as refusal:
        turn.turn_back()
        if not turn.steps.recall(of(ESCALATE, ticket)):
            begin(turn, REASON, ticket=ticket, kept=kept)
        _refused(turn, refusal, reason, kept, said)


def _refused(turn: Turn, refusal: Refusal, reason: str, kept: list[Data], said: Heard | None) -> None:
    ticket = turn.data["ticket"]
    if refusal.code is Code.REASON_EMPTY:
        turn.move(GRIEVANCE, ticket=ticket, reason=reason, kept=[one for one in kept if one["files"]])
        if said is not None:
            turn.refuse(refusal)
        ask(turn)
        return
    turn.refuse(refusal)
    if refusal.code is Code.REASON:
        turn.move(REASON, ticket=ticket, kept=kept)
        ask(turn)
    elif refusal.code in HOPELESS:
        _give_up(turn, kept)
    else:
        ask(turn)


def _give_up(turn: Turn, kept: list[Data]) -> None:
    """The ticket cannot be escalated any more; what was written for it is not lost (X1)."""
    if kept:
        turn.move(WHICH, kept=kept)
        ask(turn)
    else:
        finish(turn)


STEPS = {REASON: reason, GRIEVANCE: grievance}
