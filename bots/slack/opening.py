"""Buttons that open a modal: read and answered at once, without a row (agreement 5)."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.letters import Letters
from bots.slack import modals
from bots.slack.presence import Presence
from bots.slack.receipts import Receipts
from bots.slack.said import said
from bots.slack.sight import Sight, look
from bots.slack.speech import Speech
from bots.slack.staff import Staff
from bots.slack.voice import Voice
from bots.slack.wire import ASSIGN, MODALS, TRIAGE, Place, Subject, place, wanted
from core.api.errors import Code, Refusal
from core.api.kinds import Door, Visitor, shorten
from core.api.queries import Ask, StaffCard
from core.api.shapes import Me

log = structlog.get_logger("slack")

QUICK = 1.5
NAME = 60
TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id"})
CLOSED = "not_found"

Read = tuple[Me, Sight] | Refusal
Put = Callable[[dict[str, Any]], Awaitable[Any]]


class Opening:
    """A trigger lives three seconds: what is not read by then is waited for in a modal that is open already.

    `hidden`: the desk's forms begin with it ticked, so that every move has a form (E8).
    """

    def __init__(
        self, client: AsyncWebClient, ask: Ask, staff: Staff, voice: Voice, letters: Letters,
        presence: Presence, receipts: Receipts, *, hidden: bool = False,
    ) -> None:  # fmt: skip
        self._client = client
        self._ask = ask
        self._staff = staff
        self._voice = voice
        self._letters = letters
        self._presence = presence
        self._seen = receipts
        self.hidden = hidden

    async def __call__(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        (button, about), where, user = wanted(body), place(body), body["user"]
        kind = MODALS.get(button, button)
        reading = asyncio.gather(self._read(user, kind, about), return_exceptions=True)
        await asyncio.wait({reading}, timeout=QUICK)
        try:
            if reading.done():
                shown = await self._opened(self._way(body), kind, about, where, user, await _result(reading))
            else:
                shown = await self._waited(self._way(body), kind, about, where, user, reading)
        except SlackApiError as error:
            if said(error) in TOO_LATE:
                await self._voice.whisper(str(user["id"]), where, self._speech(user)("slack-press-again"))
            elif said(error) != CLOSED:
                raise
            return
        if shown:
            await self._presence.sign(str(user["id"]), kind, about.ticket)
            await self._seen(str(user["id"]), about.ticket)

    async def sight(self, user: str, kind: str, about: Subject) -> Sight:
        """What a modal shows by now, for somebody who has it open. Raises Refusal."""
        return await look(self._ask, Visitor(Door.SLACK, user), kind, about, self._letters, hidden=self.hidden)

    async def renewed(self, user: str, kind: str, about: Subject, say: Speech) -> tuple[Subject, str]:
        """What an open modal is about by now, so that it can be sent again; and what to know of it. Raises Refusal."""
        card = await self._ask(StaffCard(about.ticket), Visitor(Door.SLACK, user))
        whose = card.assignee.name if card.assignee else say("slack-nobody")
        known = f"{say('slack-assignee')} {shorten(whose, NAME)}" if kind in (ASSIGN, TRIAGE) else ""
        return replace(about, rev=card.rev), known

    async def _opened(
        self, put: Put, kind: str, about: Subject, where: Place, user: Mapping[str, Any], found: Read
    ) -> bool:
        """Says whether there is anything to be seen."""
        if isinstance(found, Refusal):
            await self._voice.whisper(str(user["id"]), where, self._speech(user).refusal(found))
            return False
        me, sight = found
        view = modals.modal(kind, about, where, sight, self._voice.speech(me.language))
        await put(view)
        return True

    async def _waited(
        self, put: Put, kind: str, about: Subject, where: Place, user: Mapping[str, Any],
        reading: "asyncio.Future[Any]",
    ) -> bool:  # fmt: skip
        say = self._speech(user)
        loading = modals.words(kind, about, where, say, say("slack-modal-loading"))
        opened = await put(loading)
        found = await _result(reading)
        if isinstance(found, Refusal):
            view = modals.words(kind, about, where, say, self._speech(user).refusal(found))
        else:
            view = modals.modal(kind, about, where, found[1], self._voice.speech(found[0].language))
        await self._client.views_update(view_id=opened["view"]["id"], view=view)
        return not isinstance(found, Refusal)

    def _speech(self, user: Mapping[str, Any]) -> Speech:
        return self._voice.speech(self._staff.language(str(user["id"])))

    def _way(self, body: Mapping[str, Any]) -> Put:
        """A window over the one that the button stands in, if it stands in one."""
        above = (body.get("view") or {}).get("type") == "modal"
        put = self._client.views_push if above else self._client.views_open
        return lambda view: put(trigger_id=body["trigger_id"], view=view)

    async def _read(self, user: Mapping[str, Any], kind: str, about: Subject) -> tuple[Me, Sight]:
        me = await self._staff.presser(user)
        if me is None:
            raise Refusal(Code.STRANGER)
        return me, await self.sight(str(user["id"]), kind, about)


async def _result(reading: "asyncio.Future[Any]") -> Read:
    found: Read | BaseException = (await reading)[0]
    if isinstance(found, BaseException) and not isinstance(found, Refusal):
        raise found
    return found
