"""What happened to a ticket, told to its requester."""

from collections.abc import Callable

from aiogram.utils.formatting import Bold, Text

from bots.telegram.draw import Drawn, drawn, go, moment, verbs
from bots.wording import Words
from core.api.events import CommentAdded, FileMissed, StatusMoved, TicketAssigned, TicketOpened
from core.api.shapes import Happening, Verb


def notice(words: Words, language: str, told: Happening) -> Drawn | None:
    """The notice of an event, or nothing where an event has none for the requester."""
    teller = _TELLERS.get(type(told.event))
    return teller(words, language, told) if teller else None


def _receipt(words: Words, language: str, told: Happening) -> Drawn:
    """The number at once (C2), and the ticket that this one goes on with (D8)."""
    before = told.card.linked_to
    linked = f"{words(language, 'tg-ticket-linked', number=before)}\n" if before else ""
    text = Text(
        Bold(words(language, "tg-receipt", number=told.card.number)), f"\n{told.card.subject}\n{linked}\n",
        words(language, "tg-receipt-next"),
    )  # fmt: skip
    rows = verbs(words, language, told.card, answer=False)
    return drawn(text, [*rows, [go(words(language, "tg-open"), "ticket", told.card.id)]])


def _answer(words: Words, language: str, told: Happening) -> Drawn | None:
    if told.message is None:
        return None
    name = words(language, "tg-reply-from", number=told.card.number, name=told.message.author.name)
    return drawn(Text(Bold(name), "\n", told.message.body), verbs(words, language, told.card))


def _assigned(words: Words, language: str, told: Happening) -> Drawn:
    name = told.card.assignee.name if told.card.assignee else "?"
    return drawn(words(language, "tg-assigned", number=told.card.number, name=name))


def _moved(words: Words, language: str, told: Happening) -> Drawn:
    """Resolved asks for a judgement; any other status is named. A comment that came with it stands first (C8)."""
    card = told.card
    status = words.label(language, card.status.label)
    if Verb.RETURN in card.verbs:
        line = Text(words(language, "tg-resolved", number=card.number))
    elif card.resume_at:
        line = Text(words(language, "tg-status-until", number=card.number, status=status), " ", moment(card.resume_at))
    else:
        line = Text(words(language, "tg-status", number=card.number, status=status))
    said = told.message
    spoken = [Bold(said.author.name), f"\n{said.body}\n\n"] if said else []
    ask = [f"\n{words(language, 'tg-rate-ask')}"] if Verb.RATE in card.verbs and not card.grade else []
    return drawn(Text(*spoken, line, *ask), verbs(words, language, told.card))


def _file_missed(words: Words, language: str, told: Happening) -> Drawn | None:
    if told.file is None or not isinstance(told.event, FileMissed):
        return None
    reason = words(language, f"file-lost-{told.event.reason}")
    return drawn(words(language, "tg-file-missed", number=told.card.number, name=told.file.name, reason=reason))


_TELLERS: dict[type, Callable[[Words, str, Happening], Drawn | None]] = {
    TicketOpened: _receipt,
    CommentAdded: _answer,
    TicketAssigned: _assigned,
    StatusMoved: _moved,
    FileMissed: _file_missed,
}
