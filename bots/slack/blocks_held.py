"""An answer that waits, with the button that takes it back."""

from bots.slack.speech import Speech
from bots.slack.text import Block, context, escaped, plain, tame
from bots.slack.wire import TAKE_BACK, Subject
from core.api.events import AnswerHeld, AnswerTakenBack, MoveDropped
from core.api.kinds import MessageId, TicketId, shorten
from core.api.shapes import Happening

NAME = 60


def held(ticket: TicketId, message: MessageId, to: str | None, say: Speech) -> list[Block]:
    """Without a time: who reads it later finds the button answered kindly."""
    value = Subject(ticket, message).value()
    button = {"type": "button", "action_id": TAKE_BACK, "text": plain(say("slack-take-back")), "value": value}
    return [context(plain(_waits(to, say))), {"type": "actions", "elements": [button]}]


def held_line(happening: Happening, say: Speech) -> str | None:
    """Whoever sent an answer whose move was dropped is called: the ticket is not where they left it."""
    by = happening.actor
    name = tame(shorten(by.name, NAME)) if by else ""
    match happening.event:
        case AnswerHeld(to=to):
            return escaped(_waits(to, say))
        case AnswerTakenBack(to=to):
            said = say("slack-log-taken-back-move", status=say.status(to)) if to else say("slack-log-taken-back")
            return f"{escaped(said)} · {name}"
        case MoveDropped(to=to, why=why):
            said = escaped(say("slack-log-move-dropped", status=say.status(to), why=why))
            return f"{said} · {f'<@{by.slack}>' if by.slack else name}" if by else said
        case _:
            return None


def _waits(to: str | None, say: Speech) -> str:
    """`to` is the status that the ticket comes to with it."""
    return say("slack-held-move", status=say.status(to)) if to else say("slack-held")
