"""What a group chat is told of a ticket that was made there: the desk's public words, and no more (X1).

No button, since it would be there for everybody; no promise and no list, which are the requester's own.
"""

from aiogram.utils.formatting import Bold, Text

from bots.telegram.draw import Drawn, drawn
from bots.telegram.notices import edited
from bots.wording import Words
from core.api.events import CommentAdded, FileArrived, StatusMoved, TicketAssigned, TicketOpened
from core.api.shapes import Happening, Verb


def group_notice(words: Words, language: str, told: Happening) -> Drawn | None:
    """Nothing for what has no words for a group, whoever has put it on its way there."""
    match told.event:
        case TicketOpened():
            head = words(language, "tg-receipt", number=told.card.number)
            return drawn(Text(Bold(head), "\n", words(language, "tg-group-next")))
        case TicketAssigned() if told.whom is not None:
            return drawn(words(language, "tg-assigned", number=told.card.number, name=told.whom.name))
        case StatusMoved():
            return drawn(_moved(words, language, told))
        case CommentAdded(by_staff=True) | FileArrived() if told.message is not None and told.message.by_staff:
            said, number = told.message, told.card.number
            name = words(language, "tg-reply-from", number=number, name=said.author.name, side="staff")
            return drawn(Text(Bold(name), "\n" if said.body else "", said.body, *edited(words, language, said)))
        case _:
            return None


def _moved(words: Words, language: str, told: Happening) -> Text:
    card, said = told.card, told.message
    spoken = [Bold(said.author.name), f"\n{said.body}", *edited(words, language, said), "\n\n"] if said else []
    if Verb.RETURN in card.verbs:
        return Text(*spoken, words(language, "tg-group-resolved", number=card.number))
    status = words.label(language, card.status.label)
    return Text(*spoken, words(language, "tg-status", number=card.number, status=status))
