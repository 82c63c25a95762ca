"""What the agents are told of channels that queues should have, and have not, or have by now (X2)."""

from collections.abc import Mapping
from typing import Any

from bots.slack.draw import Drawing
from bots.slack.speech import Speech
from bots.slack.text import context, fallback, plain
from core.api.kinds import shorten

MOST = 20
NAME = 80


def draw_queues(content: Mapping[str, Any], say: Speech) -> Drawing:
    """Each with what mends it; whoever reads it may be the one who can."""
    missing = content["queues"] == "missing"
    head = say("slack-queues-head") if missing else ""
    id = "slack-queues-missing" if missing else "slack-queues-found"
    named = list(content["channels"].items())
    lines = [say(id, name=shorten(name, NAME), why=why) for name, why in named[:MOST]]
    more = [say("value-more", count=len(named) - MOST)] if len(named) > MOST else []
    text = "\n".join(part for part in (head, *lines, *more) if part)
    return Drawing(fallback(lines[0]), [context(plain(text))])
