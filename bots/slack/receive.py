"""Journalled inputs, worked off: words in a ticket's thread, members that come and go, presses that took too long."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bots.slack import spoken
from bots.slack.carrying import Carrying
from bots.slack.making.finding import Messages
from bots.slack.making.tagged import Tagged
from bots.slack.queues import QUEUES
from bots.slack.reacting import Reacting
from bots.slack.reactions import Emoji
from bots.slack.rewritten import CHANGED, DELETED, Rewritten, rewritten
from bots.slack.staff import HOUSE, Staff
from bots.slack.voice import Voice
from bots.slack.wire import Payload, Place, Unreadable, attachments
from bots.slack.wishes import wish
from bots.slack.workspace import Workspace
from core.api.commands import AddComment, AddNote, Desk, EditMessage, Origin, WithdrawMessage
from core.api.errors import Poison
from core.api.kinds import Command, Door, Prompt, TicketId
from core.api.ports import Claimed
from core.api.queries import Ask, PostAt
from core.api.shapes import Kind, Post

SPOKEN = frozenset({None, "file_share", "thread_broadcast"})
PATIENT = 4
NO_EMOJI = Emoji()

Event = Mapping[str, Any]


class CardUnknown(Exception):
    """A word under a card of ours whose place is not written down yet: it will be in a moment."""


class SlackReceiver:
    """`public` says that a thread's words are answers to the customer; else they are notes (profile).

    `invited` is told when somebody has let the bot into a channel, or taken it out.
    """

    source = "slack"

    def __init__(
        self, desk: Desk, ask: Ask, staff: Staff, voice: Voice, workspace: Workspace, *, public: bool,
        messages: Messages, invited: Callable[[], None], emoji: Emoji = NO_EMOJI,
    ) -> None:  # fmt: skip
        self._ask = ask
        self._staff = staff
        self._workspace = workspace
        self._bot_user = workspace.bot_user
        self._invited = invited
        self._public = public
        self._carry = Carrying(desk, staff, voice)
        self._reacting = Reacting(desk, ask, staff, voice, workspace, emoji, Tagged(messages, ask, staff), self._carry)

    def question(self, claimed: Claimed) -> None:
        """What has to be known depends on what an event turns out to be."""

    async def receive(self, claimed: Claimed, answer: object = None) -> None:
        body = claimed.payload
        if body.get("type") == QUEUES:
            told = Prompt(Door.SLACK, self._workspace.channel, body, f"slack:{claimed.external_id}")
            await self._carry.settle(claimed, told)
            return
        if body.get("type") != "event_callback":
            await self._late(claimed)
            return
        event = body["event"]
        match event.get("type"):
            case "message" if event.get("subtype") in (CHANGED, DELETED):
                await self._rewritten(claimed, rewritten(event))
            case "message":
                await self._message(claimed, event)
            case "reaction_added" | "reaction_removed":
                await self._reacting.receive(claimed, event)
            case "member_joined_channel" | "member_left_channel" | "user_change" | "subteam_members_changed":
                await self._member(event)
                await self._carry.settle(claimed)
            case _:
                await self._carry.settle(claimed)

    async def _late(self, claimed: Claimed) -> None:
        """A press that was answered with "saving…": carried out under the same key, however far it had come."""
        try:
            wanted = wish(claimed.payload)
        except Unreadable as error:
            raise Poison(str(error)) from error
        await self._carry.out(claimed, wanted.command, wanted.user, wanted.key, wanted.place)

    async def _message(self, claimed: Claimed, event: Event) -> None:
        """Each once, however often it is told: by its place, since a catch-up knows no event's id."""
        said = is_reply(event, self._workspace.channels, self._bot_user)
        ticket = await self._ticket(claimed, event) if said else None
        if ticket is None or await self._post(str(event["channel"]), str(event["ts"])) is not None:
            await self._carry.settle(claimed)
            return
        place = Place(str(event["channel"]), str(event["thread_ts"]))
        key = f"slack:{event.get('client_msg_id') or claimed.external_id}"
        await self._carry.out(claimed, self._said(ticket, event), str(event["user"]), key, place)

    async def _rewritten(self, claimed: Claimed, changed: Rewritten | None) -> None:
        """Of what is not known yet, an edit is the word itself; what was deleted before it was read is never said."""
        if changed is None or not is_reply(changed.said, self._workspace.channels, self._bot_user):
            await self._carry.settle(claimed)
            return
        channel = str(changed.said["channel"])
        post = await self._post(channel, changed.ts)
        if post is None:
            await (self._unsaid(claimed, changed) if changed.deleted else self._message(claimed, changed.said))
            return
        if post.own or post.ticket is None or post.message is None:
            await self._carry.settle(claimed)
            return
        words = spoken.words(changed.text, self._staff.name)
        command: Command = EditMessage(post.ticket, post.message, words, changed.mark)
        if changed.deleted:
            command = WithdrawMessage(post.ticket, post.message)
        place = Place(channel, str(changed.said["thread_ts"]))
        await self._carry.out(claimed, command, changed.user, f"slack:{claimed.external_id}", place)

    async def _unsaid(self, claimed: Claimed, gone: Rewritten) -> None:
        """Its own event may come yet, and finds its key taken (faults B8)."""
        mark = gone.said.get("client_msg_id")
        await self._carry.settle(claimed, key=f"slack:{mark}" if mark else None)

    async def _ticket(self, claimed: Claimed, event: Event) -> TicketId | None:
        post = await self._post(str(event["channel"]), str(event["thread_ts"]))
        if post is None and event.get("parent_user_id") == self._bot_user and claimed.attempts < PATIENT:
            raise CardUnknown(event["thread_ts"])
        return post.ticket if post and post.kind == Kind.CARD else None

    async def _post(self, channel: str, ts: str) -> Post | None:
        return await self._ask(PostAt(Door.SLACK, channel, ts), HOUSE)

    def _said(self, ticket: TicketId, event: Event) -> Command:
        kind = AddComment if self._public else AddNote
        text = spoken.words(str(event.get("text") or ""), self._staff.name)
        origin = Origin(Door.SLACK, str(event["channel"]), str(event["ts"]))
        return kind(ticket, text, attachments(list(event.get("files") or [])), origin)

    async def _member(self, event: Event) -> None:
        if event["type"] == "user_change":
            await self._staff.changed(event["user"])
        elif event["type"] == "subteam_members_changed":
            await self._staff.regrouped(str(event.get("subteam_id")))
        elif event.get("user") == self._bot_user:
            self._invited()
        elif event.get("channel") in self._workspace.channels:
            turned = self._staff.joined if event["type"] == "member_joined_channel" else self._staff.left
            await turned(str(event["user"]), str(event["channel"]))


def is_reply(event: Event, channels: Sequence[str], bot_user: str) -> bool:
    """Somebody's own words, in a thread of one of the agents' channels."""
    ours = event.get("bot_id") or event.get("user") in (None, bot_user)
    thread = event.get("thread_ts")
    here = event.get("channel") in channels and thread is not None and thread != event.get("ts")
    return here and not ours and event.get("subtype") in SPOKEN


def conversation(event: Payload) -> str:
    """Rows of one thread are worked off in order; so are the comings and goings of members."""
    if event.get("type") in ("reaction_added", "reaction_removed"):
        item = event.get("item") or {}
        return f"{item.get('channel')}:{item.get('ts')}"
    if event.get("type") != "message":
        return "staff"
    said = event.get("message") or event.get("previous_message") or event
    return f"{event.get('channel')}:{said.get('thread_ts') or said.get('ts') or event.get('ts')}"
