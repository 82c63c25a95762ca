"""How the customer will see an answer that is still being written: in their language, on each of their ways."""

from collections.abc import Iterator
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bots.elsewhere import Elsewhere, Rehearsed
from bots.slack.fields import BODY, HIDDEN, STATUS, UNTIL, entered
from bots.slack.lists.screen import Screen
from bots.slack.lists.showing import Showing
from bots.slack.speech import Speech
from bots.slack.text import Block, bold, context, literal, plain, rich, said
from bots.slack.wire import PREVIEW, within
from core.api.kinds import SECOND, Door, Visitor, shorten
from core.api.queries import Ask, RehearseReply

TITLE = 24
TEXT = 9000
"""Signs of a letter that a window shows; it quotes what the ticket began with."""
LINE = 300

Body = dict[str, Any]


class Preview:
    """A window over the modal. Nothing is sent, and nothing is written down."""

    def __init__(self, client: AsyncWebClient, ask: Ask, show: Showing, elsewhere: Elsewhere) -> None:
        self._client = client
        self._ask = ask
        self._show = show
        self._elsewhere = elsewhere

    async def __call__(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        screen = Screen(self._client, trigger=body["trigger_id"], over=True)
        await self._show(screen, body["user"], lambda by, say: self._drawn(body, by, say))

    async def _drawn(self, body: Body, by: Visitor, say: Speech) -> Block:
        given = entered(body["view"])
        if given.get(HIDDEN):
            return _window([context(plain(say("slack-preview-hidden")))], say)
        until = int(given[UNTIL]) * SECOND if given.get(UNTIL) else None
        doors, text = tuple(self._elsewhere.rehearse), str(given.get(BODY) or "")
        found = await self._ask(
            RehearseReply(within(body).ticket, text, doors, str(given.get(STATUS) or ""), until), by
        )
        if not found.doors:
            why = "slack-preview-muted" if found.muted else "slack-preview-nowhere"
            return _window([context(plain(say(why)))], say)
        blocks = list[Block]()
        for door in found.doors:
            shown = self._elsewhere.rehearse[door](found)
            blocks += _way(door, shown, say) if shown is not None else []
        return _window(blocks or [context(plain(say("slack-preview-nowhere")))], say)


def _way(door: Door, shown: Rehearsed, say: Speech) -> Iterator[Block]:
    subject = [literal(f": {shorten(shown.subject, LINE)}")] if shown.subject else []
    yield rich(bold(say("slack-came", door=door)), *subject)
    yield from said(shorten(shown.text, TEXT), quoted=True)
    if shown.buttons:
        yield context(plain(shorten(" ".join(f"[ {one} ]" for one in shown.buttons), LINE)))


def _window(blocks: list[Block], say: Speech) -> Block:
    return {
        "type": "modal",
        "callback_id": PREVIEW,
        "title": plain(shorten(say("slack-preview"), TITLE)),
        "close": plain(say("slack-modal-close")),
        "blocks": blocks,
    }
