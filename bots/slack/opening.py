"""Buttons that open a modal: read and answered at once, without a row (agreement 5)."""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack import modals
from bots.slack.staff import Staff
from bots.slack.voice import Voice
from bots.slack.wire import MODALS, Place, Subject, place, pressed
from bots.slack.workspace import said
from core.api.errors import Code, Refusal
from core.api.kinds import Door, Visitor
from core.api.queries import Ask, ReadTicket
from core.api.shapes import Me, TicketPage

log = structlog.get_logger("slack")

QUICK = 1.5
CONVERSATION = 20
TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id"})
CLOSED = "not_found"

Read = tuple[Me, TicketPage] | Refusal


class Opening:
    """A trigger lives three seconds: what is not read by then is waited for in a modal that is open already."""

    def __init__(self, client: AsyncWebClient, ask: Ask, staff: Staff, voice: Voice) -> None:
        self._client = client
        self._ask = ask
        self._staff = staff
        self._voice = voice

    async def __call__(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        about, where, user = pressed(body), place(body), body["user"]
        reading = asyncio.gather(self._read(user, about), return_exceptions=True)
        await asyncio.wait({reading}, timeout=QUICK)
        button = str(body["actions"][0]["action_id"])
        kind = MODALS.get(button, button)
        try:
            if reading.done():
                await self._opened(body["trigger_id"], kind, about, where, user, await _result(reading))
            else:
                await self._waited(body["trigger_id"], kind, about, where, reading)
        except SlackApiError as error:
            if said(error) in TOO_LATE:
                await self._voice.whisper(str(user["id"]), where, self._voice.speech()("slack-press-again"))
            elif said(error) != CLOSED:
                raise

    async def _opened(
        self, trigger: str, kind: str, about: Subject, where: Place, user: Mapping[str, Any], found: Read
    ) -> None:
        if isinstance(found, Refusal):
            await self._voice.whisper(str(user["id"]), where, self._voice.speech().refusal(found))
            return
        me, page = found
        view = modals.modal(kind, about, where, page, self._voice.speech(me.language))
        await self._client.views_open(trigger_id=trigger, view=view)

    async def _waited(
        self, trigger: str, kind: str, about: Subject, where: Place, reading: "asyncio.Future[Any]"
    ) -> None:
        say = self._voice.speech()
        loading = modals.words(kind, about, where, say, say("slack-modal-loading"))
        opened = await self._client.views_open(trigger_id=trigger, view=loading)
        found = await _result(reading)
        if isinstance(found, Refusal):
            view = modals.words(kind, about, where, say, say.refusal(found))
        else:
            view = modals.modal(kind, about, where, found[1], self._voice.speech(found[0].language))
        await self._client.views_update(view_id=opened["view"]["id"], view=view)

    async def _read(self, user: Mapping[str, Any], about: Subject) -> tuple[Me, TicketPage]:
        me = await self._staff.presser(user)
        if me is None:
            raise Refusal(Code.STRANGER)
        viewer = Visitor(Door.SLACK, str(user["id"]))
        return me, await self._ask(ReadTicket(about.ticket, most=CONVERSATION), viewer)


async def _result(reading: "asyncio.Future[Any]") -> Read:
    found: Read | BaseException = (await reading)[0]
    if isinstance(found, BaseException) and not isinstance(found, Refusal):
        raise found
    return found
