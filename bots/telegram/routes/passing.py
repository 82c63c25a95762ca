"""What nobody has to answer is passed over: one thing, or all of it at once (B3)."""

from bots.telegram.draft import Draft
from bots.telegram.plan import Kind, Plan, Step
from bots.telegram.routes import opening
from bots.telegram.routes.asking import BODY
from bots.telegram.turn import Turn
from bots.telegram.wire import Go

SKIPPED = ""


async def skip(turn: Turn, go: Go, draft: Draft, plan: Plan, step: Step, place: int | None) -> bool:
    """Without an optional answer, without observers; a subject is made from the first words where it is passed over."""
    if step.kind is Kind.OBSERVERS:
        draft.observers = []
    elif step.optional:
        draft.fields[step.name] = SKIPPED
    else:
        return False
    await opening.proceed(turn, draft, edit=place)
    return True


async def rest(turn: Turn, go: Go, draft: Draft, plan: Plan, step: Step, place: int | None) -> bool:
    """All that nobody has to answer is passed over; what must be answered is still asked (B3)."""
    if not step.spare:
        return False
    _spared(draft, plan)
    await opening.proceed(turn, draft, edit=place)
    return True


def _spared(draft: Draft, plan: Plan) -> None:
    for one in plan.spare:
        one.left_out(draft)


async def skip_details(turn: Turn) -> None:
    """Without details, nor anything else that need not be said; where no subject waits there is nothing to skip."""
    if turn.steps.recall(lambda state, data: state == BODY):
        draft = Draft.read(turn.data)
        draft.described = True
        plan = await opening.read(turn, draft)
        if plan is not None:
            _spared(draft, plan)
            await opening.proceed(turn, draft)
    else:
        turn.say("tg-old-button")
