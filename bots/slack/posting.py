"""One call to Slack at a time, named by its ending; a repeat looks first whether the earlier try arrived."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.draw import Drawing
from bots.slack.gate import Gate
from bots.slack.text import Block, escaped
from bots.slack.trace import Trace, mark
from bots.slack.verdict import SHUT, TOO_MUCH, VANISHED, doubtful, ending
from bots.slack.workspace import Workspace
from core.api.ports import Delivery, Ending, FileContent, Refused, RetryLater, Sent

log = structlog.get_logger("slack")

ERRORS = (SlackApiError, SlackRequestError, aiohttp.ClientError, TimeoutError)
QUIET: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False, "link_names": False, "parse": "none"}
GREATEST = 10_000


class Posting:
    """Posts, edits, and whatever else is called for a delivery."""

    def __init__(self, workspace: Workspace) -> None:
        self._client = workspace.client
        self._workspace = workspace
        self._trace = Trace(workspace.client, workspace.bot_user)
        self._gate = Gate()
        self._doubted: set[str] = set()

    async def post(self, delivery: Delivery, drawing: Drawing, thread: str | None = None) -> Ending:
        """A new message, unless an earlier try of it is found."""
        before = await self.found(delivery, thread) if self.unsure(delivery) else None
        if before is not None:
            return Sent(before.ref, drawing.rest) if isinstance(before, Sent) else before

        async def call(text: str, blocks: list[Block]) -> str:
            answer = await self._client.chat_postMessage(
                channel=delivery.address, text=text, blocks=blocks, thread_ts=thread, metadata=mark(delivery.id),
                **QUIET,
            )  # fmt: skip
            return str(answer["ts"])

        done = await self._drawn(delivery, "chat.postMessage", drawing, call)
        return Sent(done.ref, drawing.rest) if isinstance(done, Sent) else done

    async def edit(self, delivery: Delivery, ref: str, drawing: Drawing) -> Ending | None:
        """None when there is nothing to edit any more."""

        async def call(text: str, blocks: list[Block]) -> str:
            await self._client.chat_update(
                channel=delivery.address, ts=ref, text=text, blocks=blocks, link_names=False, parse="none"
            )
            return ref

        done = await self._drawn(delivery, "chat.update", drawing, call)
        return None if isinstance(done, Refused) and done.reason in VANISHED else done

    async def found(self, delivery: Delivery, thread: str | None) -> Ending | None:
        """Where an earlier try of the delivery stands; None where there is none, an ending where nobody can tell."""
        try:
            ref = await self._trace.post(delivery.address, thread, delivery.id)
        except ERRORS as error:
            return ending(error)
        return None if ref is None else Sent(ref)

    async def found_file(self, delivery: Delivery, thread: str, content: FileContent) -> Ending | None:
        try:
            id = await self._trace.file(delivery.address, thread, content)
        except ERRORS as error:
            return ending(error)
        return None if id is None else Sent(f"file:{id}")

    async def _drawn(
        self, delivery: Delivery, method: str, drawing: Drawing, call: Callable[[str, list[Block]], Awaitable[str]]
    ) -> Ending:
        """With its blocks; once more without where Slack refuses them. An edit keeps blocks that are not taken away."""
        done = await self.once(delivery, method, lambda: call(drawing.text, drawing.blocks))
        if isinstance(done, Refused) and done.reason in TOO_MUCH:
            log.error("Slack refuses a drawing", alarm=True, delivery=delivery.id, reason=done.reason)
            done = await self.once(delivery, method, lambda: call(drawing.whole, []))
        return done

    async def once(self, delivery: Delivery, method: str, call: Callable[[], Awaitable[str]]) -> Ending:
        """What somebody else's channel does not let in is told nowhere; the desk's own wait to be opened again."""
        if (shut := self._gate.shut(method)) is not None:
            return shut
        try:
            ref = await call()
        except ERRORS as error:
            if doubtful(error):
                self._doubt(delivery.id)
            then = ending(error)
            if (
                isinstance(then, RetryLater)
                and then.reason in SHUT
                and delivery.address not in self._workspace.channels
            ):
                return Refused(then.reason)
            return self._gate.heed(method, then)
        self._doubted.discard(delivery.id)
        return Sent(ref)

    def _doubt(self, id: str) -> None:
        if len(self._doubted) > GREATEST:
            self._doubted.clear()
        self._doubted.add(id)

    def unsure(self, delivery: Delivery) -> bool:
        return delivery.unsure or delivery.id in self._doubted


async def whisper(client: AsyncWebClient, posting: Posting, delivery: Delivery) -> Ending:
    """To one person, in no history: only what may be lost is said like this."""
    content: Any = delivery.content

    async def call() -> str:
        answer = await client.chat_postEphemeral(
            channel=delivery.address, user=content["ephemeral"], thread_ts=content.get("thread"),
            text=escaped(content["text"]), blocks=content.get("blocks"), parse="none",
        )  # fmt: skip
        return str(answer["message_ts"])

    return await posting.once(delivery, "chat.postEphemeral", call)
