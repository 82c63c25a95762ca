"""From what the core shows to what Slack shows: a text for notifications and blocks, part by part."""

from dataclasses import dataclass

from bots.letters import WholeLetter
from bots.slack.blocks_buttons import BUTTONS, RARE
from bots.slack.blocks_card import DESCRIPTION, card_blocks
from bots.slack.blocks_held import held
from bots.slack.blocks_log import log_line
from bots.slack.blocks_message import before_button, message_blocks, side
from bots.slack.blocks_stray import stray_blocks, stray_line
from bots.slack.speech import Speech
from bots.slack.text import MESSAGE, Block, context, fallback, mrkdwn, parts, said, unmarked
from core.api.events import AnswerHeld, MessageEdited, MessageWithdrawn, TicketRated
from core.api.shapes import Happening, MessageView, StrayLetter, TicketCard, Verb

DRAWN: frozenset[Verb] = frozenset({*BUTTONS, *RARE})
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


def draw_log(happening: Happening, say: Speech, part: int = 0) -> Drawing | None:
    """A line; and the word that came with a grade, whole (C10)."""
    line = log_line(happening, say)
    if not line:
        return None
    word = happening.message.body if isinstance(happening.event, TicketRated) and happening.message else ""
    cut = parts(word, MESSAGE - 1000)
    if part:
        return _continued(line, cut, part, quoted=True)
    if isinstance(happening.event, AnswerHeld):
        return Drawing(line, held(happening.card.id, happening.event.message, happening.event.to, say), whole=line)
    blocks = [context(mrkdwn(line)), *said(cut[0], quoted=True)]
    if isinstance(happening.event, MessageEdited | MessageWithdrawn):
        blocks.append({"type": "actions", "elements": [before_button(happening.card.id, happening.event.message, say)]})
    return Drawing(line, blocks, len(cut) - 1, f"{line}\n{unmarked(cut[0])}" if word else line)


def draw_stray(stray: StrayLetter, letter: WholeLetter | None, say: Speech) -> Drawing:
    """The letter itself follows in its thread, as a file."""
    line = fallback(stray_line(stray, letter, say))
    return Drawing(line, stray_blocks(stray, letter, say), 0 if letter is None else 1, line)


def _continued(text: str, cut: list[str], part: int, *, quoted: bool) -> Drawing:
    shown = cut[part] if part < len(cut) else "…"
    return Drawing(text, said(shown, quoted=quoted), max(0, len(cut) - 1 - part), unmarked(shown))
