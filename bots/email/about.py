"""What letters about a ticket have in common: its name above, the way to its page below, a person's words first."""

from dataclasses import replace

from bots.email.letter import Letter, Nature, Speech
from bots.email.reader import Reader
from core.api.kinds import clean, one_line, shorten
from core.api.shapes import Happening, TicketCard, Verb

ORIGINAL = 3000
SUBJECT = 200


def about(reader: Reader, card: TicketCard, *lines: str) -> Letter:
    """A notice with the ticket's name above and the way to its page below."""
    caption = card.number if reader.blind else one_line(f"{card.number} · {card.subject}")
    return Letter(subject(reader, card), Nature.NOTICE, caption, lines=lines, buttons=reader.open(card))


def answerable(reader: Reader, card: TicketCard) -> Letter:
    """The same, and how it can be answered."""
    buttons = reader.verbs(card, Verb.ANSWER) or reader.open(card)
    hint = _hint(reader, page=bool(buttons)) if Verb.ANSWER in card.verbs else ""
    return replace(about(reader, card), hint=hint, buttons=buttons)


def _hint(reader: Reader, *, page: bool) -> str:
    """How to answer: by replying, with the attach address where the desk wants it, or on the page (C8, A7)."""
    if reader.replies and reader.attach:
        return reader.say("mail-answer-attach", address=reader.attach)
    how = "mail-answer-reply" if reader.replies else "mail-answer-page" if page else ""
    return reader.say(how) if how else ""


def quoting(reader: Reader, told: Happening, drawn: Letter) -> Letter:
    """A person speaks: their words first, and the original request at the end (C8)."""
    if told.message is None:
        return drawn
    name = one_line(told.message.author.name)
    author = reader.say("mail-from", name=name, desk=reader.desk) if name else ""
    speech = Speech(name, clean(told.message.body))
    return replace(drawn, nature=Nature.PERSON, author=author, speech=speech, quoted=original(reader, told.card))


def original(reader: Reader, card: TicketCard) -> Speech | None:
    if not card.body or reader.blind:
        return None
    return Speech(reader.say("mail-original", whose=reader.whose(card)), shorten(clean(card.body), ORIGINAL))


def rated(reader: Reader, card: TicketCard, drawn: Letter) -> Letter:
    """With a link for each grade, where there is something to judge."""
    grades = reader.grades(card)
    return replace(drawn, ask=reader.say("mail-rate-ask"), grades=grades) if grades else drawn


def promised(reader: Reader, card: TicketCard) -> tuple[str, ...]:
    """By when the first answer comes (X5)."""
    return (reader.say("mail-promise", moment=reader.moment(card.promise)),) if card.promise else ()


def subject(reader: Reader, card: TicketCard, id: str = "mail-subject-re") -> str:
    """Of nobody's acquaintance not even the subject (faults G1): the number names the ticket as well."""
    typed = "" if reader.blind else shorten(card.subject, SUBJECT)
    return reader.say(id, desk=reader.desk, number=card.number, subject=typed).rstrip()
