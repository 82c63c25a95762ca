"""Journalled inputs, worked off: words in a ticket's thread, members that come and go, presses that took too long."""

from collections.abc import Mapping
from typing import Any

from bots.slack import spoken
from bots.slack.staff import HOUSE, Staff
from bots.slack.voice import Voice, prompt
from bots.slack.wire import Payload, Place, Unreadable, attachments, wish
from core.api.commands import AddComment, AddNote, Desk, Origin
from core.api.errors import Code, Poison, Refusal
from core.api.kinds import Command, Door, Prompt, Settle, Settlement, TicketId, Visitor
from core.api.ports import Claimed
from core.api.queries import Ask, PostAt
from core.api.shapes import Me, Post

SPOKEN = frozenset({None, "file_share", "thread_broadcast"})
PATIENT = 4

Event = Mapping[str, Any]


class CardUnknown(Exception):
    """A word under a card of ours whose place is not written down yet: it will be in a moment."""


class SlackReceiver:
    """`public` says that a thread's words are answers to the customer; else they are notes (profile)."""

    source = "slack"

    def __init__(
        self, desk: Desk, ask: Ask, staff: Staff, voice: Voice, channel: str, bot_user: str, *, public: bool
    ) -> None:
        self._desk = desk
        self._ask = ask
        self._staff = staff
        self._voice = voice
        self._channel = channel
        self._bot_user = bot_user
        self._public = public

    def question(self, claimed: Claimed) -> None:
        """What has to be known depends on what an event turns out to be."""

    async def receive(self, claimed: Claimed, answer: object = None) -> None:
        body = claimed.payload
        if body.get("type") != "event_callback":
            await self._late(claimed)
            return
        event = body["event"]
        match event.get("type"):
            case "message":
                await self._message(claimed, event)
            case "member_joined_channel" | "member_left_channel" | "user_change":
                await self._member(event)
                await self._settle(claimed)
            case _:
                await self._settle(claimed)

    async def _late(self, claimed: Claimed) -> None:
        """A press that was answered with "saving…": carried out under the same key, however far it had come."""
        try:
            wanted = wish(claimed.payload)
        except Unreadable as error:
            raise Poison(str(error)) from error
        await self._carry_out(claimed, wanted.command, wanted.user, wanted.key, wanted.place)

    async def _message(self, claimed: Claimed, event: Event) -> None:
        """Each once, however often it is told: by its place, since a catch-up knows no event's id."""
        said = is_reply(event, self._channel, self._bot_user)
        ticket = await self._ticket(claimed, event) if said else None
        if ticket is None or await self._post(str(event["ts"])) is not None:
            await self._settle(claimed)
            return
        place = Place(str(event["channel"]), str(event["thread_ts"]))
        key = f"slack:{event.get('client_msg_id') or claimed.external_id}"
        await self._carry_out(claimed, self._said(ticket, event), str(event["user"]), key, place)

    async def _ticket(self, claimed: Claimed, event: Event) -> TicketId | None:
        post = await self._post(str(event["thread_ts"]))
        if post is None and event.get("parent_user_id") == self._bot_user and claimed.attempts < PATIENT:
            raise CardUnknown(event["thread_ts"])
        return post.ticket if post else None

    async def _post(self, ts: str) -> Post | None:
        return await self._ask(PostAt(Door.SLACK, self._channel, ts), HOUSE)

    def _said(self, ticket: TicketId, event: Event) -> Command:
        kind = AddComment if self._public else AddNote
        text = spoken.words(str(event.get("text") or ""), self._staff.name)
        origin = Origin(Door.SLACK, str(event["channel"]), str(event["ts"]))
        return kind(ticket, text, attachments(list(event.get("files") or [])), origin)

    async def _carry_out(self, claimed: Claimed, command: Command, user: str, key: str, place: Place) -> None:
        me = await self._staff.agent(user)
        if me is None:
            await self._refuse(claimed, Refusal(Code.STRANGER), me, user, place)
            return
        try:
            await self._desk(command, Visitor(Door.SLACK, user), key, settle=Settlement(claimed.id, claimed.lease))
        except Refusal as refusal:
            await self._refuse(claimed, refusal, me, user, place)

    async def _refuse(self, claimed: Claimed, refusal: Refusal, me: Me | None, user: str, place: Place) -> None:
        text = self._voice.speech(me.language if me else None).refusal(refusal)
        of = claimed.payload.get("event") or {}
        once = f"{of['channel']}:{of['ts']}" if "ts" in of else claimed.external_id
        await self._settle(claimed, prompt(user, place, text, f"slack:{once}"))

    async def _member(self, event: Event) -> None:
        if event["type"] == "user_change":
            await self._staff.changed(event["user"])
        elif event.get("channel") == self._channel:
            await (self._staff.joined if event["type"] == "member_joined_channel" else self._staff.left)(event["user"])

    async def _settle(self, claimed: Claimed, *prompts: Prompt) -> None:
        await self._desk(Settle(), HOUSE, settle=Settlement(claimed.id, claimed.lease, prompts=prompts))


def is_reply(event: Event, channel: str, bot_user: str) -> bool:
    """Somebody's own words, in a thread of the agents' channel."""
    ours = event.get("bot_id") or event.get("user") in (None, bot_user)
    thread = event.get("thread_ts")
    here = event.get("channel") == channel and thread is not None and thread != event.get("ts")
    return here and not ours and event.get("subtype") in SPOKEN


def conversation(event: Payload) -> str:
    """Rows of one thread are worked off in order; so are the comings and goings of members."""
    if event.get("type") != "message":
        return "staff"
    said = event.get("message") or event.get("previous_message") or event
    return f"{event.get('channel')}:{said.get('thread_ts') or said.get('ts') or event.get('ts')}"
