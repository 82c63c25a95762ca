"""What a desk asks of a new ticket, in its order, and how far a draft has come (A3, B3, B4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bots.telegram.catalogue import level
from bots.telegram.draft import Draft
from bots.telegram.wire import token
from core.api.kinds import Visitor
from core.api.queries import Ask, Catalogue, FindServices, Questions, TicketTypes, WhatIsAsked
from core.api.shapes import Choice, OpeningForm, Question


class Kind(StrEnum):
    CHOICE = "choice"
    QUESTION = "question"
    SUBJECT = "subject"
    BODY = "body"
    OBSERVERS = "observers"
    SUMMARY = "summary"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be said. `value` is what was picked; `inner` are the options that lead to others (A3)."""

    kind: Kind
    name: str
    answered: bool
    options: tuple[Choice, ...] = ()
    value: tuple[Choice, ...] = ()
    path: tuple[Choice, ...] = ()
    inner: frozenset[str] = frozenset()
    question: Question | None = None
    found: bool = False
    """Whether the options are what words have led to, from anywhere in the catalogue."""

    @property
    def at(self) -> str:
        return f"{self.kind}:{self.name}"

    @property
    def dated(self) -> bool:
        """A day is picked from a calendar."""
        return self.question is not None and self.question.kind == "date"

    @property
    def optional(self) -> bool:
        return self.question is not None and not self.question.required

    @property
    def spare(self) -> bool:
        """Nobody has said it, and nobody has to."""
        return not self.answered and (self.optional or self.kind is Kind.OBSERVERS)

    def left_out(self, draft: Draft) -> bool:
        """Passes it over in the draft; says whether that may be."""
        match self.kind:
            case Kind.OBSERVERS:
                draft.observers = []
            case Kind.SUBJECT if draft.words:
                draft.subject = ""
            case Kind.BODY if draft.subject or draft.kept:
                draft.described = True
            case Kind.CHOICE if self.name == "type":
                draft.picked["type"] = ""
            case Kind.QUESTION if self.optional:
                draft.fields[self.name] = ""
            case _:
                return False
        return True


