"""What `/zayavka` changes: a customer is invited into the chat, and two who were taken for one are parted again."""

from collections.abc import Awaitable, Callable
from typing import Any

from bots.finding import spoken
from bots.slack.speech import Speech
from bots.slack.text import escaped
from bots.wording import Words
from core.api.commands import Desk, Invite, Part
from core.api.errors import Refusal
from core.api.kinds import Door, Visitor
from core.api.ports import Entry

Inviting = Callable[[int], str]
"""The link of an invitation."""
Body = dict[str, Any]
LARGEST = 18
"""Digits of an id."""


class Ordering:
    """Without `inviting` the desk has no chat that anybody could be invited into."""

    def __init__(self, desk: Desk, words: Words, inviting: Inviting | None) -> None:
        self._desk = desk
        self._words = words
        self._inviting = inviting

    def meant(self, text: str) -> Callable[[Body, Speech], Awaitable[str]] | None:
        """The deed that a line orders; what it then says is for that person alone."""
        word, _, rest = text.partition(" ")
        if word.casefold() in spoken(self._words, "slack-command-invite"):
            return lambda body, say: self._invite(body, say, rest)
        if word.casefold() in spoken(self._words, "slack-command-part") and _id(rest):
            return lambda body, say: self._part(body, say, int(rest))
        return None

    async def _invite(self, body: Body, say: Speech, email: str) -> str:
        if self._inviting is None:
            return escaped(say("slack-invite-no-chat"))
        if not email:
            return escaped(say("slack-invite-usage"))
        email = email.partition("|")[2].rstrip(">") if email.startswith("<mailto:") else email
        try:
            made = await self._do(Invite(email), body)
        except Refusal as refusal:
            return escaped(say.refusal(refusal))
        return escaped(say("slack-invited", email=email, link=self._inviting(int(made))))

    async def _part(self, body: Body, say: Speech, join: int) -> str:
        try:
            await self._do(Part(join), body)
        except Refusal as refusal:
            return escaped(say.refusal(refusal))
        return escaped(say("slack-parted"))

    async def _do(self, command: Invite | Part, body: Body) -> str:
        """Journalled in its own unit, without the address (agreement 5). A line is not delivered twice."""
        key = f"slack:command:{body['trigger_id']}"
        done = Entry("slack-action", key, key, {"type": "command", "user": body["user_id"]})
        return (await self._desk(command, Visitor(Door.SLACK, str(body["user_id"])), key, journal=done)).number


def _id(said: str) -> bool:
    return said.isascii() and said.isdecimal() and len(said) <= LARGEST
