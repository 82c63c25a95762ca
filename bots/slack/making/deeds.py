"""An agent takes a ticket down: from a message of any channel, from Home, by the command (C1, E1, E15)."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.letters import Letters
from bots.slack import modals
from bots.slack.making import form
from bots.slack.making.finding import Messages
from bots.slack.making.seed import Seed, seed
from bots.slack.opening import CLOSED, TOO_LATE
from bots.slack.said import said
from bots.slack.sight import look
from bots.slack.speech import Speech
from bots.slack.staff import Staff
from bots.slack.text import Block
from bots.slack.voice import Voice
from bots.slack.wire import SPLIT, Place, Subject, Unreadable
from core.api.errors import Code, Refusal
from core.api.kinds import Door, TicketId, Visitor
from core.api.queries import Ask, EnteringOffers, StaffCard
from core.api.shapes import Me

PHONE = "phone"
"""What a button carries that is about no message."""

Body = dict[str, Any]
Draw = Callable[[Me, Visitor, Speech], Awaitable[Block]]


class Making:
    """What has no other place is whispered where that agent sits."""

    def __init__(self, client: AsyncWebClient, ask: Ask, staff: Staff, voice: Voice, letters: Letters) -> None:
        self._client = client
        self._ask = ask
        self._staff = staff
        self._voice = voice
        self._letters = letters
        self.messages = Messages(client, ask)

    async def shortcut(self, ack: AsyncAck, body: Body) -> None:
        """From the menu of a message, also where the bot itself may not look."""
        await ack()
        channel = str(body["channel"]["id"])
        await self._opened(body["user"], body["trigger_id"], channel, self._from_message(channel, body["message"]))

    async def press(self, ack: AsyncAck, body: Body) -> None:
        """From Home a call; from what an emoji was answered with, the message that it stood on."""
        await ack()
        value = str(body["actions"][0].get("value") or "")
        channel, _, ts = value.partition(":")
        if value == PHONE:
            await self.call(body["user"], body["trigger_id"], "", self._staff.seat(str(body["user"]["id"])))
        elif channel and ts:
            await self._opened(body["user"], body["trigger_id"], channel, self._found(channel, ts))
        else:
            raise Unreadable(value)

    async def call(self, user: Mapping[str, Any], trigger: str, text: str, channel: str) -> None:
        """Somebody is on the phone, or stands there; `text` is what was typed already."""
        await self._opened(user, trigger, channel, self._of(Seed(channel, text=text, phone=True)))

    async def _opened(self, user: Mapping[str, Any], trigger: str, channel: str, draw: Draw) -> None:
        """A trigger lives three seconds: the window opens first, and is filled then."""
        say, empty = self._voice.speech(self._staff.language(str(user["id"]))), Seed(channel)
        try:
            loading = form.words(empty, say("slack-modal-loading"), say)
            opened = await self._client.views_open(trigger_id=trigger, view=loading)
            view = await self._drawn(user, empty, draw)
            await self._client.views_update(view_id=opened["view"]["id"], view=view)
        except SlackApiError as error:
            if said(error) in TOO_LATE:
                await self._voice.whisper(str(user["id"]), empty.place, say("slack-press-again"))
            elif said(error) != CLOSED:
                raise

    async def _drawn(self, user: Mapping[str, Any], empty: Seed, draw: Draw) -> Block:
        me = await self._staff.presser(user)
        say = self._voice.speech(me.language if me else None)
        try:
            if me is None:
                raise Refusal(Code.STRANGER)
            return await draw(me, Visitor(Door.SLACK, str(user["id"])), say)
        except Refusal as refusal:
            return form.words(empty, say.refusal(refusal), say)

    def _found(self, channel: str, ts: str) -> Draw:
        async def draw(me: Me, by: Visitor, say: Speech) -> Block:
            message = await self.messages.read(channel, ts)
            if message is None:
                return form.words(Seed(channel), say("slack-make-unseen"), say)
            return await self._from_message(channel, message)(me, by, say)

        return draw

    def _from_message(self, channel: str, message: Mapping[str, Any]) -> Draw:
        async def draw(me: Me, by: Visitor, say: Speech) -> Block:
            there = await self.messages.spoken(channel, message)
            if there is not None and not there.card:
                if there.message is None:
                    raise Refusal(Code.RELATION, problem="word", number="")
                return await self._split(by, Subject(there.ticket, 0, str(there.message)), channel, message, say)
            made = there.ticket if there else await self.messages.made(channel, str(message["ts"]))
            if made is not None:
                return form.words(Seed(channel), await self._already(by, made, say), say)
            return await self._of(seed(channel, message, self._staff.name))(me, by, say)

        return draw

    def _of(self, one: Seed) -> Draw:
        async def draw(me: Me, by: Visitor, say: Speech) -> Block:
            found = await self._ask(EnteringOffers(author=one.author or None), by)
            return form.window(one, found, me.id, say)

        return draw

    async def _split(
        self, by: Visitor, about: Subject, channel: str, message: Mapping[str, Any], say: Speech
    ) -> Block:  # fmt: skip
        """A word of a ticket's own becomes a ticket as it does from the card (X2)."""
        sight = await look(self._ask, by, SPLIT, about, self._letters, hidden=False)
        thread = str(message.get("thread_ts") or message["ts"])
        return modals.modal(SPLIT, about, Place(channel, thread), sight, say)

    async def _already(self, by: Visitor, made: TicketId, say: Speech) -> str:
        return say("slack-made-already", number=(await self._ask(StaffCard(made), by)).number)
