"""Other people's words for Slack: nothing in them may mention, link or mark up (faults E2), nothing is cut away."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from core.api.kinds import SECOND, Instant, one_line, shorten

Block = dict[str, Any]
PIECE = 3000
MESSAGE = 12_000
EDIT = 3900
FALLBACK = 300
SHAPE = "{date_short_pretty}, {time}"
LEFT = f"{SHAPE} ({{ago}})"
"""How long it is until then, too: the reader's client reckons it, and goes on with it."""
DAY = "{date_short}"


def escaped(text: str) -> str:
    """For mrkdwn and top-level text. https://docs.slack.dev/messaging/formatting-message-text"""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fallback(text: str) -> str:
    """The line of a notification, beside the blocks."""
    return escaped(shorten(one_line(text), FALLBACK))


def unmarked(text: str) -> str:
    """Words as a message without blocks, which an edit allows 4,000 characters."""
    return escaped(shorten(text, PIECE))[:EDIT]


def plain(text: str) -> Block:
    """`emoji` off: `:boom:` stays what was typed."""
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def literal(text: str) -> Block:
    return {"type": "text", "text": text}


def bold(text: str) -> Block:
    return {"type": "text", "text": text, "style": {"bold": True}}


def mention(user: str) -> Block:
    return {"type": "user", "user_id": user}


def date(at: Instant, shape: str = SHAPE) -> Block:
    """An instant in the reader's own zone."""
    return {"type": "date", "timestamp": at // SECOND, "format": shape, "fallback": _written(at)}


def date_token(at: Instant) -> str:
    """The same in mrkdwn."""
    return f"<!date^{at // SECOND}^{SHAPE}|{_written(at)}>"


def _written(at: Instant) -> str:
    """For clients that cannot show a date of the reader's zone."""
    return f"{datetime.fromtimestamp(at // SECOND, UTC):%d.%m.%Y %H:%M} UTC"


def context(*elements: Block) -> Block:
    return {"type": "context", "elements": list(elements)[:10]}


def pieces(text: str, limit: int = PIECE) -> list[str]:
    """Cut where a line ends, or a word, if there is one in the last half; together they are the whole text."""
    found = []
    while len(text) > limit:
        cut = max(text.rfind("\n", limit // 2, limit), text.rfind(" ", limit * 9 // 10, limit)) + 1 or limit
        found.append(text[:cut])
        text = text[cut:]
    return [*found, text] if text.strip() else found


def parts(text: str, first: int = MESSAGE, limit: int = MESSAGE) -> list[str]:
    """One string per message; `first` is what fits into the one that carries the rest of the drawing."""
    if len(text) <= first:
        return [text]
    head = pieces(text, first)[0]
    return [head, *pieces(text[len(head) :], limit)]


def said(text: str, *, quoted: bool = False) -> list[Block]:
    """The blocks of somebody's words; a customer's stand beside a bar."""
    kind = "rich_text_quote" if quoted else "rich_text_section"
    return [{"type": "rich_text", "elements": [{"type": kind, "elements": [literal(one)]}]} for one in pieces(text)]


def tame(text: str) -> str:
    """Somebody's words inside mrkdwn: escaped, and without the signs that would mark them up."""
    return escaped(text).translate(str.maketrans("*_~`", "∗‗∼ʼ"))


def fitting(parts: Iterable[str], between: str, limit: int) -> str:
    """As many as fit, whole, with a sign that there are more: signs that were escaped must not be cut through."""
    found, length = list[str](), 0
    for part in parts:
        length += len(part) + len(between)
        if length > limit:
            return between.join([*found, "…"])
        found.append(part)
    return between.join(found)
