"""A message that was changed where it was written: its ticket hears of it, and the chat stays quiet (X1)."""

from dataclasses import replace
from typing import Any

from aiogram.types import Message

from bots.telegram.heard import Heard, heard
from bots.telegram.routes.commands import LEADING
from bots.telegram.turn import Turn
from core.api.commands import EditMessage
from core.api.kinds import Door
from core.api.queries import PostAt


async def edited(message: Message, turn: Turn) -> None:
    """Telegram also tells of edits that nobody can see (Bot API, edited_message); they change nothing.

    Nor does whoever shares where they are and walks on: the ticket keeps the place that was sent.
    """
    if message.location is not None:
        return
    said = heard(message)
    said = replace(said, text=LEADING.sub("", said.text, count=1))
    if _waits(turn, said):
        return
    post = await turn.ask(PostAt(Door.TELEGRAM, turn.visitor.external_id, said.origin.ref), turn.visitor)
    if post is not None and not post.own and post.ticket is not None and post.message is not None:
        mark = int(message.edit_date or 0)
        await turn.attempt(EditMessage(post.ticket, post.message, said.text, mark, said.origin.ref))


def _waits(turn: Turn, said: Heard) -> bool:
    """Whether the message still waits in the dialogue, under way or set aside; then it waits changed."""
    steps = turn.steps
    under_way = _changed(steps.data, said)
    if under_way is not None and steps.state is not None:
        turn.move(steps.state, **under_way)
        return True
    for at, (state, data) in enumerate(steps.aside):
        if (changed := _changed(data, said)) is not None:
            steps.aside[at] = (state, changed)
            return True
    return False


def _changed(data: dict[str, Any], said: Heard) -> dict[str, Any] | None:
    kept = data.get("kept", [])
    for at, one in enumerate(kept):
        if one["ref"] != said.origin.ref:
            continue
        if one.get("title"):
            return {**data, "subject": said.text or data["subject"]}
        return {**data, "kept": [*kept[:at], {**one, "text": said.text}, *kept[at + 1 :]]}
    return None
