"""What happened to a ticket, told to its requester and to whoever is in copy."""

from collections.abc import Callable

from aiogram.utils.formatting import Bold, Italic, Text

from bots.telegram import draw
from bots.telegram.changes import changed
from bots.telegram.draw import Drawn, drawn, go, moment, verbs
from bots.wording import Words
from core.api.events import (
    CommentAdded,
    FileMissed,
    ObserverAdded,
    ObserverDropped,
    StatusMoved,
    SurveyAsked,
    TicketAbsorbed,
    TicketAssigned,
    TicketOpened,
    TicketReleased,
    TicketTriaged,
    TicketUnmerged,
)
from core.api.kinds import PersonId
from core.api.shapes import Happening, MessageView, TicketCard, Verb


def notice(words: Words, language: str, told: Happening, reader: PersonId | None = None) -> Drawn | None:
    """The notice of an event, or nothing where an event has none for the customer's side."""
    if isinstance(told.event, ObserverAdded | ObserverDropped) and reader != told.event.person:
        return _copied(words, language, told)
    teller = _TELLERS.get(type(told.event))
    return teller(words, language, told) if teller else None


def _receipt(words: Words, language: str, told: Happening) -> Drawn:
    """The number at once (C2), by when the first answer comes (X5), and the ticket that this one goes on with (D8)."""
    card, before = told.card, told.card.linked_to
    linked = f"{words(language, 'tg-ticket-linked', number=before)}\n" if before else ""
    text = Text(
        Bold(words(language, "tg-receipt", number=card.number)), f"\n{card.subject}\n{linked}\n",
        *_promised(words, language, card), words(language, "tg-receipt-next"),
    )  # fmt: skip
    rows = verbs(words, language, card, answer=False, rate=False)
    return drawn(text, [*rows, [go(words(language, "tg-open"), "ticket", card.id)]])


def _promised(words: Words, language: str, card: TicketCard) -> list[Text | str]:
    return [words(language, "tg-promise"), " ", moment(card.promise), "\n"] if card.promise else []


def _comment(words: Words, language: str, told: Happening) -> Drawn | None:
    """An agent's answer, or what somebody else on the customer's side has said (A4), with the names of its files."""
    said, card = told.message, told.card
    if said is None:
        return None
    side = "staff" if said.by_staff else "requester" if said.author.id == card.requester.id else "observer"
    name = words(language, "tg-reply-from", number=card.number, name=said.author.name, side=side)
    files = [] if said.by_staff else [f"\n📎 {draw.file_line(words, language, file)}" for file in said.files]
    rate = said.by_staff and card.rate_when == "answer"
    text = Text(Bold(name), "\n" if said.body else "", said.body, *files, *edited(words, language, said))
    return drawn(text, verbs(words, language, card, rate=rate))


def edited(words: Words, language: str, said: MessageView) -> list[Text]:
    """What was changed after it was told says so."""
    return [Italic(f"\n✏️ {words(language, 'tg-edited')}")] if said.edited_at is not None else []


def _assigned(words: Words, language: str, told: Happening) -> Drawn | None:
    """Whose queue it stands in is the desk's own matter: a group is not named."""
    if told.whom is None:
        return None
    return drawn(words(language, "tg-assigned", number=told.card.number, name=told.whom.name))


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
    spoken = [Bold(said.author.name), f"\n{said.body}", *edited(words, language, said), "\n\n"] if said else []
    rate = card.rate_when != "later"
    ask = [f"\n{words(language, 'tg-rate-ask')}"] if rate and Verb.RATE in card.verbs and not card.grade else []
    return drawn(Text(*spoken, line, *ask), verbs(words, language, card, rate=rate))


def _triaged(words: Words, language: str, told: Happening) -> Drawn | None:
    """What is another now, and the first answer's new time where it still is to come (A8, C3)."""
    if not told.changes:
        return None
    card = told.card
    lines = [part for line in changed(words, language, told.changes) for part in ("\n", line)]
    promised = [Text("\n", *_promised(words, language, card)[:-1])] if card.promise else []
    text = Text(Bold(words(language, "tg-changed", number=card.number)), *lines, *promised)
    return drawn(text, [[go(words(language, "tg-open"), "ticket", card.id)]])


def _copied(words: Words, language: str, told: Happening) -> Drawn:
    """To the others: who else hears of it now, or does no more (A8)."""
    kind = "added" if isinstance(told.event, ObserverAdded) else "dropped"
    name = told.whom.name if told.whom else "?"
    line = words(language, "tg-copied", number=told.card.number, kind=kind, name=name)
    return drawn(line, [[go(words(language, "tg-open"), "ticket", told.card.id)]])


def _observing(words: Words, language: str, told: Happening) -> Drawn:
    """To somebody who may never have heard of it: who wants them to know, of what, and what they can do (A4)."""
    card = told.card
    by = told.actor or card.requester
    text = Text(
        Bold(f"{card.number} · {card.subject}"), "\n", words(language, "tg-observing", name=by.name), "\n",
        words(language, "tg-observing-next"),
    )  # fmt: skip
    return drawn(text, [*verbs(words, language, card), [go(words(language, "tg-open"), "ticket", card.id)]])


def _merged(words: Words, language: str, told: Happening) -> Drawn | None:
    """Two are one, or two again; answers to either find their way (X2)."""
    id = "tg-merged" if isinstance(told.event, TicketAbsorbed) else "tg-unmerged"
    if not isinstance(told.event, TicketAbsorbed | TicketReleased | TicketUnmerged):
        return None
    card, other = told.card, told.event.into if isinstance(told.event, TicketUnmerged) else told.event.other
    text = words(language, id, one=card.number, other=f"{card.number.rpartition('-')[0]}-{other}")
    return drawn(text, [[go(words(language, "tg-open"), "ticket", card.id)]])


def _survey(words: Words, language: str, told: Happening) -> Drawn | None:
    """Some time after the work was done (C10)."""
    if Verb.RATE not in told.card.verbs:
        return None
    text = Text(Bold(f"{told.card.number} · {told.card.subject}"), "\n", words(language, "tg-rate-ask"))
    return drawn(text, draw.grades(words, language, told.card))


def _file_missed(words: Words, language: str, told: Happening) -> Drawn | None:
    if told.file is None or not isinstance(told.event, FileMissed):
        return None
    reason = words(language, f"file-lost-{told.event.reason}")
    return drawn(words(language, "tg-file-missed", number=told.card.number, name=told.file.name, reason=reason))


_TELLERS: dict[type, Callable[[Words, str, Happening], Drawn | None]] = {
    TicketOpened: _receipt,
    CommentAdded: _comment,
    TicketAssigned: _assigned,
    StatusMoved: _moved,
    TicketTriaged: _triaged,
    ObserverAdded: _observing,
    SurveyAsked: _survey,
    **dict.fromkeys((TicketAbsorbed, TicketReleased, TicketUnmerged), _merged),
    FileMissed: _file_missed,
}
