"""Words and files while a ticket is being written: an answer to what was asked, or kept for the description (X1)."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

from aiogram.types import Message

from bots.telegram import days
from bots.telegram.draft import Draft
from bots.telegram.heard import Heard, heard
from bots.telegram.plan import SUMMARY as SUMMARY_STEP
from bots.telegram.plan import Kind, Plan, Step, usual_questions
from bots.telegram.routes import choosing, opening
from bots.telegram.routes.asking import (
    BODY,
    CHOICE,
    FULL,
    GATE,
    OBSERVERS,
    QUESTION,
    REST,
    SIMILAR,
    SUBJECT,
    SUMMARY,
    full,
)
from bots.telegram.sought import counted, matching, named
from bots.telegram.turn import Turn
from core.api.errors import Code, Refusal
from core.api.queries import FindServices, ReadAddresses, ReadAnswer

SHORT = 60
"""What is longer was hardly meant as a number or a date: it waits as description, too."""
SPOKEN = {"да": "yes", "yes": "yes", "нет": "no", "no": "no"}
PICKED = ("choice", "yes_no")
WORDY = 8
"""What says more hardly looks for a service."""
MANY = 4
"""Options from which on one is looked for by a part of its name."""


async def spoken(message: Message, turn: Turn) -> None:
    said, draft = heard(message), Draft.read(turn.data)
    if said.empty:
        turn.unheard(said)
    elif said.goes_with(draft.kept):
        draft.kept.append(said.kept())
        turn.move(turn.state, **draft.written())
    elif full(turn, said):
        turn.refuse(Refusal(Code.TOO_LONG, limit=FULL, length=len(said.text)))
    else:
        await _taken(turn, draft, said)


async def _taken(turn: Turn, draft: Draft, said: Heard) -> None:
    if turn.state in (GATE, REST):
        await opening.begin(turn, [said.kept()])
        return
    plan = await opening.read(turn, draft)
    if plan is None:
        return
    step = plan.step(draft.at) or plan.pending or SUMMARY_STEP
    await _READERS[step.kind](turn, draft, said, plan, step)


async def _choice(turn: Turn, draft: Draft, said: Heard, plan: Plan, step: Step) -> None:
    """An option by its name. Where the type is all that the desk asks, other words are the subject at once."""
    option = None if said.attachments else _picked(step, draft, said.text)
    if option is not None:
        await choosing.choose(turn, draft, step, option)
    elif plan.simple and step.name == "type" and not await usual_questions(turn.ask, turn.visitor):
        draft.picked["type"] = ""
        await _subject(turn, draft, said, plan, step)
    elif not (await _led_to(turn, draft, said, step) or _looked_for(turn, draft, said, step)):
        _set_down(turn, draft, said, step)


async def _question(turn: Turn, draft: Draft, said: Heard, plan: Plan, step: Step) -> None:
    text = said.text.strip()
    option = _picked(step, draft, text) or _yes_or_no(step, text)
    if said.attachments:
        draft.kept.append(replace(said, text="").kept())
    if option is not None:
        await choosing.choose(turn, draft, step, option)
    elif not text:
        opening.put(turn, draft, step, note="tg-file-kept")
    elif _looked_for(turn, draft, said, step):
        return
    elif step.question and step.question.kind in PICKED:
        _set_down(turn, draft, replace(said, attachments=()), step)
    else:
        await _answer(turn, draft, said, step)


def _picked(step: Step, draft: Draft, text: str) -> str | None:
    """By name; by its place in the list where it is no name of something else's."""
    narrowed = draft.sought is not None and not step.found
    offered = matching(step.options, draft.sought["text"]) if narrowed and draft.sought else step.options
    option = named(step.options, text)
    if option is None and not (_named_by_number(step) and matching(step.options, text)):
        option = counted(offered, text)
    return option


def _named_by_number(step: Step) -> bool:
    return step.question is not None and step.question.kind not in PICKED


