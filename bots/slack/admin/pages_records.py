"""Companies, contacts, contracts, sites, equipment, and ready answers: lists, what each is, their forms (B1, E5)."""

from collections.abc import Iterator, Mapping, Sequence

from bots.slack.keeping.parts import (
    brief,
    choices,
    day,
    do,
    entry,
    go,
    line,
    note,
    row,
    search,
    select,
    text,
    turning,
)
from bots.slack.keeping.spot import ADD_READY, ADD_RECORD, EDIT_READY, EDIT_RECORD, RECORD, Spot
from bots.slack.keeping.wishes import IDENTITY, REC
from bots.slack.speech import Speech
from bots.slack.text import Block
from core.api.shapes import PLACEHOLDERS, Field, Form, Ready, ReadyAnswers, RecordCard, RecordLine

LINES = 8
SAID: Mapping[str, tuple[str, ...]] = {
    "companies": ("name", "number", "level"), "contacts": ("person", "email", "company", "phone"),
    "contracts": ("number", "company", "valid_until"), "sites": ("name", "number", "company", "address"),
    "equipment": ("model", "serial", "site", "company"),
}  # fmt: skip
"""What a line in the list says."""


def records(found: Sequence[RecordLine], spot: Spot, say: Speech) -> Iterator[Block]:
    kind = spot.of[0]
    yield search(spot, say)
    yield from row([go("add", say("slack-admin-add"), spot.at(ADD_RECORD, kind), primary=True)])
    for n, one in enumerate(found[:LINES]):
        said = " · ".join(brief(one.record[name], 120) for name in SAID[kind] if one.record.get(name))
        identity = (one.record[name] for name in IDENTITY[kind])
        yield line(said, go(n, say("slack-list-open"), spot.at(RECORD, kind, *identity)))
    if not found:
        yield text(say("slack-list-found-nothing"))
    yield from turning(spot, found[LINES - 1].id if len(found) > LINES else None, say)


def record(card: RecordCard, spot: Spot, say: Speech) -> Iterator[Block]:
    for one in card.fields:
        if said := card.record.get(one.name):
            yield note(f"{say('customers-field', field=one.name)}: {said}")
    ask = say("slack-admin-drop-ask", what=brief(" · ".join(spot.of[1:]), 150))
    yield from row([
        go("edit", say("slack-admin-edit"), spot.at(EDIT_RECORD, *spot.of)),
        do("drop", 0, say("slack-admin-drop"), *spot.of, card.mark, ask=ask, say=say) | {"style": "danger"},
    ])  # fmt: skip
    yield from turning(spot, None, say)


def record_form(card: RecordCard, say: Speech) -> Iterator[Block]:
    """What something is known by stays as it is: another number is another thing."""
    for one in card.fields:
        known = card.record.get(one.name, "")
        if card.record and one.name in IDENTITY[card.kind]:
            yield note(f"{say('customers-field', field=one.name)}: {known}")
        else:
            yield _asked(one, card, known, say)


def _asked(one: Field, card: RecordCard, known: str, say: Speech) -> Block:
    label, name = say("customers-field", field=one.name), f"{REC}{one.name}"
    if one.form is Form.LEVEL and card.levels:
        return select(name, label, choices(card.levels, say), known, none="—")
    if one.form is Form.DAY:
        return day(name, label, known)
    hint = say("slack-admin-hint", form=one.form.value)
    return entry(name, label, one.limit, known, optional=not one.needed, hint="" if hint == "—" else hint)


def ready(found: ReadyAnswers, spot: Spot, say: Speech) -> Iterator[Block]:
    yield from row([go("add", say("slack-admin-add"), spot.at(ADD_READY), primary=True)])
    begin = spot.after or 0
    shown = [*found.made, *found.retired][begin : begin + LINES]
    for n, one in enumerate(shown):
        yield from _ready(one, n, found, spot, say)
    if not found.made and not found.retired:
        yield text(say("slack-ready-empty"))
    if found.fixed and not begin:
        yield note(
            say(
                "slack-ready-profile",
                names=", ".join(brief(say.words.label(say.language, one.label), 60) for one in found.fixed),
            )
        )
    more = begin + LINES if begin + LINES < len(found.made) + len(found.retired) else None
    yield from turning(spot, more, say)


def _ready(one: Ready, n: int, found: ReadyAnswers, spot: Spot, say: Speech) -> Iterator[Block]:
    group = next((say.choice(each) for each in found.groups if each.id == one.group), "")
    state = say("slack-ready-retired") if one.retired else group
    head = f"{brief(one.label.get(say.language) or one.name)}{f' · {state}' if state else ''}"
    yield line(f"{head}\n{brief(one.text.get(say.language, ''), 150)}")
    id = str(one.id)
    if one.retired:
        yield from row([do("ready-back", n, say("slack-ready-back"), id)])
        return
    edit = go(f"edit{n}", say("slack-admin-edit"), spot.at(EDIT_READY, id))
    yield from row([edit, do("ready-off", n, say("slack-ready-retire"), id)])


def ready_form(one: Ready | None, found: ReadyAnswers, say: Speech) -> Iterator[Block]:
    for language in found.languages:
        of = say("slack-language", spoken=language)
        name, words = (one.label.get(language, ""), one.text.get(language, "")) if one else ("", "")
        yield entry(f"label-{language}", f"{say('slack-ready-name')} · {of}", 75, name)
        yield entry(
            f"text-{language}", f"{say('slack-ready-text')} · {of}", 2900, words, long=True,
            hint=say("slack-ready-hint", known=" ".join(f"{{{one}}}" for one in PLACEHOLDERS)),
        )  # fmt: skip
    every = say("slack-ready-everybody")
    yield select("group", say("slack-ready-group"), choices(found.groups, say), one.group if one else "", none=every)
