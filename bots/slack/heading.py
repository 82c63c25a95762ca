"""What stands above every modal: the ticket that it is about."""

from bots.slack.text import Block, plain
from core.api.shapes import TicketPage


def heading(page: TicketPage) -> Block:
    return {"type": "section", "text": plain(f"{page.card.number} · {page.card.subject}")}
