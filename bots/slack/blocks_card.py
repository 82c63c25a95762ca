"""The card of a ticket: what it is, how it stands, and what can be done with it now."""

from bots.slack.blocks_buttons import buttons
from bots.slack.blocks_facts import answers, facts
from bots.slack.blocks_orders import order_blocks
from bots.slack.blocks_spam import why_spam
from bots.slack.speech import Speech
from bots.slack.text import Block, context, literal, plain, rich, said
from bots.slack.ways import warnings
from core.api.kinds import shorten
from core.api.shapes import File, FileState, TicketCard

HEADER = 150
DESCRIPTION = 1500
FILES = 2000


def card_blocks(card: TicketCard, body: str, say: Speech) -> list[Block]:
    """`body` is as much of the description as the card itself shows."""
    title, warned = f"{card.number} · {card.subject}", warnings(card, say)
    whole = [rich(literal(card.subject))] if len(title) > HEADER else []
    return [
        {"type": "header", "text": plain(shorten(title, HEADER))},
        *whole,
        *([context(plain(why_spam(card.spam, say)))] if card.spam else []),
        facts(card, say),
        *answers(card.other_answers, say),
        *(order_blocks(card.orders, say) if card.orders else []),
        *(said(body, quoted=True) if body.strip() and body.strip() != card.subject else []),
        *([context(plain(shorten(files_line(card.files, say), FILES)))] if card.files else []),
        *([context(*warned)] if warned else []),
        *buttons(card, say),
    ]


def files_line(files: tuple[File, ...], say: Speech, *, states: bool = False) -> str:
    """Names, and with `states` what became of each content."""
    return "📎 " + ", ".join(_file(file, say) if states else file.name for file in files)


def _file(file: File, say: Speech) -> str:
    if file.state is FileState.LOST:
        return say("slack-file-lost-line", name=file.name, reason=say(f"file-lost-{file.reason}"))
    return file.name if file.state is FileState.READY else say("slack-file-loading", name=file.name)
