"""What happened to a ticket, told to the customer's side in a letter. What is not told here is not for them."""

from collections.abc import Callable
from dataclasses import replace

from bots.email.about import about, answerable, promised, quoting, rated, subject
from bots.email.changes import merged, survey, triaged
from bots.email.copies import copied, spoken
from bots.email.letter import Letter, Nature
from bots.email.reader import Reader
from bots.email.strangers import STRANGERS
from core.api.events import (
    ChoiceAsked,
    CommentAdded,
    FileMissed,
    ObserverAdded,
    ObserverDropped,
    StatusMoved,
    SurveyAsked,
    TicketAbsorbed,
    TicketAssigned,
    TicketEscalated,
    TicketOpened,
    TicketReleased,
    TicketTriaged,
    TicketUnmerged,
)
from core.api.kinds import Json
from core.api.shapes import Happening, Verb

TOO_LARGE = "too-large"


def letter(reader: Reader, told: Happening) -> Letter | None:
    """The letter about an event, or nothing where an event has none for the customer's side."""
    teller = _TELLERS.get(type(told.event))
    if teller is None or (told.message is not None and told.message.internal):
        return None
    drawn = teller(reader, told)
    if drawn is None:
        return None
    card = told.card
    mine = reader.whose(card)
    told_blind = reader.blind and mine == "mine"
    why = reader.say("mail-why-blind", desk=reader.desk) if told_blind else reader.say(
        "mail-why", desk=reader.desk, number=card.number, whose=mine
    )  # fmt: skip
    return replace(drawn, why=why, mute=reader.mute(card))


def prompt(reader: Reader, content: Json) -> Letter | None:
    """What the desk says by itself. Of these only a participant's letter names a ticket."""
    made = _PROMPTS.get(str(content.get("letter")))
    return made(reader, content) if made else None


def _code(reader: Reader, content: Json) -> Letter:
    """A code that proves an address: it says nothing of any ticket, for nobody knows yet whose address it is."""
    code = str(content["code"])
    return Letter(
        subject=reader.say("mail-code-subject", desk=reader.desk, code=code),
        nature=Nature.NOTICE,
        lines=(reader.say("mail-code"),),
        code=code,
        why=reader.say("mail-code-why", desk=reader.desk),
    )


def _attach(reader: Reader, content: Json) -> Letter:
    """How an answer gets into the ticket (A7)."""
    return Letter(
        subject=reader.say("mail-attach-subject", desk=reader.desk),
        nature=Nature.RECEIPT,
        lines=(reader.say("mail-attach", address=str(content["address"])),),
        why=reader.say("mail-why", desk=reader.desk, whose="mine"),
    )


def _receipt(reader: Reader, told: Happening) -> Letter:
    """Of what was typed it repeats the subject only, and to strangers nothing: a forged sender makes us a letter to
    somebody else, and nobody sends words to others by our hand (C2, faults G1).
    """
    card = told.card
    goes_on = (reader.say("mail-linked", number=card.linked_to),) if card.linked_to else ()
    number = reader.say("mail-receipt", number=card.number)
    lines = (number, *goes_on, *_missing(reader, told), *promised(reader, card), reader.say("mail-receipt-next"))
    return replace(
        about(reader, card, *lines), subject=subject(reader, card, "mail-subject"), nature=Nature.RECEIPT,
        hint=answerable(reader, card).hint, chat=reader.offered(),
    )  # fmt: skip


def _missing(reader: Reader, told: Happening) -> tuple[str, ...]:
    """Files that were too large are counted: their names are a sender's words (E14, faults G1)."""
    count = sum(file.reason == TOO_LARGE for file in told.message.files) if told.message else 0
    return (reader.words(reader.language, "mail-large", count=count),) if count else ()


def _large(reader: Reader, content: Json) -> Letter:
    """The same to somebody whose answer gets no receipt."""
    return Letter(
        subject=reader.say("mail-large-subject", desk=reader.desk),
        nature=Nature.RECEIPT,
        lines=(reader.words(reader.language, "mail-large", count=int(content["count"])),),
        why=reader.say("mail-why", desk=reader.desk, whose="mine"),
    )


def _comment(reader: Reader, told: Happening) -> Letter | None:
    if told.message is None or not isinstance(told.event, CommentAdded):
        return None
    if not told.event.by_staff:
        return spoken(reader, told)
    drawn = answerable(reader, told.card)
    return quoting(reader, told, rated(reader, told.card, drawn) if told.card.rate_when == "answer" else drawn)


def _assigned(reader: Reader, told: Happening) -> Letter | None:
    """Whose queue it stands in is the desk's own matter: a group is not named."""
    if told.whom is None:
        return None
    return about(reader, told.card, reader.say("mail-assigned", name=told.whom.name))


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
    drawn = about(reader, card, line)
    drawn = rated(reader, card, drawn) if card.rate_when != "later" else drawn
    drawn = replace(drawn, buttons=judgement) if judgement else drawn
    return quoting(reader, told, drawn) if told.message and told.message.by_staff else drawn


def _escalated(reader: Reader, told: Happening) -> Letter:
    lines = [reader.say("mail-escalated")]
    if told.reason:
        reason = reader.words.label(reader.language, told.reason.label)
        lines.append(reader.say("mail-escalated-reason", reason=reason))
    return about(reader, told.card, *lines)


def _choice(reader: Reader, told: Happening) -> Letter | None:
    if not isinstance(told.event, ChoiceAsked):
        return None
    card = told.card
    lines = (
        reader.say("mail-choice"),
        reader.say("mail-choice-until", moment=reader.moment(told.event.until)),
    )
    drawn = about(reader, card, *lines)
    return replace(drawn, buttons=reader.verbs(card, Verb.RETURN, Verb.CLOSE) or drawn.buttons)


def _file_missed(reader: Reader, told: Happening) -> Letter | None:
    if told.file is None or not isinstance(told.event, FileMissed):
        return None
    reason = reader.say(f"file-lost-{told.event.reason}")
    line = reader.say("mail-file-missed", name=told.file.name, reason=reason)
    drawn = about(reader, told.card, line)
    return replace(drawn, buttons=reader.verbs(told.card, Verb.ANSWER) or drawn.buttons)


_PROMPTS: dict[str, Callable[[Reader, Json], Letter]] = {"code": _code, "attach": _attach, "large": _large, **STRANGERS}
_TELLERS: dict[type, Callable[[Reader, Happening], Letter | None]] = {
    TicketOpened: _receipt,
    CommentAdded: _comment,
    TicketAssigned: _assigned,
    StatusMoved: _moved,
    TicketEscalated: _escalated,
    ChoiceAsked: _choice,
    TicketTriaged: triaged,
    ObserverAdded: copied,
    ObserverDropped: copied,
    SurveyAsked: survey,
    **dict.fromkeys((TicketAbsorbed, TicketReleased, TicketUnmerged), merged),
    FileMissed: _file_missed,
}
