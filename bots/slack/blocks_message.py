"""A message of the conversation in a ticket's thread: who, to whom, the words, the files, and how it fared."""

from bots.slack.blocks_card import files_line
from bots.slack.speech import Speech
from bots.slack.text import Block, context, date_token, escaped, mrkdwn, plain, said
from core.api.kinds import shorten
from core.api.shapes import MessageView, State, Way

REASON = 120
AILING = frozenset({State.REFUSED, State.GONE, State.PARKED, State.SUPPRESSED})


def message_blocks(message: MessageView, body: str, say: Speech, ping: str | None) -> list[Block]:
    """`body` is as much as this post shows; `ping` calls the assignee to a customer's word."""
    return [
        context(plain(side(message, say)), *([mrkdwn(f"<@{ping}>")] if ping else [])),
        *said(body, quoted=not message.by_staff),
        *([context(plain(files_line(message.files, say, states=True)))] if message.files else []),
        *([context(*fate(message, say))] if is_answer(message) else []),
    ]


def side(message: MessageView, say: Speech) -> str:
    if message.internal:
        return say("slack-side-note", name=message.author.name)
    return say("slack-side-staff" if message.by_staff else "slack-side-customer", name=message.author.name)


def is_answer(message: MessageView) -> bool:
    """A word to the customer, whose delivery matters."""
    return message.by_staff and not message.internal


def fate(message: MessageView, say: Speech) -> list[Block]:
    """Whether the answer reached the customer, by each way that it went (X4)."""
    return [_way(way, say) for way in message.ways] or [mrkdwn(escaped(say("slack-way-none")))]


def delivered(message: MessageView) -> bool:
    return any(way.state is State.SENT for way in message.ways)


def failed(message: MessageView) -> bool:
    return not delivered(message) and any(way.state in AILING for way in message.ways)


def _way(way: Way, say: Speech) -> Block:
    door = say("slack-door", door=way.door)
    if way.state is State.SENT:
        at = f" {date_token(way.settled_at)}" if way.settled_at else ""
        return mrkdwn(escaped(say("slack-way-sent", door=door)) + at)
    return plain(say("slack-way", door=door, state=way.state, why=_why(way), reason=shorten(way.reason or "", REASON)))


def _why(way: Way) -> str:
    if not way.reason:
        return "none"
    return "blocked" if "blocked" in way.reason.lower() else "other"
