"""A message of the conversation in a ticket's thread: who, to whom, the words, the files, and how it fared."""

from collections.abc import Iterator

from bots.slack.blocks_card import files_line
from bots.slack.blocks_held import held
from bots.slack.speech import Speech
from bots.slack.text import Block, context, date_token, escaped, mrkdwn, plain, said
from bots.slack.ways import aftermath, fate
from bots.slack.wire import BEFORE, LETTER, SAID, Subject
from core.api.kinds import MessageId, TicketId, shorten
from core.api.shapes import MessageView

OLD = 1000


def message_blocks(message: MessageView, body: str, say: Speech, ping: str | None) -> list[Block]:
    """`body` is as much as this post shows; `ping` calls the assignee to a customer's word."""
    return [
        context(plain(side(message, say)), *([mrkdwn(f"<@{ping}>")] if ping else [])),
        *said(body, quoted=not message.by_staff),
        *edited(message, say),
        *([context(plain(files_line(message.files, say, states=True)))] if message.files else []),
        *([context(*fate(message.ways, say))] if is_answer(message) else []),
        *([context(plain(" · ".join(after)))] if (after := aftermath(message, say)) else []),
        *(held(message.held, message.id, message.held_to, say) if message.held is not None else []),
        *deeds(message, say),
    ]


def deeds(message: MessageView, say: Speech) -> Iterator[Block]:
    """What was cut from a letter, and what was said before an edit, is one press away (faults C10)."""
    if elements := [*_whole(message, say), *_menu(message, say)]:
        yield {"type": "actions", "block_id": f"letter:{message.id}", "elements": elements}


def _whole(message: MessageView, say: Speech) -> Iterator[Block]:
    if message.letter and message.ticket is not None:
        value = Subject(message.ticket, 0, str(message.id)).value()
        yield {"type": "button", "action_id": LETTER, "text": plain(say("slack-letter")), "value": value}


def _menu(message: MessageView, say: Speech) -> Iterator[Block]:
    """Only what the desk has said itself is corrected or taken away, by whoever works with the ticket."""
    if message.ticket is None:
        return
    if message.by_staff and message.withdrawn_at is None:
        words = ["correct", "withdraw", *(["before"] if message.rev > 1 else [])]
        options = [
            {"text": plain(say(f"slack-said-{word}")), "value": Subject(message.ticket, message.id, word).value()}
            for word in words
        ]
        yield {"type": "overflow", "action_id": SAID, "options": options}
    elif message.rev > 1:
        yield before_button(message.ticket, message.id, say)


def before_button(ticket: TicketId, message: MessageId, say: Speech) -> Block:
    value = Subject(ticket, message).value()
    return {"type": "button", "action_id": BEFORE, "text": plain(say("slack-said-before")), "value": value}


def side(message: MessageView, say: Speech) -> str:
    """Who says it to whom; and quietly, that nobody has proved who that is (faults C9)."""
    spoken = _side(message, say)
    return f"{spoken} · {say('slack-doubt')}" if message.doubt else spoken


def _side(message: MessageView, say: Speech) -> str:
    if message.held is not None:
        return say("slack-side-held", name=message.author.name)
    if message.internal and not message.by_staff:
        return say("slack-side-pending", name=message.author.name)
    if message.internal:
        return say("slack-side-note", name=message.author.name)
    side = "staff" if message.by_staff else "observer" if message.by_observer else "customer"
    return say(f"slack-side-{side}", name=message.author.name)


def is_answer(message: MessageView) -> bool:
    """A word to the customer, whose delivery matters."""
    return message.by_staff and not message.internal


def edited(message: MessageView, say: Speech) -> Iterator[Block]:
    """An edit takes nothing away: what was said before stays to be read."""
    at = message.withdrawn_at or message.edited_at
    if at is None:
        return
    mark = say("slack-withdrawn" if message.withdrawn_at else "slack-edited")
    yield context(mrkdwn(f"{escaped(mark)} {date_token(at)}"))
    if message.before:
        yield context(plain(say("slack-before", text=shorten(message.before, OLD))))
