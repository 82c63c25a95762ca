"""`/zayavka`: the queues, a question, a ticket, in the words of either language. What is none of them is searched for.

https://docs.slack.dev/interactivity/implementing-slash-commands
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from bots.finding import spoken
from bots.slack.keeping.spot import COMMANDS, Spot
from bots.slack.lists.browse import Browse
from bots.slack.lists.deeds import Lists
from bots.slack.lists.ordering import Ordering
from bots.slack.lists.showing import QUICK
from bots.slack.making.deeds import Making
from bots.slack.staff import Staff
from bots.slack.text import escaped
from bots.slack.voice import Voice
from bots.wording import Words
from core.api.errors import Code, Refusal
from core.api.kinds import TicketId
from core.api.shapes import Queue

NAME = "/zayavka"
NUMBER = re.compile(r"[#№]?\s*([A-Za-z]{1,6})-(\d{1,18})")

Body = dict[str, Any]
Rooms = Callable[[Body, str, Spot, float], Awaitable[None]]
"""Opens what is no queue."""


class Command:
    """`prefix` is that of the desk's numbers."""

    def __init__(
        self, lists: Lists, making: Making, staff: Staff, voice: Voice, words: Words, prefix: str, ordering: Ordering,
        rooms: Rooms,
    ) -> None:  # fmt: skip
        self.lists = lists
        self.making = making
        self._staff = staff
        self._voice = voice
        self._words = words
        self._prefix = prefix
        self._rooms = rooms
        self._ordering = ordering

    async def __call__(self, ack: AsyncAck, body: Body) -> None:
        """What is refused, or only told, is the acknowledgement, which that person alone sees."""
        user = {"id": body["user_id"], "team_id": body["team_id"]}
        text = " ".join(str(body.get("text") or "").split())
        looking = asyncio.gather(self._staff.presser(user))
        await asyncio.wait({looking}, timeout=QUICK)
        me = looking.result()[0] if looking.done() else None
        say = self._voice.speech(me.language if me else None)
        if looking.done() and me is None:
            await ack(escaped(say.refusal(Refusal(Code.STRANGER))))
        elif not text or self._is(text, "help"):
            await ack(escaped(say("slack-help", number=f"{self._prefix}-12")))
        elif (deed := self._ordering.meant(text)) is not None:
            await looking
            await ack(await deed(body, say))
        else:
            await ack()
            where = str(body.get("channel_id") or "")
            await self._opened(user, str(body["trigger_id"]), where, text, QUICK if looking.done() else 0.0)
            await looking

    async def _opened(self, user: Body, trigger: str, channel: str, text: str, patience: float) -> None:
        word, _, rest = text.partition(" ")
        if self._is(word, "new"):
            await self.making.call(user, trigger, rest, channel)
            return
        number = NUMBER.fullmatch(text)
        if number is not None and number[1].upper() == self._prefix:
            await self.lists.ticket_window(user, trigger, TicketId(int(number[2])), patience)
            return
        spot = next((spot for name, spot in COMMANDS.items() if self._is(text, name)), None)
        if spot is not None:
            await self._rooms(user, trigger, spot, patience)
            return
        await self.lists.window(user, trigger, self._meant(text), patience)

    def _meant(self, text: str) -> Browse:
        word, _, rest = text.partition(" ")
        if self._is(word, "find") and rest:
            return Browse().finding(rest)
        queue = next((one for one in Queue if self._is(text, one)), None)
        return Browse(queue) if queue else Browse().finding(text)

    def _is(self, said: str, command: str) -> bool:
        return said.casefold() in spoken(self._words, f"slack-command-{command}")
