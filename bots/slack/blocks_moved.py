"""A card that has moved to another channel: what it leaves behind, and the first line where it goes on (X2)."""

from bots.slack.draw import Drawing
from bots.slack.lists.blocks import button
from bots.slack.speech import Speech
from bots.slack.text import context, escaped, mrkdwn, plain
from bots.slack.wire import TICKET
from core.api.shapes import Moved


def draw_moved(moved: Moved, link: str | None, say: Speech) -> Drawing:
    """Whoever may not look into a private channel learns by it neither the channel's name nor anything of the ticket.

    Slack itself shows the name behind `<#…>` to those who may know it.
    """
    kind = "private" if moved.private else "open"
    line = escaped(say("slack-moved-here" if moved.here else "slack-moved-away", number=moved.number, kind=kind))
    to = f" <#{moved.place}>" if moved.place else ""
    label = escaped(say("slack-moved-before" if moved.here else "slack-moved-open"))
    open = f" · <{link}|{label}>" if link else ""
    blocks = [context(mrkdwn(f"➡️ {line}{to}{open}"))]
    if moved.carried and moved.ticket is not None:
        rest = button(TICKET, say("slack-moved-story"), str(moved.ticket))
        blocks += [
            context(plain(say("slack-moved-more", count=moved.carried))),
            {"type": "actions", "block_id": "story", "elements": [rest]},
        ]
    return Drawing(line, blocks, whole=line)
