"""Presses and modals that come back: what changes something is a command, its result the answer (agreement 5)."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bots.slack import modals
from bots.slack.fields import BODY, FILES, blamed, name
from bots.slack.hurry import LATER, Hurry
from bots.slack.lacking import lacks
from bots.slack.making.wanted import made
from bots.slack.modals import SUBMITS
from bots.slack.opening import Opening
from bots.slack.presence import Presence
from bots.slack.previewing import Preview
from bots.slack.redrawing import Redrawing
from bots.slack.registering import Refusing
from bots.slack.speech import Speech
from bots.slack.staff import Staff
from bots.slack.voice import Voice
from bots.slack.wire import (
    AGAIN,
    ASSIGN,
    MERGE,
    MOVE,
    REPLY,
    TRIAGE,
    Unreadable,
    place,
    pressed,
    wanted,
    within,
)
from bots.slack.wishes import PRESSES, Wish, wish
from core.api.commands import Reply
from core.api.errors import Busy, Code, Refusal
from core.api.shapes import Me

log = structlog.get_logger("slack")

BRIEF = 0.8
"""Seconds that are left of three, when what was sent took two."""
NEWS = frozenset({Code.MEANWHILE, Code.CHANGED, Code.MOVE})
"""Refusals after which the modal of an answer shows what is true by now."""
FILLED = (TRIAGE, REPLY, MOVE)
"""Modals that ask questions of a ticket's form."""
AGREED = (MOVE, AGAIN, ASSIGN, TRIAGE, MERGE)
"""Modals that can be sent once more after the ticket was found to be another than when they were opened."""

Body = dict[str, Any]
Deed = Callable[[AsyncAck, Body], Awaitable[None]]


