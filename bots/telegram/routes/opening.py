"""A ticket step by step, as the desk asks for it. Whatever is typed or sent at any step is kept."""

from collections.abc import Sequence
from typing import Any

from bots.telegram.draft import Draft
from bots.telegram.plan import SIMILAR, SUMMARY, Kind, Plan, Step, planned
from bots.telegram.routes import alike, registering, sending
from bots.telegram.routes.asking import BODY, GATE, NEW, REGISTER, REST, WHICH, ask, of
from bots.telegram.steps import Data
from bots.telegram.turn import Turn
from core.api.errors import Code, Refusal


async def begin(turn: Turn, kept: Sequence[dict[str, Any]] = (), *, linked: int = 0) -> None:
    """Words that wait for their place go along, and a ticket that is half written goes on."""
    if not turn.situation.me.outside:
        turn.steps.forget(of(REGISTER))
    take_up(turn, kept)
    draft = Draft.read(turn.data)
    draft.linked = linked or draft.linked
    if draft.begun and turn.state == REST:
        await resume(turn, draft, spoken=bool(kept))
        return
    if draft.begun and turn.state != GATE:
        turn.move(turn.state, **draft.written())
        if turn.state == BODY:
            ask(turn, text="tg-new-underway")
        else:
            ask(turn, note="tg-new-going-on")
        return
    await proceed(turn, draft)


async def resume(turn: Turn, draft: Draft, *, spoken: bool) -> None:
    """The question at which it was left, if that is still asked. Words are the description, where only that is due."""
    plan = await read(turn, draft)
    if plan is None:
        return
    step = plan.step(draft.at) or plan.pending or SUMMARY
    if spoken and step.kind is Kind.BODY and not draft.described:
        draft.described = True
        await proceed(turn, draft)
    else:
        put(turn, draft, step, page=draft.page, note="tg-words-kept" if spoken else "tg-new-going-on")


async def send_as_it_is(turn: Turn, place: int | None) -> None:
    """What may be left out is left out; what may not is asked for once more, and said so (B3)."""
    if not turn.steps.recall(of(NEW)):
        turn.say("tg-old-button")
        return
    draft = Draft.read(turn.data)
    plan = await read(turn, draft)
    while plan is not None and (step := plan.pending) is not None:
        if not step.left_out(draft):
            put(turn, draft, step, edit=place, note="tg-needed-first")
            return
        plan = await read(turn, draft)
    if plan is not None and draft.kept:
        turn.show("bare", edit=place)
        await submit(turn, draft, plan)
    elif plan is not None:
        draft.described, draft.subject = False, None
        await proceed(turn, draft, edit=place)


async def submit(turn: Turn, draft: Draft, plan: Plan, last: sending.Last = None) -> None:
    refusal = await sending.send(turn, draft, plan, last)
    if refusal is not None:
        await mend(turn, draft, refusal)


def take_up(turn: Turn, more: Sequence[dict[str, Any]] = ()) -> None:
    """The ticket that is half written is what is under way from here on; there is never more than one."""
    along = []
    if turn.state == WHICH:
        along = turn.waiting
        turn.steps.back()
    if not turn.steps.recall(of(NEW)):
        turn.steps.set_aside()
        turn.move(GATE)
    turn.move(turn.state, **{**turn.data, "kept": [*turn.waiting, *along, *more]})


async def proceed(
    turn: Turn, draft: Draft, *, edit: int | None = None, last: sending.Last = None, sum_up: bool = False, **said: Any
) -> None:  # fmt: skip
    """Asks what has no answer yet; when all has one, sums up, or sends where there is nothing to sum up.

    Words that wait are a description: nobody is asked for a subject then.
    """
    if draft.subject is None and draft.words:
        draft.subject = ""
    plan = await read(turn, draft)
    if plan is None:
        return
    step = plan.pending
    if step is None and await alike.found(turn, draft):
        put(turn, draft, SIMILAR, edit=edit)
        return
    if step is None and plan.simple and not sum_up:
        await submit(turn, draft, plan, last)
        return
    put(turn, draft, step or SUMMARY, edit=edit, **said)


async def mend(turn: Turn, draft: Draft, refusal: Refusal) -> None:
    """What was refused is asked again, and nothing else is lost. What asking would not mend is only said."""
    if not sending.reopened(draft, refusal):
        turn.refuse(refusal)
        return
    take_up(turn)
    if refusal.code is Code.UNREGISTERED:
        await put_off(turn, draft)
    else:
        await proceed(turn, draft, sum_up=True, refusal=worded(refusal))


async def read(turn: Turn, draft: Draft) -> Plan | None:
    """The plan; nothing for somebody who has not been let in: their words wait until they are (A5)."""
    try:
        return await planned(turn.ask, turn.visitor, draft)
    except Refusal as refusal:
        if refusal.code is not Code.UNREGISTERED:
            raise
        await put_off(turn, draft)
        return None


async def put_off(turn: Turn, draft: Draft) -> None:
    turn.move(GATE, **draft.written())
    await registering.invite(turn, kept=bool(draft.kept))


def put(
    turn: Turn, draft: Draft, step: Step, *, edit: int | None = None, page: int = 0, month: str = "",
    sought: Data | None = None, **said: Any,
) -> None:  # fmt: skip
    """The step under way from here on, and its question: in place of the pressed one where it can be pressed, too.

    Else that loses its buttons.
    """
    draft.at, draft.page, draft.month, draft.sought = step.at, page, month, sought
    turn.move(state_of(step.kind), **draft.written())
    pressed = step.options or step.dated or step in (SUMMARY, SIMILAR)
    if not pressed:
        turn.show("bare", edit=edit)
    ask(turn, edit=edit if pressed else None, **said)


def worded(refusal: Refusal) -> dict[str, Any]:
    """A refusal that stands above the question that it is about."""
    return {"code": refusal.code.value, "params": dict(refusal.params)}


def state_of(kind: Kind) -> str:
    return f"{NEW}:{kind}"
