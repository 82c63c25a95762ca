"""A message of the conversation in a ticket's thread: who, to whom, the words, the files, and how it fared."""

from collections.abc import Iterator

from bots.slack.blocks_card import files_line
from bots.slack.speech import Speech
from bots.slack.text import Block, context, date_token, escaped, mrkdwn, plain, said
from bots.slack.ways import fate
from core.api.kinds import shorten
from core.api.shapes import MessageView

BEFORE = 1000


def message_blocks(message: MessageView, body: str, say: Speech, ping: str | None) -> list[Block]:
    """`body` is as much as this post shows; `ping` calls the assignee to a customer's word."""
    return [
        context(plain(side(message, say)), *([mrkdwn(f"<@{ping}>")] if ping else [])),
        *said(body, quoted=not message.by_staff),
        *_edited(message, say),
        *([context(plain(files_line(message.files, say, states=True)))] if message.files else []),
        *([context(*fate(message.ways, say))] if is_answer(message) else []),
    ]


def side(message: MessageView, say: Speech) -> str:
    if message.internal:
        return say("slack-side-note", name=message.author.name)
    return say("slack-side-staff" if message.by_staff else "slack-side-customer", name=message.author.name)


def is_answer(message: MessageView) -> bool:
    """A word to the customer, whose delivery matters."""
    return message.by_staff and not message.internal


def _edited(message: MessageView, say: Speech) -> Iterator[Block]:
    """An edit takes nothing away: what was said before stays to be read."""
    if message.edited_at is None:
        return
    yield context(mrkdwn(escaped(say("slack-edited")) + f" {date_token(message.edited_at)}"))
    if message.before:
        yield context(plain(say("slack-before", text=shorten(message.before, BEFORE))))
