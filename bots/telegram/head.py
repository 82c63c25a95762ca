"""What a ticket is and how it stands, above its conversation: in words first, and no longer than it has to be."""

from collections.abc import Iterator

from aiogram.utils.formatting import Bold, Text

from bots.telegram.draw import moment
from bots.wording import Words, line
from core.api.kinds import one_line, shorten
from core.api.shapes import TicketCard, Value

VALUE = 120
ANSWERS = 10
Line = Text | str


def head(words: Words, language: str, card: TicketCard, *, mine: bool = True) -> Text:
    """`mine`: the reader is its requester, and not somebody in copy."""
    lines = [*_standing(words, language, card, mine=mine), *_about(words, language, card)]
    return Text(Bold(f"{card.number} · {card.subject}"), *(part for one in lines for part in ("\n", one)))


def _standing(words: Words, language: str, card: TicketCard, *, mine: bool) -> Iterator[Line]:
    yield words(language, "tg-ticket-status", status=words.label(language, card.status.label))
    if card.resume_at:
        yield Text(words(language, "tg-ticket-until"), " ", moment(card.resume_at))
    if card.promise:
        yield Text(words(language, "tg-promise"), " ", moment(card.promise))
    if card.assignee:
        yield words(language, "tg-ticket-assignee", name=card.assignee.name)
    if card.grade:
        grade = words.label(language, card.grade.label)
        yield words(language, "tg-ticket-grade", grade=grade, whose="mine" if mine else "other")
    if card.linked_to:
        yield words(language, "tg-ticket-linked", number=card.linked_to)
    if card.muted:
        yield words(language, "tg-ticket-muted")


def _about(words: Words, language: str, card: TicketCard) -> Iterator[Line]:
    yield " · ".join(fact(words, language, name, value) for name, value in (
        ("type", card.type), ("priority", card.priority),
    ))  # fmt: skip
    if card.service:
        yield _named(words.term(language, "service"), words.path(language, card.service))
    for name, value in (("category", card.category), ("site", card.site), ("equipment", card.equipment)):
        if value:
            yield fact(words, language, name, value)
    for answer in card.other_answers[:ANSWERS]:
        yield _named(words.label(language, answer.field.label), words.value(language, answer))
    if (more := len(card.other_answers) - ANSWERS) > 0:
        yield words(language, "value-more", count=more)
    if card.due_at:
        yield Text(f"{words.term(language, 'due_at')}: ", moment(card.due_at))
    if card.observers:
        yield _named(words.term(language, "observers"), ", ".join(one.name for one in card.observers))


def fact(words: Words, language: str, name: str, value: Value) -> str:
    """One line under the desk's own word for it, where it has one."""
    return _named(words.term(language, name), words.value(language, value))


def _named(name: str, said: str) -> str:
    return line(shorten(one_line(name), VALUE), shorten(one_line(said), VALUE))
