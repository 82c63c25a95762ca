"""Finds what Slack never told of: an outage's events are not always replayed (faults A3; decision 0033)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from functools import partial
from typing import Any

from slack_sdk.errors import SlackApiError

from bots.slack import found
from bots.slack.reactions import Emoji
from bots.slack.receive import is_reply
from bots.slack.said import said
from bots.slack.staff import HOUSE
from bots.slack.verdict import SHUT, ending
from bots.slack.workspace import Workspace
from core.api.kinds import Door, TicketId
from core.api.ports import Entry, Journal, RetryLater
from core.api.queries import Ask, PostAt, ReactionsOn, WordsOf
from core.api.shapes import Kind, KnownWord

CARDS = 200
REPLIES = 200
PACE = 1.3
"""Seconds between two readings: 50 a minute are allowed."""
TRIES = 5
TOMBSTONE = "tombstone"
ABSENT = frozenset({"thread_not_found", "message_not_found"})

Message = Mapping[str, Any]


class CatchUp:
    """Reads the newest cards in each of the desk's channels, and their threads: those that have moved, or all.

    Words are missed, edited or deleted there, and emoji put or taken off. What is known already is left. A queue's
    channel that cannot be read holds up none of the others.
    """

    def __init__(self, workspace: Workspace, ask: Ask, journal: Journal, emoji: Emoji) -> None:
        self._client = workspace.client
        self._workspace = workspace
        self._common = workspace.channel
        self._bot_user = workspace.bot_user
        self._ask = ask
        self._journal = journal
        self._emoji = emoji
        self._seen: dict[str, str] = {}

    async def __call__(self, *, whole: bool = True) -> int:
        """Says how much was missing; it is journalled as if Slack had sent it.

        Only `whole` finds edits and deletions, and emoji within threads: nothing on a card tells of them.
        """
        return sum([await self._look(channel, whole=whole) for channel in self._workspace.channels])

    async def _look(self, channel: str, *, whole: bool) -> int:
        try:
            page = await _patiently(lambda: self._client.conversations_history(channel=channel, limit=CARDS))
        except SlackApiError as error:
            if channel == self._common or said(error) not in SHUT:
                raise
            return 0
        messages, seen = list(page["messages"]), "0" if whole else self._seen.get(channel, "0")
        count = await self._journal([one async for one in self._reactions(channel, messages, self._emoji)])
        for card in messages:
            if whole or _latest(card) > seen:
                count += await self._thread(channel, card, seen)
        self._seen[channel] = max([seen, *map(_latest, messages)])
        return count

    async def _thread(self, channel: str, card: Message, seen: str) -> int:
        """What was found in one thread, once all of it is read: an answer that breaks off proves nothing."""
        thread = str(card["ts"])
        post = await self._ask(PostAt(Door.SLACK, channel, thread), HOUSE)
        if post is None or post.ticket is None or post.kind != Kind.CARD:
            return 0
        replies = [one async for one in self._replies(channel, thread, seen)] if _latest(card) else []
        words = await self._words(channel, post.ticket, replies)
        entries = [one async for one in self._said(channel, replies, words)]
        if seen == "0":
            entries += [one async for one in self._gone(channel, card, replies, words.values())]
            within = Emoji(make=self._emoji.make)
            entries += [one async for one in self._reactions(channel, replies, within)]
        return await self._journal(entries)

    async def _words(self, channel: str, ticket: TicketId, replies: list[Message]) -> dict[str, KnownWord]:
        refs = tuple(str(one["ts"]) for one in replies)
        known = await self._ask(WordsOf(Door.SLACK, channel, ticket, refs), HOUSE)
        return {word.ref: word for word in known}

    async def _said(
        self, channel: str, replies: list[Message], words: Mapping[str, KnownWord]
    ) -> AsyncIterator[Entry]:  # fmt: skip
        for reply in replies:
            event = {**reply, "type": "message", "channel": channel}
            if not is_reply(event, (channel,), self._bot_user):
                continue
            word = words.get(str(reply["ts"]))
            if word is None and not await self._known(channel, str(reply["ts"])):
                yield found.said(event)
                word = KnownWord(str(reply["ts"]), 0, None, withdrawn=False)
            if word is not None and (edited := found.changed(event, word)) is not None:
                yield edited

    async def _gone(
        self, channel: str, card: Message, replies: list[Message], words: Iterable[KnownWord]
    ) -> AsyncIterator[Entry]:
        """Each is asked for by itself, for a ticket's words may stand in several threads.

        Its card still stands and is older: so no retention has taken the word (platform.md C1).
        """
        there, thread = {str(one["ts"]) for one in replies}, str(card["ts"])
        for word in words:
            lost = not word.withdrawn and word.author is not None and word.ref not in there and word.ref > thread
            if lost and card.get("subtype") != TOMBSTONE and not await self._stands(channel, word.ref):
                yield found.gone(channel, thread, word)

    async def _stands(self, channel: str, ts: str) -> bool:
        try:
            page = await _patiently(
                lambda: self._client.conversations_replies(
                    channel=channel, ts=ts, oldest=ts, latest=ts, inclusive=True, limit=5
                )
            )
        except SlackApiError as error:
            if said(error) not in ABSENT:
                raise
            return False
        finally:
            await asyncio.sleep(PACE)
        return any(one.get("ts") == ts and one.get("subtype") != TOMBSTONE for one in page["messages"])

    async def _reactions(self, channel: str, messages: list[Message], emoji: Emoji) -> AsyncIterator[Entry]:
        refs = tuple(str(one["ts"]) for one in messages)
        known = await self._ask(ReactionsOn(Door.SLACK, channel, refs), HOUSE)
        for one in found.reacted(channel, messages, known, emoji, self._bot_user):
            yield one

    async def _replies(self, channel: str, thread: str, seen: str) -> AsyncIterator[Message]:
        """Without the card itself, which stands at the head of every page."""
        cursor = None
        while cursor != "":
            read = partial(self._client.conversations_replies, channel=channel, ts=thread, oldest=seen, limit=REPLIES)
            page = await _patiently(partial(read, cursor=cursor))
            for reply in page["messages"]:
                if reply["ts"] != thread:
                    yield reply
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            await asyncio.sleep(PACE)

    async def _known(self, channel: str, ts: str) -> bool:
        return await self._ask(PostAt(Door.SLACK, channel, ts), HOUSE) is not None


def _latest(card: Message) -> str:
    return str(card.get("latest_reply") or "")


async def _patiently(read: Callable[[], Awaitable[Any]]) -> Any:
    """One reading; who asks too often waits as long as Slack says, and goes on where it was."""
    for _ in range(TRIES - 1):
        try:
            return await read()
        except SlackApiError as error:
            then = ending(error) if said(error) == "ratelimited" else None
            if not isinstance(then, RetryLater):
                raise
            await asyncio.sleep(then.after or PACE)
    return await read()