async def _led_to(turn: Turn, draft: Draft, said: Heard, step: Step) -> bool:
    """Words name services anywhere in the catalogue, and wait there; where some of them name none, they are kept."""
    if step.name != "service" or said.attachments or len(said.text.split()) > WORDY:
        return False
    found = await turn.ask(FindServices(said.text), turn.visitor)
    if not found.places:
        return False
    if found.whole:
        opening.put(turn, draft, step, sought=said.kept())
    else:
        draft.kept.append(said.kept())
        opening.put(turn, draft, step, sought={"text": said.text, "placed": True}, note="tg-words-kept")
    return True


def _looked_for(turn: Turn, draft: Draft, said: Heard, step: Step) -> bool:
    """Part of a name shortens the list, and the words wait there: they may have been meant otherwise."""
    if said.attachments or len(step.options) < MANY or not matching(step.options, said.text):
        return False
    opening.put(turn, draft, step, sought=said.kept())
    return True


def _yes_or_no(step: Step, text: str) -> str | None:
    yes_no = step.question is not None and step.question.kind == "yes_no"
    return SPOKEN.get(text.casefold().strip(" .!")) if yes_no else None


async def _answer(turn: Turn, draft: Draft, said: Heard, step: Step) -> None:
    """A wrong answer is asked for again, and costs nothing that was said before."""
    day = days.read(said.text, date.fromisoformat(_today(turn))) if step.dated else None
    try:
        read = await turn.ask(ReadAnswer(step.name, day.isoformat() if day else said.text), turn.visitor)
    except Refusal as refusal:
        wordy = step.question is not None and step.question.kind != "text" and len(said.text) > SHORT
        if wordy:
            draft.kept.append(replace(said, attachments=()).kept())
        _again(turn, draft, step, refusal, note="tg-words-kept" if wordy else None)
        return
    if not read and not step.optional:
        opening.put(turn, draft, step, note="tg-answer-needed")
        return
    draft.fields[step.name] = read
    await opening.proceed(turn, draft)


def _today(turn: Turn) -> str:
    return days.today(turn.situation.now, turn.situation.me.zone)


async def _subject(turn: Turn, draft: Draft, said: Heard, plan: Plan, step: Step) -> None:
    draft.entitle(said.text, said.kept())
    await opening.proceed(turn, draft)


async def _body(turn: Turn, draft: Draft, said: Heard, plan: Plan, step: Step) -> None:
    draft.describe(said.kept())
    await opening.proceed(turn, draft, last=said)


async def _observers(turn: Turn, draft: Draft, said: Heard, plan: Plan, step: Step) -> None:
    if said.attachments or "@" not in said.text:
        _set_down(turn, draft, said, step)
        return
    try:
        found = await turn.ask(ReadAddresses(said.text), turn.visitor)
    except Refusal as refusal:
        _again(turn, draft, step, refusal)
        return
    draft.observers = [*found]
    await opening.proceed(turn, draft)


async def _summary(turn: Turn, draft: Draft, said: Heard, plan: Plan, step: Step) -> None:
    draft.kept.append(said.kept())
    await opening.proceed(turn, draft, sum_up=True, note="tg-words-added")


async def _set_aside(turn: Turn, draft: Draft, said: Heard, plan: Plan, step: Step) -> None:
    _set_down(turn, draft, said, step)


def _set_down(turn: Turn, draft: Draft, said: Heard, step: Step) -> None:
    """No answer to what was asked: it waits as description, and the question stands."""
    draft.kept.append(said.kept())
    opening.put(turn, draft, step, page=draft.page, note="tg-words-kept")


def _again(turn: Turn, draft: Draft, step: Step, refusal: Refusal, note: str | None = None) -> None:
    opening.put(turn, draft, step, page=draft.page, refusal=opening.worded(refusal), note=note)


_READERS: dict[Kind, Callable[[Turn, Draft, Heard, Plan, Step], Awaitable[None]]] = {
    Kind.CHOICE: _choice,
    Kind.QUESTION: _question,
    Kind.SUBJECT: _subject,
    Kind.BODY: _body,
    Kind.OBSERVERS: _observers,
    Kind.SUMMARY: _summary,
    Kind.SIMILAR: _set_aside,
}
STEPS = dict.fromkeys((CHOICE, QUESTION, SUBJECT, BODY, OBSERVERS, SUMMARY, SIMILAR, GATE, REST), spoken)
