"""From what the core shows to what Slack shows: a text for notifications and blocks, part by part."""

from dataclasses import dataclass

from bots.slack.blocks_buttons import BUTTONS
from bots.slack.blocks_card import DESCRIPTION, card_blocks
from bots.slack.blocks_log import log_line
from bots.slack.blocks_message import message_blocks, side
from bots.slack.speech import Speech
from bots.slack.text import MESSAGE, Block, context, fallback, mrkdwn, parts, said, unmarked
from core.api.shapes import Happening, MessageView, TicketCard, Verb

DRAWN: frozenset[Verb] = frozenset(BUTTONS)
"""Every verb of the agents has a button here; a test compares."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One Slack message. `rest` counts those that follow; `whole` stands in where blocks are refused."""

    text: str
    blocks: list[Block]
    rest: int = 0
    whole: str = ""


def draw_card(card: TicketCard, part: int, say: Speech) -> Drawing:
    """Part 0 is the card; what of the description has no room there follows in the thread."""
    cut = parts(card.body, DESCRIPTION)
    line = f"{card.number} · {say.choice(card.status)} · {card.subject}"
    text = fallback(line)
    if part == 0:
        return Drawing(text, card_blocks(card, cut[0], say), len(cut) - 1, unmarked(f"{line}\n{cut[0]}"))
    return _continued(text, cut, part, quoted=True)


def draw_message(message: MessageView, part: int, say: Speech, ping: str | None = None) -> Drawing:
    cut = parts(message.body, MESSAGE - 1000)
    text = fallback(f"{side(message, say)}: {message.body}")
    if part == 0:
        whole = unmarked(f"{side(message, say)}\n{cut[0]}")
        return Drawing(text, message_blocks(message, cut[0], say, ping), len(cut) - 1, whole)
    return _continued(text, cut, part, quoted=not message.by_staff)


def draw_log(happening: Happening, say: Speech) -> Drawing | None:
    line = log_line(happening, say)
    return Drawing(line, [context(mrkdwn(line))], whole=line) if line else None


def _continued(text: str, cut: list[str], part: int, *, quoted: bool) -> Drawing:
    shown = cut[part] if part < len(cut) else "…"
    return Drawing(text, said(shown, quoted=quoted), max(0, len(cut) - 1 - part), unmarked(shown))
