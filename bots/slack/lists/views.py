"""The views of lists: the Home tab, a list as a window, a ticket with its history; and what stands there meanwhile."""

import json

from bots.slack.lists.blocks import button, listed, queues, rooms, search
from bots.slack.lists.blocks_story import story
from bots.slack.lists.browse import HOME, LIST, Browse
from bots.slack.making.deeds import PHONE
from bots.slack.speech import Speech
from bots.slack.text import Block, context, plain
from bots.slack.wire import MAKE, TICKET, Subject
from core.api.kinds import shorten
from core.api.shapes import Board, Found, Story

TITLE = 24


def home(board: Board, found: Found, browse: Browse, channel: str, say: Speech) -> Block:
    new = {"type": "actions", "block_id": MAKE, "elements": [button(MAKE, say("slack-make"), PHONE)]}
    head = [*queues(board, browse, say), rooms(board, say), search(browse, say), new, {"type": "divider"}]
    blocks = [*head, *listed(found, browse, say)]
    return _home(blocks) | {"private_metadata": _kept(browse, channel)}


def list_window(found: Found, browse: Browse, channel: str, say: Speech) -> Block:
    title = say("slack-home-find") if browse.find else say(f"slack-queue-{browse.queue}")
    return _window(LIST, title, say) | {
        "private_metadata": _kept(browse, channel),
        "blocks": [*listed(found, browse, say)],
    }


def ticket_window(shown: Story, browse: Browse | None, channel: str, say: Speech) -> Block:
    """It knows what a card's buttons ask of the place where they are pressed: whose it is, and where to whisper."""
    known = {"about": Subject(shown.card.id, shown.card.rev).value(), "channel": channel, "thread": ""}
    kept = known | ({"browse": browse.kept()} if browse else {})
    blocks = [*story(shown, say, listed=browse is not None)]
    known_of = {"private_metadata": _written(kept), "notify_on_close": True}
    return _window(TICKET, shown.card.number, say) | known_of | {"blocks": blocks}


def home_words(text: str) -> Block:
    return _home([{"type": "section", "text": plain(text)}])


def window_words(text: str, say: Speech) -> Block:
    """A window while there is nothing to be seen yet, or will be nothing."""
    return _window(LIST, say("slack-list-title"), say) | {"blocks": [context(plain(text))]}


def _home(blocks: list[Block]) -> Block:
    return {"type": "home", "callback_id": HOME, "blocks": blocks}


def _window(kind: str, title: str, say: Speech) -> Block:
    return {
        "type": "modal",
        "callback_id": kind,
        "title": plain(shorten(title, TITLE)),
        "close": plain(say("slack-modal-close")),
    }


def _kept(browse: Browse, channel: str) -> str:
    """Where somebody stands, and where to whisper what a press there has come to."""
    return _written({"browse": browse.kept(), "channel": channel})


def _written(kept: object) -> str:
    """As short as it can be: a view keeps 3,000 characters."""
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