class Actions:
    """`limit` is the profile's greatest size of a file, in bytes."""

    def __init__(
        self, opening: Opening, redrawing: Redrawing, refusing: Refusing, presence: Presence,
        preview: Preview, staff: Staff, voice: Voice, hurry: Hurry, limit: int,
    ) -> None:  # fmt: skip
        self.open = opening
        self.refuse = refusing
        self.redraw = redrawing
        self.presence = presence
        self.preview = preview
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
                await self._tell(ack, body, self._known(body)("slack-old-button"))
            except Exception:
                reference = secrets.token_hex(4)
                log.exception("a press was not answered", reference=reference)
                await self._tell(ack, body, self._known(body)("slack-broken", reference=reference))

        return listener

    async def change(self, ack: AsyncAck, body: Body) -> None:
        """A button that changes something. Success needs no words: the card shows it.

        An old card may not know what a move demands by now: then its window opens, as it would from a new one.
        """
        asked = wish(body)
        me = await self._staff.presser(body["user"])
        result = await self._hurry(asked, body) if me else Refusal(Code.STRANGER)
        if isinstance(result, Refusal) and lacks(asked.command, result):
            await self.open(ack, body)
            return
        await ack()
        if isinstance(result, Refusal):
            await self._voice.whisper(asked.user, asked.place, self._speech(me).refusal(result))
        elif result is LATER:
            await self._voice.whisper(asked.user, asked.place, self._speech(me)("slack-saving"))

    async def move(self, ack: AsyncAck, body: Body) -> None:
        """A target that demands nothing is moved to at once, unless the customer may be kept out; others ask first."""
        await (self.open if pressed(body).asks or self.open.hidden else self.change)(ack, body)

    async def more(self, ack: AsyncAck, body: Body) -> None:
        """The menu: what needs no words is done at once, as a button is."""
        await (self.change if wanted(body)[0] in PRESSES else self.open)(ack, body)

    async def submit(self, ack: AsyncAck, body: Body) -> None:
        """A modal comes back. What was refused is said under the field that it is about."""
        asked = wish(body)
        me = await self._staff.presser(body["user"])
        say = self._speech(me)
        if large := self._too_large(asked):
            await _error(ack, body, (FILES,), say("slack-file-too-big", name=large, limit=self._limit // 2**20))
            return
        result = await self._hurry(asked, body) if me else Refusal(Code.STRANGER)
        if isinstance(result, Refusal):
            await self._refused(ack, body, me, result)
            return
        await ack()
        word = say("slack-saving") if result is LATER else made(asked.command, result, say)
        if word:
            await self._voice.whisper(asked.user, asked.place, word)
        kind = body["view"]["callback_id"]
        if kind in SUBMITS and not isinstance(asked.command, Reply):
            await self.presence.gone(asked.user, kind, within(body).ticket)

    async def _refused(self, ack: AsyncAck, body: Body, me: Me | None, refusal: Refusal) -> None:
        """Under the field that it is about. A question that was sent unseen comes up: nobody can answer it else."""
        said, asked = self._speech(me).refusal(refusal), None
        kind = body["view"]["callback_id"]
        if me and kind == REPLY and refusal.code in NEWS:
            asked = await self._told(body, me, refusal, said)
        if me and kind in FILLED and refusal.code is Code.FIELD and blamed(refusal)[0] not in _fields(body):
            asked = await self.redraw.demanded(body, me, said)
        if me and kind in AGREED and refusal.code is Code.CHANGED:
            asked = await self._agreed(body, said, self._speech(me))
        if not _fields(body):
            await self._voice.whisper(str(body["user"]["id"]), place(body), said)
        await (ack(response_action="update", view=asked) if asked else _error(ack, body, blamed(refusal), said))

    async def _told(self, body: Body, me: Me, refusal: Refusal, said: str) -> Body | None:
        """Whoever answers sees what they did not know of; what they typed stays, and leaves when they send it again."""
        about, where, view = within(body), place(body), body["view"]
        try:
            async with asyncio.timeout(BRIEF):
                sight = await self.open.sight(str(body["user"]["id"]), REPLY, about)
        except (Refusal, Busy, TimeoutError):
            newest = refusal.params.get("newest")
            return modals.answer_warned(view, about, where, int(str(newest)), said) if newest else None
        return modals.answer_again(view, about, where, sight, said, self._speech(me))

    async def _agreed(self, body: Body, said: str, say: Speech) -> Body | None:
        """Whoever sends it once more has seen what has changed; else it would be refused for ever."""
        about, where, view = within(body), place(body), body["view"]
        try:
            async with asyncio.timeout(BRIEF):
                about, known = await self.open.renewed(str(body["user"]["id"]), view["callback_id"], about, say)
        except (Refusal, Busy, TimeoutError):
            return None
        return modals.again_about(view, about, where, f"{said} {known}".strip())

    async def unknown(self, ack: AsyncAck, body: Body) -> None:
        raise Unreadable("of another release")

    def _too_large(self, asked: Wish) -> str | None:
        files = getattr(asked.command, "attachments", ())
        return next((file.name for file in files if (file.size or 0) > self._limit), None)

    def _speech(self, me: Me | None) -> Speech:
        return self._voice.speech(me.language if me else None)

    def _known(self, body: Body) -> Speech:
        """Of whoever pressed, as far as they are known without asking."""
        return self._voice.speech(self._staff.language(str(body["user"]["id"])))

    async def _tell(self, ack: AsyncAck, body: Body, text: str) -> None:
        if body.get("type") == "view_submission":
            await _error(ack, body, (BODY,), text)
            return
        await ack()
        await self._voice.whisper(str(body["user"]["id"]), place(body), text)


async def _error(ack: AsyncAck, body: Body, about: Sequence[str], text: str) -> None:
    """Only fields that the view has can carry an error; none of those that it is about: the first one does."""
    fields = _fields(body)
    blamed = next((field for wanted in about for field in fields if name(field) == wanted), next(iter(fields), None))
    await (ack(response_action="errors", errors={blamed: text}) if blamed else ack())


def _fields(body: Body) -> list[str]:
    return [block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"]
