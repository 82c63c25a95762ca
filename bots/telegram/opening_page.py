"""One question of a ticket that is being written, or everything that was said, as its writer sees it (A3, B3, B4)."""

from collections.abc import Sequence
from datetime import date

from aiogram.types import InlineKeyboardButton as Button
from aiogram.utils.formatting import Bold, Text

from bots.telegram import draw
from bots.telegram.draft import Draft
from bots.telegram.draw import Content, Rows, go
from bots.telegram.month import edges, month, nearest
from bots.telegram.plan import Kind, Plan, Step, of_step
from bots.telegram.sought import matching
from bots.telegram.wire import token
from bots.wording import Words
from core.api.kinds import shorten
from core.api.shapes import Choice, Label, Offer, TicketCard

PAGE = 8
VALUE = 200
REFERENCES = ("company", "site", "equipment")
Main = tuple[list[Text | str], Rows]


class Page:
    def __init__(self, words: Words, language: str, content: Content, draft: Draft, plan: Plan, step: Step) -> None:
        self._words = words
        self._language = language
        self._content = content
        self._draft = draft
        self._plan = plan
        self._step = step

    def _say(self, id: str, **values: str | int) -> str:
        return self._words(self._language, id, **values)

    def _label(self, label: Label) -> str:
        return self._words.label(self._language, label)

    def drawn(self) -> Main:
        makers = {
            Kind.CHOICE: self._choice, Kind.QUESTION: self._question, Kind.SUBJECT: self._subject,
            Kind.BODY: self._body, Kind.OBSERVERS: self._observers, Kind.SUMMARY: self._summary,
            Kind.SIMILAR: self._similar,
        }  # fmt: skip
        text, rows = makers[self._step.kind]()
        return text, [*rows, self._ways()]

    def _ways(self) -> list[Button]:
        up = self._step.name == "service" and bool(self._step.path)
        back = [self._of_step("tg-back", "back")] if up or self._plan.before(self._step) else []
        return [*back, go(self._say("tg-stop"), "stop", arg="new"), draw.home(self._words, self._language)]

    def _of_step(self, label: str, to: str, page: str = "") -> Button:
        return go(self._say(label), to, of_step(to, self._step, self._draft), page)

    def _choice(self) -> Main:
        name = self._step.name
        what = self._words.term(self._language, name)
        ask = self._say("tg-type-ask") if name == "type" else self._say("tg-choose", what=what)
        if name == "service" and not self._step.found:
            ask = f"{ask} {self._say('tg-find-service')}"
        where = " → ".join(self._label(one.label) for one in self._step.path)
        asked: list[Text | str] = [ask, *([f"\n{self._say('tg-here', path=where)}"] if where else [])]
        return self._with_options(asked, self._step.options, arrows=True)

    def _question(self) -> Main:
        asked = self._step.question
        assert asked is not None
        text: list[Text | str] = [Bold(self._label(asked.label))]
        if asked.hint:
            text.append(f"\n{self._label(asked.hint)}")
        if asked.kind in ("number", "date"):
            text.append(
                f"\n{self._say(f'tg-answer-{asked.kind}')}{edges(self._words, self._language, asked, self._today)}"
            )
        if asked.kind in REFERENCES and asked.options:
            text.append(f"\n{self._say('tg-answer-listed')}")
        if self._step.dated:
            ends = asked.days(self._today)
            shown = nearest(self._draft.month or f"{self._today:%Y-%m}", ends)
            days = month(self._words, self._language, shown, of_step("day", self._step, self._draft), ends)
            return [*text, *self._now()], [*days, self._same(), self._passed()]
        text, rows = self._with_options(text, self._step.options)
        return text, [*rows, self._passed()]

    @property
    def _today(self) -> date:
        return date.fromisoformat(str(self._content["today"]))

    def _passed(self) -> list[Button]:
        return [self._of_step("tg-pass", "pass"), *self._rest()] if self._step.optional else []

    def _rest(self) -> list[Button]:
        """One tap for everything that nobody has to say."""
        return [self._of_step("tg-rest", "rest")] if self._step.spare and len(self._plan.spare) > 1 else []

    def _with_options(self, text: list[Text | str], options: Sequence[Choice], *, arrows: bool = False) -> Main:
        """Pages of eight. A name that a button cannot hold stands whole in the text, under the same number."""
        if self._draft.sought:
            said = str(self._draft.sought["text"])
            options = options if self._step.found else matching(options, said) or options
            text.append(f"\n\n{self._say('tg-sought', words=shorten(said, VALUE))}")
        first = self._first(len(options))
        shown = options[first : first + PAGE]
        named = [(n, self._called(one, self._step), one) for n, one in enumerate(shown, first + 1)]
        long = self._step.found or any(len(label) > draw.LINE for _, label, _ in named)
        if long:
            text.append("\n\n" + "\n".join(f"{n}. {label}" for n, label, _ in named))
        if self._step.found:
            named = [(n, self._label(one.label), one) for n, _, one in named]
        rows = [[self._option(one, f"{n}. {label}" if long else label, arrows)] for n, label, one in named]
        return [*text, *self._now()], [*rows, self._pages(first, len(options)), self._sought(), self._same()]

    def _sought(self) -> list[Button]:
        if not self._draft.sought:
            return []
        meant = [] if self._draft.sought.get("placed") else [self._of_step("tg-sought-meant", "meant")]
        return [self._of_step("tg-sought-all", "all"), *meant]

    def _called(self, one: Choice, step: Step) -> str:
        """Two things of one model are told apart by their numbers, and places of one name by what is above them."""
        if isinstance(one, Offer) and one.above:
            return " → ".join(self._label(place.label) for place in (*one.above, one))
        label = self._label(one.label) if one.label else self._say(f"tg-{one.id}")
        equipment = step.question is not None and step.question.kind == "equipment"
        return f"{label} · {one.id}" if equipment and label != one.id else label

    def _option(self, one: Choice, label: str, arrows: bool) -> Button:
        after = " ›" if arrows and one.id in self._step.inner else ""
        short = f"{shorten(label, draw.LINE - len(after))}{after}"
        if self._step.name == "type":
            return go(short, "type", arg=one.id)
        return go(short, "pick", token(self._step.at, one.id))

    def _first(self, count: int) -> int:
        return min(self._draft.page, max(count - 1, 0) // PAGE) * PAGE

    def _pages(self, first: int, count: int) -> list[Button]:
        page = first // PAGE
        earlier = [self._of_step("tg-page-before", "page", str(page - 1))] if page else []
        later = [self._of_step("tg-page-next", "page", str(page + 1))] if first + PAGE < count else []
        return [*earlier, *later]

    def _now(self) -> list[str]:
        value = self._value(self._step) if self._step.answered else ""
        return [f"\n\n{self._say('tg-now', value=value)}"] if value else []

    def _same(self) -> list[Button]:
        return [self._of_step("tg-same", "same")] if self._step.answered else []

    def _subject(self) -> Main:
        return [self._say("tg-subject-ask"), *self._now()], [self._same()]

    def _body(self) -> Main:
        if self._step.answered:
            return [self._say("tg-body-anew"), *self._now()], [self._same()]
        return [self._say(self._content.get("text") or "tg-body-ask")], [[go(self._say("tg-skip"), "skip")]]

    def _observers(self) -> Main:
        return [self._say("tg-observers-ask"), *self._now()], [
            [self._of_step("tg-observers-none", "pass")],
            self._same(),
        ]

    def _similar(self) -> Main:
        rows = [[go(self._like(card), "into", card.id)] for card in self._content["tickets"]]
        return [self._say("tg-similar")], [*rows, [go(self._say("tg-similar-new"), "anew")]]

    def _like(self, card: TicketCard) -> str:
        return shorten(f"{card.number} · {card.subject}", draw.LINE)

    def _summary(self) -> Main:
        """Everything that was said, each with its own button to say it again."""
        lines: list[Text | str] = [Bold(self._say("tg-summary"))]
        for step in self._plan.steps:
            name = self._name(step)
            lines += ["\n", Bold(f"{name} " if name.endswith("?") else f"{name}: "), self._value(step) or "—"]
        if files := self._content.get("files"):
            lines.append(f"\n{self._say('tg-summary-files', count=files)}")
        send = go(self._say("tg-send"), "send", int(self._content.get("stamp", 0)))
        first = self._first(len(self._plan.steps))
        edits = [self._edit(step) for step in self._plan.steps[first : first + PAGE]]
        rows = [edits[at : at + 2] for at in range(0, len(edits), 2)]
        return lines, [[send], *rows, self._pages(first, len(self._plan.steps))]

    def _edit(self, step: Step) -> Button:
        return go(f"✎ {shorten(self._name(step), 30)}", "edit", token("edit", step.at))

    def _name(self, step: Step) -> str:
        if step.question is not None:
            return self._label(step.question.label)
        return self._words.term(self._language, step.name or step.kind)

    def _value(self, step: Step) -> str:
        match step.kind:
            case Kind.CHOICE:
                found = " → ".join(self._label(one.label) for one in step.value)
            case Kind.QUESTION:
                found = self._answer(step)
            case Kind.SUBJECT:
                found = self._draft.subject or str(self._content.get("words", "")).partition("\n")[0]
            case Kind.BODY:
                return str(self._content.get("words", ""))
            case _:
                found = ", ".join(self._draft.observers or ())
        return shorten(found, VALUE)

    def _answer(self, step: Step) -> str:
        said = self._plan.answers.get(step.name, "")
        if step.dated and said:
            return self._words.day(self._language, said)
        return self._called(step.value[0], step) if step.value else said
