"""Draws what somebody looks for, be the database quick or not: a view that says *loading* comes first if it has to.

Reads answer at once and leave no row (agreement 5); what is lost on the way is asked for again by whoever looks.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bots.slack.lists.screen import Screen
from bots.slack.lists.views import home_words, window_words
from bots.slack.said import said
from bots.slack.speech import Speech
from bots.slack.staff import Staff
from bots.slack.text import Block
from bots.slack.voice import Voice
from bots.slack.wire import Place, Unreadable
from core.api.errors import Code, Refusal
from core.api.kinds import Door, Visitor

log = structlog.get_logger("slack")

QUICK = 1.5
OUTSIDE = (Code.STRANGER, Code.MISSING)
"""On the Home tab both mean that somebody is not of the desk, or is not any more since a moment."""
TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id"})

Drawn = Callable[[Visitor, Speech], Awaitable[Block]]
User = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Showing:
    staff: Staff
    voice: Voice

    async def __call__(self, screen: Screen, user: User, draw: Drawn, patience: float = QUICK) -> None:
        """Whoever is not of the desk is told so in the view; nothing of it is read for them.

        `patience` is what is left of it: a trigger lives three seconds.
        """
        reading = asyncio.gather(self._drawn(user, draw, home=bool(screen.user)))
        await asyncio.wait({reading}, timeout=patience)
        try:
            if not reading.done():
                await screen.show(self._words("slack-home-loading", self._say(user), home=bool(screen.user)))
            await screen.show((await reading)[0])
        except SlackApiError as error:
            if said(error) not in TOO_LATE:
                raise
            id = str(user["id"])
            say = self.voice.speech(self.staff.language(id))
            await self.voice.whisper(id, Place(self.staff.seat(id), ""), say("slack-press-again"))

    async def _drawn(self, user: User, draw: Drawn, *, home: bool) -> Block:
        say = self._say(user)
        try:
            me = await self.staff.presser(user)
            if me is None:
                raise Refusal(Code.STRANGER)
            say = self.voice.speech(me.language)
            return await draw(Visitor(Door.SLACK, str(user["id"])), say)
        except Refusal as refusal:
            stranger = home and refusal.code in OUTSIDE
            return self._said(say("slack-home-stranger") if stranger else say.refusal(refusal), say, home=home)
        except Unreadable:
            return self._said(say("slack-old-button"), say, home=home)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("a list was not shown", reference=reference)
            return self._said(say("slack-home-broken", reference=reference), say, home=home)

    def _say(self, user: User) -> Speech:
        return self.voice.speech(self.staff.language(str(user["id"])))

    def _words(self, id: str, say: Speech, *, home: bool) -> Block:
        return self._said(say(id), say, home=home)

    def _said(self, text: str, say: Speech, *, home: bool) -> Block:
        return home_words(text) if home else window_words(text, say)
