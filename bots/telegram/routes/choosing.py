"""Presses while a ticket is being written. A button names its step: an old one changes nothing that came after."""

import re
from collections.abc import Awaitable, Callable

from bots.telegram.catalogue import above, level
from bots.telegram.draft import Draft
from bots.telegram.plan import SUMMARY, Kind, Plan, Step, of_step
from bots.telegram.routes import alike, opening, passing
from bots.telegram.routes.asking import NEW, of
from bots.telegram.turn import Turn
from bots.telegram.wire import Go, token
from core.api.errors import Refusal
from core.api.queries import Catalogue, ReadAnswer, TicketTypes

Place = int | None
DAY, MONTH = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-(0[1-9]|1[0-2])")


async def type(turn: Turn, type: str, place: Place) -> None:
    """A type was pressed. Pressed later, from an old list, it changes the type of what is under way, or begins anew."""
    known = await turn.ask(TicketTypes(), turn.visitor)
    if all(kind.id != type for kind in known):
        turn.say("tg-old-button")
        await opening.begin(turn)
        return
    opening.take_up(turn)
    draft = Draft.read(turn.data)
    draft.picked["type"] = type
    await opening.proceed(turn, draft, edit=place)


async def pick(turn: Turn, go: Go, draft: Draft, plan: Plan, step: Step, place: Place) -> bool:
    option = next((one for one in step.options if token(step.at, one.id) == go.id), None)
    if option is None:
        return False
    await choose(turn, draft, step, option.id, place)
    return True


async def choose(turn: Turn, draft: Draft, step: Step, option: str, place: Place = None) -> None:
    """What was picked, by a button or by its name. A service with others in it leads on to them (A3)."""
    if step.kind is Kind.QUESTION:
        draft.fields[step.name] = option
    elif step.name != "service":
        draft.picked[step.name] = option
    else:
        shelf = await turn.ask(Catalogue(option), turn.visitor)
        shelf = await level(turn.ask, turn.visitor, shelf)
        end = shelf.path[-1].id if shelf.path else option
        if shelf.services:
            draft.picked.pop("service", None)
            draft.under = end
        else:
            draft.picked["service"] = end
    await opening.proceed(turn, draft, edit=place)


async def page(turn: Turn, go: Go, draft: Draft, plan: Plan, step: Step, place: Place) -> bool:
    opening.put(turn, draft, step, edit=place, page=go.before or 0, sought=draft.sought)
    return True


async def day(turn: Turn, go: Go, draft: Draft, plan: Plan, step: Step, place: Place) -> bool:
    """A day of the calendar, or another month of it; the names of the weekdays do nothing."""
    if not step.dated:
        return False
    if DAY.fullmatch(go.arg):
        try:
            draft.fields[step.name] = await turn.ask(ReadAnswer(step.name, go.arg), turn.visitor)
        except Refusal as refusal:
            opening.put(turn, draft, step, edit=place, month=draft.month, refusal=opening.worded(refusal))
        else:
            await opening.proceed(turn, draft, edit=place)
    elif MONTH.fullmatch(go.arg) and go.arg != draft.month:
        opening.put(turn, draft, step, edit=place, month=go.arg)
    return True


async def everything(turn: Turn, go: Go, draft: Draft, plan: Plan, step: Step, place: Place) -> bool:
    """The whole list again, after something was looked for in it."""
    opening.put(turn, draft, step, edit=place)
    return True


async def meant(turn: Turn, go: Go, draft: Draft, plan: Plan, step: Step, place: Place) -> bool:
    """What was looked for was not meant as a name: it goes into the description, and the question stands."""
    if draft.sought is None or draft.sought.get("placed"):
        return False
    draft.kept.append(draft.sought)
    opening.put(turn, draft, step, edit=place, note="tg-words-kept")
    return True


async def back(turn: Turn, go: Go, draft: Draft, plan: Plan, step: Step, place: Place) -> bool:
    """One level up in the catalogue, else to what was asked before; the answer stays until there is another."""
    if step.name == "service" and step.path:
        there, draft.under = await above(turn.ask, turn.visitor, step.path)
        if there:
            again = await opening.read(turn, draft)
            opening.put(turn, draft, (again and again.step(step.at)) or step, edit=place)
            return True
    before = plan.before(step)
    if before is not None:
        opening.put(turn, draft, before, edit=place)
    return before is not None


async def same(turn: Turn, go: Go, draft: Draft, plan: Plan, step: Step, place: Place) -> bool:
    """What was said before may stay as it is."""
    if step.answered:
        await opening.proceed(turn, draft, edit=place)
    return step.answered


async def edit(turn: Turn, go: Go, draft: Draft, plan: Plan, step: Step, place: Place) -> bool:
    """An answer of the summary is asked for again."""
    wanted = next((one for one in plan.steps if token("edit", one.at) == go.id), None)
    if wanted is not None:
        opening.put(turn, draft, wanted, edit=place)
    return wanted is not None


async def send(turn: Turn, go: Go, draft: Draft, plan: Plan, step: Step, place: Place) -> bool:
    """What was shown is what is sent: an older summary is shown anew instead."""
    if plan.pending is not None:
        return False
    if go.id != draft.stamp or not draft.kept:
        await opening.proceed(turn, draft, edit=place, sum_up=True)
        return True
    turn.show("bare", edit=place)
    await opening.submit(turn, draft, plan)
    return True


async def into(turn: Turn, go: Go, draft: Draft, plan: Plan, step: Step, place: Place) -> bool:
    """The words go to an open ticket that speaks of the same. Where that takes none any more, the draft goes on."""
    if go.id not in (draft.similar or ()) or not draft.kept:
        return False
    turn.show("bare", edit=place)
    refusal = await alike.into(turn, draft, go.id)
    if refusal is not None:
        draft.similar = []
        opening.take_up(turn)
        await opening.proceed(turn, draft, sum_up=True, refusal=opening.worded(refusal))
    return True


async def anew(turn: Turn, go: Go, draft: Draft, plan: Plan, step: Step, place: Place) -> bool:
    if step.kind is not Kind.SIMILAR:
        return False
    await opening.proceed(turn, draft, edit=place)
    return True


Pressed = Callable[[Turn, Go, Draft, Plan, Step, Place], Awaitable[bool]]
PRESSES: dict[str, Pressed] = {
    "pick": pick,
    "page": page,
    "day": day,
    "all": everything,
    "meant": meant,
    "back": back,
    "same": same,
    "pass": passing.skip,
    "rest": passing.rest,
    "edit": edit,
    "send": send,
    "into": into,
    "anew": anew,
}
OF_THE_STEP = frozenset({"page", "day", "all", "meant", "back", "same", "pass", "rest"})
"""What carries nothing but the step that it belongs to."""


async def press(turn: Turn, go: Go, place: Place) -> None:
    if not turn.steps.recall(of(NEW)):
        turn.say("tg-old-button")
        return
    draft = Draft.read(turn.data)
    plan = await opening.read(turn, draft)
    if plan is None:
        return
    step = plan.step(draft.at) or plan.pending or SUMMARY
    fits = go.to not in OF_THE_STEP or go.id == of_step(go.to, step, draft)
    if not (fits and await PRESSES[go.to](turn, go, draft, plan, step, place)):
        turn.turn_back()
        turn.say("tg-old-button")
