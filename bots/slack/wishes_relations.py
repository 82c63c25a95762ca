"""What a filled-in modal about several tickets, or about time, asks for."""

import re
from typing import Any

from bots.slack.fields import BODY, FOLLOWING, MESSAGE, NOBODY, NUMBER, OTHER, RESOLVES, SHARED, TIME, UNTIL, entered
from bots.slack.wire import Payload, Subject
from core.api.commands import AnswerIncidents, Merge, SetParent, Snooze, Split, TieProblem
from core.api.kinds import SECOND, Command, MessageId, TicketId

NO_SUCH = TicketId(0)
TYPED = re.compile(r"\s*(?:[A-Za-z]+-)?(\d{1,18})\s*")


def problem(view: Payload, about: Subject) -> Command:
    return TieProblem(about.ticket, _other(entered(view)))


def parent(view: Payload, about: Subject) -> Command:
    return SetParent(about.ticket, _other(entered(view)))


def merge(view: Payload, about: Subject) -> Command:
    given = entered(view)
    return Merge(about.ticket, _other(given) or NO_SUCH, about.rev, shared=bool(given.get(SHARED)))


def split(view: Payload, about: Subject) -> Command:
    given = entered(view)
    message = MessageId(int(given[MESSAGE]))
    return Split(about.ticket, message, given.get("subject") or "", following=bool(given.get(FOLLOWING)))


def snooze(view: Payload, about: Subject) -> Command:
    """A time of one's own goes before the quick ones."""
    given = entered(view)
    picked = given.get(UNTIL) if given.get(UNTIL) != _shown(view) else None
    picked = picked or given.get(TIME) or given.get(UNTIL)
    return Snooze(about.ticket, None if picked in (None, NOBODY) else int(picked) * SECOND)


def incidents(view: Payload, about: Subject) -> Command:
    given = entered(view)
    return AnswerIncidents(about.ticket, given.get(BODY) or "", int(about.to or 0), resolves=bool(given.get(RESOLVES)))


def _other(given: dict[str, Any]) -> TicketId | None:
    """What was typed goes before what is picked; what is no number is no ticket."""
    if typed := given.get(NUMBER):
        found = TYPED.fullmatch(typed)
        return TicketId(int(found[1])) if found else NO_SUCH
    picked = given.get(OTHER) or NOBODY
    return None if picked == NOBODY else TicketId(int(picked))


def _shown(view: Payload) -> Any:
    """The time that the form began with."""
    blocks = (block for block in view["blocks"] if block.get("block_id") == UNTIL)
    return next((block["element"].get("initial_date_time") for block in blocks), None)
