"""A ticket as a window: what it is, what can be done with it, and its history part by part (E12)."""

from collections.abc import Iterator

from bots.slack.blocks_buttons import buttons
from bots.slack.blocks_card import files_line
from bots.slack.blocks_facts import answers, facts
from bots.slack.blocks_log import log_line
from bots.slack.blocks_message import deeds, edited, is_answer, side
from bots.slack.blocks_orders import order_blocks
from bots.slack.lists.blocks import button
from bots.slack.lists.browse import LIST, STORY, THEIRS
from bots.slack.speech import Speech
from bots.slack.text import Block, bold, context, date_token, mrkdwn, plain, rich, said
from bots.slack.ways import fate, warnings
from core.api.events import CommentAdded, NoteAdded, TicketEscalated, TicketOpened, TicketRated
from core.api.kinds import shorten
from core.api.shapes import MessageView, Moment, Story

WORDS = 1500
"""Of one message: a dozen of them stay below what Slack takes for a view. The thread has all."""
FILES = 1000
EARLIER, LATER, NOW = "earlier", "later", "now"
SPOKEN = (TicketOpened, CommentAdded, NoteAdded, TicketEscalated, TicketRated)
"""Events that bring a message of their own; a move that a comment goes with does not say it twice."""


def story(shown: Story, say: Speech, *, listed: bool) -> Iterator[Block]:
    """`listed`: there is a list to go back to."""
    card = shown.card
    yield {"type": "section", "text": plain(f"{card.number} · {card.subject}")}
    yield facts(card, say)
    yield from answers(card.other_answers, say)
    yield from order_blocks(card.orders, say) if card.orders else ()
    if warned := warnings(card, say):
        yield context(*warned)
    yield from buttons(card, say, whole=False)
    yield {"type": "divider"}
    yield rich(bold(say("slack-story-begun")))
    for one in shown.moments:
        yield from _moment(one, say)
    yield {"type": "actions", "block_id": "story", "elements": [*_turning(shown, say, listed=listed)]}


def _turning(shown: Story, say: Speech, *, listed: bool) -> Iterator[Block]:
    if listed:
        yield button(LIST, say("slack-story-list"), "list")
    if shown.before is not None:
        yield button(STORY + EARLIER, say("slack-story-earlier"), str(shown.before))
    if shown.after is not None:
        yield button(STORY + LATER, say("slack-story-later"), str(shown.after))
    yield button(STORY + NOW, say("slack-list-again"), "0")
    yield button(THEIRS, say("slack-story-theirs"), str(shown.card.requester.id))


def _moment(one: Moment, say: Speech) -> Iterator[Block]:
    """What happened, and beneath it what was said; what this release does not know is left out."""
    message = one.told.message if isinstance(one.told.event, SPOKEN) else None
    line = log_line(one.told, say)
    if line:
        yield context(mrkdwn(f"{date_token(one.at)} · {line}"))
    if message is not None:
        yield from _message(message, one.at, say)


def _message(message: MessageView, at: int, say: Speech) -> Iterator[Block]:
    yield context(mrkdwn(date_token(at)), plain(side(message, say)))
    yield from said(shorten(message.body, WORDS), quoted=not message.by_staff)
    yield from edited(message, say)
    if message.files:
        yield context(plain(shorten(files_line(message.files, say), FILES)))
    if is_answer(message):
        yield context(*fate(message.ways, say))
    if message.rev > 1:
        yield from deeds(message, say)
