"""Signs of who is at a ticket: windows opened, typed in, closed (E10). All of it may be lost: decision 0027."""

import asyncio
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.elsewhere import Elsewhere
from bots.slack.fields import HIDDEN, entered
from bots.slack.modals import DRAWN, redrawn
from bots.slack.present import with_present
from bots.slack.said import said
from bots.slack.staff import Staff
from bots.slack.voice import Voice
from bots.slack.wire import REPLY, TICKET, Unreadable, within
from core.api.commands import Attend, Desk, Leave
from core.api.errors import Busy, Refusal
from core.api.kinds import Door, TicketId, Visitor
from core.api.queries import Ask, TypingTo, WhoIsHere
from core.api.shapes import Deed

log = structlog.get_logger("slack")

AGAIN = 20.0
"""Seconds after which somebody who goes on typing gives the next sign; one counts for a minute."""
SHOWN = 5.0
"""For so long a chat shows that somebody types. https://core.telegram.org/bots/api#sendchataction"""
GREATEST = 10_000
OVER = frozenset({"not_found", "hash_conflict"})
WINDOWS = frozenset({*DRAWN, TICKET})

Body = dict[str, Any]


class Presence:
    def __init__(
        self, client: AsyncWebClient, desk: Desk, ask: Ask, staff: Staff, voice: Voice, elsewhere: Elsewhere
    ) -> None:
        self._client = client
        self._desk = desk
        self._ask = ask
        self._staff = staff
        self._voice = voice
        self._elsewhere = elsewhere
        self._last: dict[tuple[str, str, TicketId], float] = {}

    async def sign(self, user: str, kind: str, ticket: TicketId) -> None:
        if kind in WINDOWS:
            await self._told(Attend(ticket, _deed(kind)), user)

    async def gone(self, user: str, kind: str, ticket: TicketId) -> None:
        if kind in WINDOWS:
            await self._told(Leave(ticket, _deed(kind)), user)

    async def closed(self, ack: AsyncAck, body: Body) -> None:
        """https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_closed"""
        await ack()
        try:
            await self.gone(str(body["user"]["id"]), str(body["view"]["callback_id"]), within(body).ticket)
        except Unreadable:
            log.info("a window of another release was closed")

    async def typing(self, ack: AsyncAck, body: Body) -> None:
        """A letter was typed into an answer: who else is there is said anew, and the customer sees that one comes."""
        await ack()
        about, user = within(body), str(body["user"]["id"])
        shows, signs = self._over("type", user, about.ticket, SHOWN), self._over("sign", user, about.ticket, AGAIN)
        if not (shows or signs) or (me := await self._staff.presser(body["user"])) is None:
            return
        try:
            if shows and not entered(body["view"]).get(HIDDEN):
                await self._types(Visitor(Door.SLACK, user), about.ticket)
            if signs:
                await self.sign(user, REPLY, about.ticket)
                await self._said(body, Visitor(Door.SLACK, user), about.ticket, me.language)
        except (Refusal, Busy) as error:
            log.info("a sign was lost", user=user, reason=str(error))

    async def _types(self, viewer: Visitor, ticket: TicketId) -> None:
        for door, show in self._elsewhere.types.items():
            place = await self._ask(TypingTo(ticket, door), viewer)
            if place is not None:
                await show(place)

    async def _said(self, body: Body, viewer: Visitor, ticket: TicketId, language: str) -> None:
        """Only where that is another now: what was typed stays, and is not disturbed for nothing."""
        view, there = body["view"], await self._ask(WhoIsHere(ticket), viewer)
        blocks = with_present(view["blocks"], there, self._voice.speech(language), answers=True)
        if [_line(block) for block in blocks] == [_line(block) for block in view["blocks"]]:
            return
        try:
            await self._client.views_update(view_id=view["id"], hash=view["hash"], view=redrawn(view, blocks))
        except SlackApiError as error:
            if said(error) not in OVER:
                raise

    async def _told(self, command: Attend | Leave, user: str) -> None:
        try:
            await self._desk(command, Visitor(Door.SLACK, user))
        except (Refusal, Busy) as error:
            log.info("a sign was lost", user=user, reason=str(error))

    def _over(self, what: str, user: str, ticket: TicketId, seconds: float) -> bool:
        """Whether it is so long since the last time; then this one is the last."""
        now, key = asyncio.get_running_loop().time(), (what, user, ticket)
        if now - self._last.get(key, -seconds) < seconds:
            return False
        if len(self._last) > GREATEST:
            self._last.clear()
        self._last[key] = now
        return True


def _deed(kind: str) -> Deed:
    return Deed.ANSWER if kind == REPLY else Deed.VIEW


def _line(block: Body) -> tuple[str, str]:
    """What tells one drawing of a block from another: of a line its text, of a field its name."""
    shown = [one.get("text") for one in block.get("elements", [])] if block["type"] == "context" else []
    return str(block.get("block_id")), repr(shown)
