"""An answer that waits, with the button that takes it back."""

from bots.slack.speech import Speech
from bots.slack.text import Block, context, plain
from bots.slack.wire import TAKE_BACK, Subject
from core.api.kinds import MessageId, TicketId


def held(ticket: TicketId, message: MessageId, say: Speech) -> list[Block]:
    """Without a time: who reads it later finds the button answered kindly."""
    value = Subject(ticket, message).value()
    button = {"type": "button", "action_id": TAKE_BACK, "text": plain(say("slack-take-back")), "value": value}
    return [context(plain(say("slack-held"))), {"type": "actions", "elements": [button]}]
