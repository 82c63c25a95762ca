"""A move that lacks what it demands is no bare refusal: the window that asks for it opens, or a button for it (B3).

An emoji, and what was worked off later, have no trigger that could open a window.
"""

from collections.abc import Mapping

from bots.slack.speech import Speech
from bots.slack.text import Block, plain
from bots.slack.wire import MOVE, Place, Subject
from core.api.commands import MoveStatus
from core.api.errors import Code, Refusal
from core.api.kinds import Command, Door, Prompt

ASKS: Mapping[Code, str] = {Code.FIELD: "f", Code.COMMENT: "c", Code.UNTIL: "u"}


def lacks(command: Command, refusal: Refusal) -> Subject | None:
    """What the window would be about; nothing where a window would not help."""
    if not isinstance(command, MoveStatus) or refusal.code not in ASKS:
        return None
    return Subject(command.ticket, command.rev, command.to, ASKS[refusal.code])


def offer(user: str, place: Place, about: Subject, text: str, say: Speech, dedupe: str) -> Prompt:
    """For that person alone."""
    button = {
        "type": "button", "action_id": MOVE, "text": plain(say("slack-make-fill")), "style": "primary",
        "value": about.value(),
    }  # fmt: skip
    blocks: list[Block] = [
        {"type": "section", "text": plain(text)},
        {"type": "actions", "block_id": "lacking", "elements": [button]},
    ]
    content = {"ephemeral": user, "thread": place.thread, "text": text, "blocks": blocks}
    return Prompt(Door.SLACK, place.channel, content, dedupe)
