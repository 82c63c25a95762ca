"""What a card says of its requester's orders: another system's words, so plain text (E2, faults E2)."""

from bots.slack.speech import Speech
from bots.slack.text import Block, context, plain
from core.api.kinds import one_line, shorten
from core.api.shapes import Orders

ORDER = 300


def order_blocks(orders: Orders, say: Speech) -> list[Block]:
    """A line for each of the first; why there is nothing new is said quietly."""
    lines = [f"🧾 {say('slack-orders', count=orders.count)}" if orders.count else f"🧾 {say('slack-orders-none')}"]
    if orders.asking:
        lines = [f"🧾 {say('slack-orders-asking')}", *(lines if orders.count else [])]
    elif orders.problem:
        again = f". {say('slack-orders-repeated')}" if orders.again else ""
        missed = say("slack-orders-missed", problem=orders.problem)
        lines = [f"🧾 {missed}{again}", *(lines if orders.count else [])]
    for one in orders.orders:
        facts = (f"{say.words.label(say.language, name)}: {text}" for name, text in one)
        lines.append(shorten("• " + one_line(" · ".join(facts)), ORDER))
    if orders.count > len(orders.orders):
        lines.append(say("value-more", count=orders.count - len(orders.orders)))
    return [context(plain("\n".join(lines)))]
