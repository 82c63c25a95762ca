"""Shapes as the core hands them out, with what a test is about in them."""

from typing import Any

from core.kinds import Door, Event, MessageId, PersonId, TicketId
from core.tickets.lifecycle import STAFF_VERBS
from core.views.shapes import Choice, Happening, MessageView, Target, TicketCard, Who

DAY = 2_000_000_000_000_000
"""An instant: 18 May 2033."""
IVAN = Who(PersonId(1), "Иван")
ANNA = Who(PersonId(2), "Анна", "U0ANNA")


def choice(id: str, ru: str = "") -> Choice:
    return Choice(id, {"ru": ru or id})


def card(**changes: Any) -> TicketCard:
    """An ordinary ticket of a desk where all is well."""
    ordinary: dict[str, Any] = {
        "id": TicketId(7), "number": "TS-7", "subject": "Нет гудка", "body": "", "type": choice("quality", "Связь"),
        "priority": choice("normal", "Обычный"), "status": choice("in_progress", "В работе"), "open": True,
        "final": False, "resume_at": None, "requester": IVAN, "assignee": None, "source": Door.TELEGRAM,
        "opened_at": DAY, "grade": None, "rev": 3, "verbs": STAFF_VERBS,
        "targets": (Target("resolved", {"ru": "Решено"}),), "grades": (), "files": (), "unanswered_since": None,
    }  # fmt: skip
    return TicketCard(**(ordinary | changes))


def message(**changes: Any) -> MessageView:
    """A word of the customer's."""
    ordinary: dict[str, Any] = {
        "id": MessageId(5), "author": IVAN, "by_staff": False, "internal": False, "at": DAY, "body": "Так и не звонит",
        "files": (),
    }  # fmt: skip
    return MessageView(**(ordinary | changes))


def happening(event: Event, **changes: Any) -> Happening:
    return Happening(changes.pop("card", card()), event, changes.pop("actor", IVAN), **changes)
