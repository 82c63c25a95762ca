"""An emoji on a message of any channel makes a ticket of it (E15).

https://docs.slack.dev/reference/events/reaction_added
"""

from collections.abc import Mapping
from typing import Any

from bots.slack.making.finding import Messages, Spoken
from bots.slack.making.seed import seed
from bots.slack.making.wanted import at_once
from bots.slack.speech import Speech
from bots.slack.staff import Staff
from bots.slack.text import Block, plain
from bots.slack.wire import MAKE, Place
from core.api.commands import Split
from core.api.errors import Code, Refusal
from core.api.kinds import Command, Door, Prompt, Visitor
from core.api.queries import Ask, WhoAmI

ASKS = frozenset({Code.FIELD, Code.CHOICE, Code.UNKNOWN_TYPE, Code.SERVICE, Code.EMPTY, Code.TOO_LONG, Code.MISSING})
"""What an agent can mend in the window."""

Event = Mapping[str, Any]


class Tagged:
    def __init__(self, messages: Messages, ask: Ask, staff: Staff) -> None:
        self._messages = messages
        self._ask = ask
        self._staff = staff

    async def wanted(self, channel: str, ts: str) -> tuple[Command, str] | Spoken | None:
        """The command and its key, if it has one of its own; the card that it stands on; nothing: more has to be asked.

        In a ticket's thread a message is split off, once whoever puts the emoji there (X2). Raises Refusal.
        """
        message = await self._messages.read(channel, ts)
        if message is None:
            return None
        there = await self._messages.spoken(channel, message)
        if there is not None and there.card:
            return there
        if there is not None:
            if there.message is None:
                raise Refusal(Code.RELATION, problem="word", number="")
            return Split(there.ticket, there.message), f"slack:split:{there.message}"
        author = await self._author(message)
        one = seed(channel, message, self._staff.name)
        return (at_once(one, author.id), "") if author else None

    async def _author(self, message: Event) -> Any:
        """Whoever wrote it, if the desk knows them; what a bot has posted is nobody's."""
        if message.get("bot_id") or not message.get("user"):
            return None
        me = await self._ask(WhoAmI(), Visitor(Door.SLACK, str(message["user"])))
        return me if me.known else None


def asking(user: str, place: Place, ts: str, say: Speech, dedupe: str) -> Prompt:
    """A button that opens the window, for that person alone."""
    text = say("slack-make-asks")
    button = {
        "type": "button", "action_id": MAKE, "text": plain(say("slack-make-fill")), "style": "primary",
        "value": f"{place.channel}:{ts}",
    }  # fmt: skip
    blocks: list[Block] = [
        {"type": "section", "text": plain(text)},
        {"type": "actions", "block_id": "make", "elements": [button]},
    ]
    content = {"ephemeral": user, "thread": place.thread, "text": text, "blocks": blocks}
    return Prompt(Door.SLACK, place.channel, content, dedupe)