YES_NO = (Choice("yes", {}), Choice("no", {}))
"""Worded where they are drawn."""
SUMMARY = Step(Kind.SUMMARY, "", answered=False)
SIMILAR = Step(Kind.SIMILAR, "", answered=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """`picked` and `answers` are those of the draft that count now: what they depended on may have changed since."""

    steps: tuple[Step, ...]
    picked: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def pending(self) -> Step | None:
        return next((step for step in self.steps if not step.answered), None)

    @property
    def simple(self) -> bool:
        """One choice at most, a subject and a description: there is nothing to sum up."""
        asked = [step for step in self.steps if step.kind not in (Kind.SUBJECT, Kind.BODY)]
        return all(step.kind is Kind.CHOICE for step in asked) and len(asked) <= 1

    @property
    def spare(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.spare)

    def step(self, at: str) -> Step | None:
        return next((step for step in (*self.steps, SUMMARY, SIMILAR) if step.at == at), None)

    def before(self, step: Step) -> Step | None:
        """Where *back* leads from a step."""
        place = self.steps.index(step) if step in self.steps else len(self.steps)
        return self.steps[place - 1] if place else None


def of_step(to: str, step: Step, draft: Draft) -> int:
    """The id of a button that belongs to a step and carries nothing else; each level of the catalogue has its own."""
    return token(to, step.at, (draft.under or "") if step.name == "service" else "")


async def planned(ask: Ask, viewer: Visitor, draft: Draft) -> Plan:
    """Raises Refusal(UNREGISTERED) for somebody who may not open tickets yet."""
    form = await ask(WhatIsAsked(), viewer)
    found = _Finding(ask, viewer, draft)
    choices = [step for name in form.asks if (step := await found.choice(name, form))]
    settled = all(step.answered for step in choices)
    questions, answers = await found.questions() if settled else ((), dict[str, str]())
    asked = [_question(one, answers) for one in questions]
    steps = [*choices, *asked, *_words(draft)]
    if form.observers:
        steps.append(Step(Kind.OBSERVERS, "", answered=draft.observers is not None))
    return Plan(tuple(steps), found.picked, answers)


def _words(draft: Draft) -> tuple[Step, Step]:
    return (
        Step(Kind.SUBJECT, "", answered=draft.subject is not None),
        Step(Kind.BODY, "", answered=draft.described),
    )


def _question(asked: Question, answers: Mapping[str, str]) -> Step:
    said, options = answers.get(asked.id), YES_NO if asked.kind == "yes_no" else asked.options
    value = tuple(one for one in options if one.id == said)
    return Step(Kind.QUESTION, asked.id, said is not None, options, value, question=asked)


class _Finding:
    """One walk through what is asked; `picked` grows with what still holds."""

    def __init__(self, ask: Ask, viewer: Visitor, draft: Draft) -> None:
        self._ask = ask
        self._viewer = viewer
        self._draft = draft
        self.picked: dict[str, str] = {}

    async def choice(self, name: str, form: OpeningForm) -> Step | None:
        if name == "service":
            return await self._service()
        offered = await self._types() if name == "type" else getattr(form, name)
        if len(offered) < 2:
            return None
        value = tuple(one for one in offered if one.id == self._draft.picked.get(name))
        left = name == "type" and self._draft.picked.get(name) == ""
        if value:
            self.picked[name] = value[0].id
        return Step(Kind.CHOICE, name, bool(value) or left, offered, value)

    async def _service(self) -> Step | None:
        """Where there is no choice at the top of the catalogue, its only way down is taken."""
        draft, top = self._draft, await self._ask(Catalogue(), self._viewer)
        if len(top.services) < 2:
            top = await level(self._ask, self._viewer, top)
            if not top.services:
                self.picked |= {"service": top.path[-1].id} if top.path else {}
                return None
        shelf = await self._ask(Catalogue(draft.under), self._viewer) if draft.under else top
        shelf = shelf if shelf.services else top
        chosen = draft.picked.get("service")
        value = (await self._ask(Catalogue(chosen), self._viewer)).path if chosen else ()
        if chosen and value:
            self.picked["service"] = chosen
        if draft.sought and draft.at == f"{Kind.CHOICE}:service":
            places = (await self._ask(FindServices(draft.sought["text"]), self._viewer)).places
            if places:
                return Step(Kind.CHOICE, "service", bool(value), places, value, found=True)
        inner = frozenset(one.id for one in shelf.services if one.inner)
        return Step(Kind.CHOICE, "service", bool(value), shelf.services, value, shelf.path, inner)

    async def _types(self) -> tuple[Choice, ...]:
        """Of the service, where one was picked."""
        service = self.picked.get("service")
        if service is None:
            return await self._ask(TicketTypes(), self._viewer)
        return (await self._ask(Catalogue(service), self._viewer)).types

    async def questions(self) -> tuple[tuple[Question, ...], dict[str, str]]:
        """Those that apply, and the answers to them alone: an answer that no longer counts asks for nothing more.

        What must be answered and can be answered in one way alone, as by whoever has one site, is answered (B1).
        """
        type, service = self.picked.get("type"), self.picked.get("service")
        answers = dict(self._draft.fields)
        while True:
            asked = await self._ask(Questions(type, answers, service), self._viewer)
            only = {one.id: one.options[0].id for one in asked if one.required and len(one.options) == 1}
            counting = only | {one.id: answers[one.id] for one in asked if one.id in answers}
            if counting == answers:
                return asked, answers
            answers = counting


async def usual_questions(ask: Ask, viewer: Visitor) -> tuple[Question, ...]:
    """Of a ticket that somebody opens by just writing."""
    return await ask(Questions(None), viewer)
