"""A draft becomes a ticket, or is told what is wrong with it."""

from dataclasses import replace

from bots.telegram.draft import Draft
from bots.telegram.heard import Heard
from bots.telegram.plan import Plan
from bots.telegram.routes.asking import finish
from bots.telegram.turn import Turn
from core.api.commands import OpenTicket
from core.api.errors import Code, Refusal
from core.api.kinds import TicketId

Last = Heard | None


async def send(turn: Turn, draft: Draft, plan: Plan, last: Last = None) -> Refusal | None:
    """One unit: the ticket, its receipt, the dialogue at rest, the input settled. `last` is what was said just now."""
    whole = Heard.again(draft.kept)
    whole = replace(whole, origin=replace(last.origin, parts=whole.origin.parts)) if last else whole
    finish(turn, whole)
    try:
        await turn.do(_command(draft, plan, whole))
    except Refusal as refusal:
        turn.turn_back()
        return refusal
    return None


def _command(draft: Draft, plan: Plan, whole: Heard) -> OpenTicket:
    picked = plan.picked
    return OpenTicket(
        draft.subject or "", whole.text, picked.get("type"), whole.attachments, whole.origin,
        TicketId(draft.linked) if draft.linked else None,
        service=picked.get("service"), category=picked.get("category"), priority=picked.get("priority"),
        brand=picked.get("brand"), fields=dict(plan.answers), observers=tuple(draft.observers or ()),
    )  # fmt: skip


def reopened(draft: Draft, refusal: Refusal) -> bool:
    """Takes the answer that was refused out of the draft; says whether there was one, or a better hour will do."""
    match refusal.code:
        case Code.FIELD:
            return draft.fields.pop(str(refusal.params["question"]), None) is not None
        case Code.SERVICE:
            draft.under = None
            return draft.picked.pop("service", None) is not None
        case Code.UNKNOWN_TYPE:
            return draft.picked.pop("type", None) is not None
        case Code.CHOICE:
            return draft.picked.pop(str(refusal.params.get("aspect")), None) is not None
        case Code.ADDRESS | Code.CROWDED:
            found, draft.observers = draft.observers, None
            return bool(found)
        case _:
            return refusal.code is Code.UNREGISTERED
