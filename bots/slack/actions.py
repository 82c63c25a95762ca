"""Presses and modals: what only opens reads and answers at once, what changes something is a command (agreement 5)."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack import modals
from bots.slack.hurry import LATER, Hurry
from bots.slack.speech import Speech
from bots.slack.staff import Staff
from bots.slack.voice import Voice
from bots.slack.wire import BODY, FILES, UNTIL, Payload, Place, Subject, Unreadable, Wish, place, pressed, wish
from core.api.commands import AddComment, AddNote
from core.api.errors import Code, Refusal
from core.api.kinds import Door, Visitor
from core.api.queries import Ask, ReadTicket
from core.api.shapes import Me, TicketPage

log = structlog.get_logger("slack")

QUICK = 1.5
CONVERSATION = 20
ABOUT = {Code.UNTIL: UNTIL, Code.UNTIL_PAST: UNTIL}
"""Under which field of a modal a refusal is shown; the others stand under the text."""

Body = dict[str, Any]
Deed = Callable[[AsyncAck, Body], Awaitable[None]]


class Actions:
    """`limit` is the profile's greatest size of a file, in bytes; `team` the only one whose people may press."""

    def __init__(
        self, client: AsyncWebClient, team: str, ask: Ask, staff: Staff, voice: Voice, hurry: Hurry, limit: int
    ) -> None:
        self._client = client
        self._team = team
        self._ask = ask
        self._staff = staff
        self._voice = voice
        self._hurry = hurry
        self._limit = limit

    def guarded(self, deed: Deed) -> Callable[..., Awaitable[None]]:
        """The one place where what was not foreseen is met: logged with a reference that the person can quote."""

        async def listener(ack: AsyncAck, body: Body) -> None:
            try:
                await deed(ack, body)
            except Unreadable:
                await self._tell(ack, body, self._voice.speech()("slack-old-button"))
            except Exception:
                reference = secrets.token_hex(4)
                log.exception("a press was not answered", reference=reference)
                await self._tell(ack, body, self._voice.speech()("slack-broken", reference=reference))

        return listener

    async def change(self, ack: AsyncAck, body: Body) -> None:
        """A button that changes something. Success needs no words: the card shows it."""
        wanted = wish(body)
        me = await self._agent(body)
        result = await self._hurry(wanted, body) if me else Refusal(Code.STRANGER)
        await ack()
        if isinstance(result, Refusal):
            await self._voice.whisper(wanted.user, wanted.place, self._speech(me).refusal(result))
        elif result is LATER:
            await self._voice.whisper(wanted.user, wanted.place, self._speech(me)("slack-saving"))

    async def move(self, ack: AsyncAck, body: Body) -> None:
        """A target that demands nothing is moved to at once; the others ask in a modal."""
        await (self.open if pressed(body).asks else self.change)(ack, body)

    async def open(self, ack: AsyncAck, body: Body) -> None:
        """Opens the modal of the button, within the three seconds that its trigger lives."""
        await ack()
        about, where, user = pressed(body), place(body), str(body["user"]["id"])
        reading = asyncio.gather(self._look(body, about), return_exceptions=True)
        await asyncio.wait({reading}, timeout=QUICK)
        if reading.done():
            page, say = await self._read(reading, user, where)
            if page is not None:
                await self._show(body, about, where, page, say)
            return
        waiting = self._voice.speech()
        view = modals.modal(_kind(body), about, where, None, waiting)
        opened = await self._client.views_open(trigger_id=body["trigger_id"], view=view)
        page, say = await self._read(reading, user, where)
        if page is not None:
            view = modals.modal(_kind(body), about, where, page, say)
            await self._client.views_update(view_id=opened["view"]["id"], view=view)

    async def submit(self, ack: AsyncAck, body: Body) -> None:
        """A modal comes back. What was refused is said under the field that it is about."""
        wanted = wish(body)
        me = await self._agent(body)
        say = self._speech(me)
        if large := self._too_large(wanted):
            await _errors(ack, body, {FILES: say("slack-file-too-big", name=large, limit=self._limit // 2**20)})
            return
        result = await self._hurry(wanted, body) if me else Refusal(Code.STRANGER)
        if isinstance(result, Refusal):
            await _errors(ack, body, {ABOUT.get(result.code, BODY): say.refusal(result)})
            return
        await ack()
        if result is LATER:
            await self._voice.whisper(wanted.user, wanted.place, say("slack-saving"))

    async def unknown(self, ack: AsyncAck, body: Body) -> None:
        raise Unreadable("of another release")

    async def _show(self, body: Body, about: Subject, where: Place, page: TicketPage, say: Speech) -> None:
        view = modals.modal(_kind(body), about, where, page, say)
        await self._client.views_open(trigger_id=body["trigger_id"], view=view)

    async def _look(self, body: Body, about: Subject) -> tuple[Me, TicketPage]:
        me = await self._agent(body)
        if me is None:
            raise Refusal(Code.STRANGER)
        viewer = Visitor(Door.SLACK, str(body["user"]["id"]))
        return me, await self._ask(ReadTicket(about.ticket, most=CONVERSATION), viewer)

    async def _read(
        self, reading: "asyncio.Future[tuple[tuple[Me, TicketPage] | BaseException]]", user: str, where: Place
    ) -> tuple[TicketPage | None, Speech]:
        """A refusal is told and leaves no page."""
        found = (await reading)[0]
        if isinstance(found, Refusal):
            say = self._voice.speech()
            await self._voice.whisper(user, where, say.refusal(found))
            return None, say
        if isinstance(found, BaseException):
            raise found
        return found[1], self._speech(found[0])

    async def _agent(self, body: Body) -> Me | None:
        """Somebody of another workspace is nobody here, whatever channel they share (faults F6)."""
        user = body["user"]
        return await self._staff.agent(str(user["id"])) if user.get("team_id") in (None, self._team) else None

    def _too_large(self, wanted: Wish) -> str | None:
        files = wanted.command.attachments if isinstance(wanted.command, AddComment | AddNote) else ()
        return next((file.name for file in files if (file.size or 0) > self._limit), None)

    def _speech(self, me: Me | None) -> Speech:
        return self._voice.speech(me.language if me else None)

    async def _tell(self, ack: AsyncAck, body: Body, text: str) -> None:
        if body.get("type") == "view_submission":
            await _errors(ack, body, {BODY: text})
            return
        await ack()
        await self._voice.whisper(str(body["user"]["id"]), place(body), text)


def _kind(body: Payload) -> str:
    return str(body["actions"][0]["action_id"])


async def _errors(ack: AsyncAck, body: Body, errors: dict[str, str]) -> None:
    """Only fields that the view has can carry an error; otherwise its first one does."""
    fields = [block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"]
    shown = {(field if field in fields else fields[0]): text for field, text in errors.items() if fields}
    await (ack(response_action="errors", errors=shown) if shown else ack())
