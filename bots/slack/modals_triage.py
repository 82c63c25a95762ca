"""Triage: what kind of ticket it is, how urgent, of which service, whose work, until when (C7, B1, B3)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bots.slack.fields import FIELD, GROUP, PERSON, name
from bots.slack.heading import heading
from bots.slack.inputs import LONGEST, asked, heard, hidden, line, menu, moment
from bots.slack.modals_assign import persons, whose
from bots.slack.sight import Sight
from bots.slack.speech import Speech
from bots.slack.text import Block, plain
from bots.slack.wire import QUESTIONS, TIES, Subject
from core.api.commands import Aspect
from core.api.shapes import Choice, ContractTie, Question, TicketCard, Tie, TriageForm

MOST_QUESTIONS = 70
"""Blocks: a modal takes a hundred."""
NUMBER = 100
ANSWER = 2000


def triage(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    """Questions stand below the type that asks them."""
    assert sight.form is not None
    form, card = sight.form, sight.page.card
    yield heading(sight.page)
    yield heard(asked(Aspect.TYPE, say.term(Aspect.TYPE), menu(form.types, form.type, say), optional=False), QUESTIONS)
    yield from questions(form, say)
    for aspect in (Aspect.PRIORITY, Aspect.CATEGORY, Aspect.SERVICE, Aspect.BRAND):
        chosen: Choice | None = getattr(form, aspect)
        if offered := offers(form, aspect, say):
            needed = aspect is Aspect.PRIORITY
            yield asked(aspect, say.term(aspect), menu(offered, chosen, say), optional=not needed)
    yield from whose(form, card, say) if form.assigns else ()
    yield asked(Aspect.DUE, say.term(Aspect.DUE), moment(form.due_at))
    yield from ties(card, say) if tied(card) else [more_ties(say)]
    yield hidden(say, ticked=sight.hidden)


def questions(form: TriageForm, say: Speech) -> Iterator[Block]:
    later = say("slack-field-later")
    for one in form.questions[:MOST_QUESTIONS]:
        yield _question(one, form, say, optional=not one.required, more=later if one.required_later else "")


def lacking(form: TriageForm, say: Speech) -> Iterator[Block]:
    """What the work cannot end without, where it is asked for on the way there (B3)."""
    wanted = [one for one in form.questions if (one.required or one.required_later) and not form.fields.get(one.id)]
    for one in wanted[:MOST_QUESTIONS]:
        yield _question(one, form, say, optional=False)


def _question(one: Question, form: TriageForm, say: Speech, *, optional: bool, more: str = "") -> Block:
    hint = say.words.label(say.language, one.hint) if one.hint else ""
    element = ELEMENTS.get(one.kind, _free)(one, form.fields.get(one.id), say)
    block = asked(
        f"{FIELD}{one.id}", say.choice(_named(one)), element, optional=optional, hint=f"{hint} {more}".strip()
    )
    return heard(block, QUESTIONS) if one.decides and one.kind in ("choice", "yes_no") else block


def offers(form: TriageForm, field: str, say: Speech) -> list[Choice]:
    """What can be picked in a field of the form, by the field's name."""
    known: Mapping[str, Any] = {
        Aspect.TYPE: form.types, Aspect.PRIORITY: form.priorities, Aspect.CATEGORY: form.categories,
        Aspect.SERVICE: form.services, Aspect.BRAND: form.brands, GROUP: form.groups, PERSON: persons(form, say),
    }  # fmt: skip
    asking = next((one for one in form.questions if f"{FIELD}{one.id}" == field), None)
    return list(asking.options if asking else known.get(field, ()))


def tied(card: TicketCard) -> bool:
    return any((card.company, card.contact, card.site, card.equipment, card.contract))


def ties(card: TicketCard | None, say: Speech) -> Iterator[Block]:
    """By the numbers that the customers' things are known by; an emptied one is untied (B1)."""
    for aspect in (Aspect.COMPANY, Aspect.SITE, Aspect.EQUIPMENT, Aspect.CONTRACT):
        tie: Tie | ContractTie | None = getattr(card, aspect, None)
        hint = tie.label if isinstance(tie, Tie) and tie.label else say("slack-field-number")
        yield asked(aspect, say.term(aspect), line(tie.number if tie else None, NUMBER), hint=hint)
    hint = card.contact.name if card and card.contact else say("slack-field-contact-hint")
    yield asked(Aspect.CONTACT, say.term(Aspect.CONTACT), line(None, NUMBER), hint=hint)


def regrown(blocks: Sequence[Block], fresh: Sequence[Block], below: Sequence[str] = (Aspect.TYPE,)) -> list[Block]:
    """Other questions in the same form: what was shown before keeps its block, and so what was entered in it.

    They stand under the last of those blocks which are named in `below`.
    """
    known = {block["block_id"]: block for block in blocks if name(block["block_id"]).startswith(FIELD)}
    grown = [known.get(block["block_id"], block) for block in fresh]
    others = [block for block in blocks if block["block_id"] not in known]
    place = max(n for n, block in enumerate(others) if name(block["block_id"]) in below) + 1
    return [*others[:place], *grown, *others[place:]]


def more_ties(say: Speech) -> Block:
    """The fields for a customer's things come when they are asked for."""
    button = {"type": "button", "action_id": TIES, "text": plain(say("slack-modal-ties"))}
    return {"type": "actions", "block_id": TIES, "elements": [button]}


def _named(one: Question) -> Choice:
    return Choice(one.id, one.label)


def _free(one: Question, said: str | None, say: Speech) -> Block:
    return line(said, min(ANSWER, LONGEST))


def _number(one: Question, said: str | None, say: Speech) -> Block:
    return {"type": "number_input", "is_decimal_allowed": True} | ({"initial_value": said} if said else {})


def _date(one: Question, said: str | None, say: Speech) -> Block:
    return {"type": "datepicker"} | ({"initial_date": said} if said else {})


def _picked(one: Question, said: str | None, say: Speech) -> Block:
    """Things of a customer who has none here are named by their number."""
    chosen = next((option for option in one.options if option.id == said), None)
    if not one.options:
        return line(said, NUMBER)
    return menu(one.options, chosen or (Choice(said, {"": said}) if said else None), say)


def _yes_no(one: Question, said: str | None, say: Speech) -> Block:
    both = [Choice(id, {say.language: say(key)}) for id, key in (("yes", "slack-yes"), ("no", "slack-no"))]
    return menu(both, next((choice for choice in both if choice.id == said), None), say)


ELEMENTS: Mapping[str, Callable[[Question, str | None, Speech], Block]] = {
    "number": _number,
    "date": _date,
    "choice": _picked,
    "yes_no": _yes_no,
    **dict.fromkeys(("company", "site", "equipment"), _picked),
}
