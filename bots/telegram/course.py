"""The history of a ticket in the customer's words: what was done, by whom, one line each (A11)."""

from collections.abc import Sequence

from aiogram.utils.formatting import Text

from bots.telegram.changes import changed
from bots.telegram.draw import moment
from bots.wording import Words
from core.api.events import (
    CommentAdded,
    FileMissed,
    ObserverAdded,
    ObserverDropped,
    StatusMoved,
    TicketAssigned,
    TicketEscalated,
    TicketOpened,
    TicketRated,
    TicketTriaged,
)
from core.api.kinds import one_line, shorten
from core.api.shapes import Happening, Moment

SAID = 80


def course(words: Words, language: str, moments: Sequence[Moment]) -> Text:
    """Of what is no matter of the customer's there is no line."""
    lines = [(one.at, said) for one in moments if (said := _line(words, language, one.told))]
    return Text(*(part for at, said in lines for part in ("\n\n", moment(at), "\n", said)))


def _line(words: Words, language: str, told: Happening) -> Text | str | None:
    name = told.actor.name if told.actor else ""
    match told.event:
        case TicketOpened():
            return words(language, "tg-course-opened", name=name)
        case CommentAdded():
            return _said(words, language, told, name)
        case StatusMoved(to=to):
            return words(language, "tg-course-status", status=words.status(language, to, outside=True))
        case TicketAssigned() if told.whom:
            return words(language, "tg-course-assigned", name=told.whom.name)
        case TicketEscalated():
            return words(language, "tg-course-escalated")
        case TicketRated():
            return words(language, "tg-course-rated")
        case ObserverAdded() | ObserverDropped() if told.whom:
            kind = "added" if isinstance(told.event, ObserverAdded) else "dropped"
            return words(language, "tg-course-copied", kind=kind, name=told.whom.name)
        case FileMissed() if told.file:
            return words(language, "tg-course-file", name=told.file.name)
        case TicketTriaged() if told.changes:
            lines = [part for line in changed(words, language, told.changes) for part in ("\n", line)]
            return Text(words(language, "tg-course-changed"), *lines)
        case _:
            return None


def _said(words: Words, language: str, told: Happening, name: str) -> str | None:
    if told.message is None:
        return None
    said = shorten(one_line(told.message.body), SAID)
    return words(language, "tg-course-said", name=name, said=said or "…")
