"""Presses and modals that come back: what changes something is a command, its result the answer (agreement 5)."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bots.slack.hurry import LATER, Hurry
from bots.slack.opening import Opening
from bots.slack.speech import Speech
from bots.slack.staff import Staff
from bots.slack.voice import Voice
from bots.slack.wire import BODY, FILES, UNTIL, Unreadable, Wish, place, pressed, wish
from core.api.commands import AddComment, AddNote
from core.api.errors import Code, Refusal
from core.api.shapes import Me

log = structlog.get_logger("slack")

ABOUT = {Code.UNTIL: UNTIL, Code.UNTIL_PAST: UNTIL}
"""Under which field of a modal a refusal is shown; the others stand under the text."""

Body = dict[str, Any]
Deed = Callable[[AsyncAck, Body], Awaitable[None]]


class Actions:
    """`limit` is the profile's greatest size of a file, in bytes."""

    def __init__(self, opening: Opening, staff: Staff, voice: Voice, hurry: Hurry, limit: int) -> None:
        self.open = opening
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
        me = await self._staff.presser(body["user"])
        result = await self._hurry(wanted, body) if me else Refusal(Code.STRANGER)
        await ack()
        if isinstance(result, Refusal):
            await self._voice.whisper(wanted.user, wanted.place, self._speech(me).refusal(result))
        elif result is LATER:
            await self._voice.whisper(wanted.user, wanted.place, self._speech(me)("slack-saving"))

    async def move(self, ack: AsyncAck, body: Body) -> None:
        """A target that demands nothing is moved to at once; the others ask in a modal."""
        await (self.open if pressed(body).asks else self.change)(ack, body)

    async def submit(self, ack: AsyncAck, body: Body) -> None:
        """A modal comes back. What was refused is said under the field that it is about."""
        wanted = wish(body)
        me = await self._staff.presser(body["user"])
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


async def _errors(ack: AsyncAck, body: Body, errors: dict[str, str]) -> None:
    """Only fields that the view has can carry an error; otherwise its first one does."""
    fields = [block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"]
    shown = {(field if field in fields else fields[0]): text for field, text in errors.items() if fields}
    await (ack(response_action="errors", errors=shown) if shown else ack())
