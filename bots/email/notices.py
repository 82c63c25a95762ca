"""What happened to a ticket, told to its requester in a letter. What is not told here is not for them."""

from collections.abc import Callable
from dataclasses import replace

from bots.email.letter import Letter, Nature, Speech
from bots.email.reader import Reader
from core.api.events import (
    ChoiceAsked,
    CommentAdded,
    FileMissed,
    StatusMoved,
    TicketAssigned,
    TicketEscalated,
    TicketOpened,
)
from core.api.kinds import Json, clean, one_line, shorten
from core.api.shapes import Happening, TicketCard, Verb

ORIGINAL = 3000
SUBJECT = 200


def letter(reader: Reader, told: Happening) -> Letter | None:
    """The letter about an event, or nothing where an event has none for the requester."""
    teller = _TELLERS.get(type(told.event))
    if teller is None or (told.message is not None and told.message.internal):
        return None
    drawn = teller(reader, told)
    return replace(drawn, why=reader.say("mail-why", desk=reader.desk), mute=reader.mute(told.card)) if drawn else None


def prompt(reader: Reader, content: Json) -> Letter | None:
    """A code that proves an address: it says nothing of any ticket, for nobody knows yet whose address it is."""
    if content.get("letter") != "code":
        return None
    code = str(content["code"])
    return Letter(
        subject=reader.say("mail-code-subject", desk=reader.desk, code=code),
        nature=Nature.NOTICE,
        lines=(reader.say("mail-code"),),
        code=code,
        why=reader.say("mail-code-why", desk=reader.desk),
    )


def _receipt(reader: Reader, told: Happening) -> Letter:
    """Of what was typed it repeats the subject only, so that nobody can send words to others by our hand (C2)."""
    card = told.card
    goes_on = (reader.say("mail-linked", number=card.linked_to),) if card.linked_to else ()
    number = reader.say("mail-receipt", number=card.number)
    lines = (number, *goes_on, reader.say("mail-receipt-next"))
    return replace(
        _about(reader, card, *lines), subject=_subject(reader, card, "mail-subject"), nature=Nature.RECEIPT
    )  # fmt: skip


def _answer(reader: Reader, told: Happening) -> Letter | None:
    if told.message is None or not isinstance(told.event, CommentAdded) or not told.event.by_staff:
        return None
    card = told.card
    buttons = reader.verbs(card, Verb.ANSWER) or reader.open(card)
    how = "mail-answer-reply" if reader.replies else "mail-answer-page" if buttons else ""
    hint = reader.say(how) if how and Verb.ANSWER in card.verbs else ""
    drawn = replace(_about(reader, card), hint=hint, buttons=buttons)
    return _quoting(reader, told, drawn)


def _assigned(reader: Reader, told: Happening) -> Letter | None:
    card = told.card
    if card.assignee is None:
        return None
    return _about(reader, card, reader.say("mail-assigned", name=card.assignee.name))


def _moved(reader: Reader, told: Happening) -> Letter:
    """Resolved asks for a judgement; any other status is named. A comment that came with it stands first (C8, A9)."""
    card = told.card
    status = reader.words.label(reader.language, card.status.label)
    if Verb.RETURN in card.verbs:
        line = reader.say("mail-resolved")
    elif card.resume_at:
        until = reader.moment(card.resume_at)
        line = reader.say("mail-status-until", status=status, moment=until)
    else:
        line = reader.say("mail-status", status=status)
    judgement = reader.verbs(card, Verb.RETURN, Verb.CLOSE) if Verb.RETURN in card.verbs else ()
    grades = reader.grades(card)
    ask = reader.say("mail-rate-ask") if grades else ""
    drawn = replace(_about(reader, card, line), ask=ask, grades=grades)
    drawn = replace(drawn, buttons=judgement) if judgement else drawn
    return _quoting(reader, told, drawn) if told.message and told.message.by_staff else drawn


def _escalated(reader: Reader, told: Happening) -> Letter:
    lines = [reader.say("mail-escalated")]
    if told.reason:
        reason = reader.words.label(reader.language, told.reason.label)
        lines.append(reader.say("mail-escalated-reason", reason=reason))
    return _about(reader, told.card, *lines)


def _choice(reader: Reader, told: Happening) -> Letter | None:
    if not isinstance(told.event, ChoiceAsked):
        return None
    card = told.card
    lines = (
        reader.say("mail-choice"),
        reader.say("mail-choice-until", moment=reader.moment(told.event.until)),
    )
    drawn = _about(reader, card, *lines)
    return replace(drawn, buttons=reader.verbs(card, Verb.RETURN, Verb.CLOSE) or drawn.buttons)


def _file_missed(reader: Reader, told: Happening) -> Letter | None:
    if told.file is None or not isinstance(told.event, FileMissed):
        return None
    reason = reader.say(f"file-lost-{told.event.reason}")
    line = reader.say("mail-file-missed", name=told.file.name, reason=reason)
    drawn = _about(reader, told.card, line)
    return replace(drawn, buttons=reader.verbs(told.card, Verb.ANSWER) or drawn.buttons)


def _about(reader: Reader, card: TicketCard, *lines: str) -> Letter:
    """A notice with the ticket's name above and the way to its page below."""
    caption = one_line(f"{card.number} · {card.subject}")
    return Letter(_subject(reader, card), Nature.NOTICE, caption, lines=lines, buttons=reader.open(card))


def _quoting(reader: Reader, told: Happening, drawn: Letter) -> Letter:
    """A person speaks: their words first, and the original request at the end (C8)."""
    if told.message is None:
        return drawn
    name = one_line(told.message.author.name)
    author = reader.say("mail-from", name=name, desk=reader.desk) if name else ""
    began = Speech(reader.say("mail-original"), shorten(clean(told.card.body), ORIGINAL)) if told.card.body else None
    return replace(
        drawn, nature=Nature.PERSON, author=author, speech=Speech(name, clean(told.message.body)), quoted=began
    )  # fmt: skip


def _subject(reader: Reader, card: TicketCard, id: str = "mail-subject-re") -> str:
    return reader.say(id, desk=reader.desk, number=card.number, subject=shorten(card.subject, SUBJECT))


_TELLERS: dict[type, Callable[[Reader, Happening], Letter | None]] = {
    TicketOpened: _receipt,
    CommentAdded: _answer,
    TicketAssigned: _assigned,
    StatusMoved: _moved,
    TicketEscalated: _escalated,
    ChoiceAsked: _choice,
    FileMissed: _file_missed,
}
