"""The card of a ticket: what it is, how it stands, and what can be done with it now."""

from collections.abc import Iterator

from bots.slack.blocks_buttons import buttons
from bots.slack.speech import Speech
from bots.slack.text import Block, bold, context, date, literal, mention, plain, rich, said
from bots.slack.ways import warnings
from core.api.kinds import shorten
from core.api.shapes import File, FileState, TicketCard

HEADER = 150
DESCRIPTION = 1500


def card_blocks(card: TicketCard, body: str, say: Speech) -> list[Block]:
    """`body` is as much of the description as the card itself shows."""
    title, warned = f"{card.number} · {card.subject}", warnings(card, say)
    whole = [rich(literal(card.subject))] if len(title) > HEADER else []
    return [
        {"type": "header", "text": plain(shorten(title, HEADER))},
        *whole,
        rich(*_facts(card, say)),
        *(said(body, quoted=True) if body.strip() and body.strip() != card.subject else []),
        *([context(plain(files_line(card.files, say)))] if card.files else []),
        *([context(*warned)] if warned else []),
        *buttons(card, say),
    ]


def _facts(card: TicketCard, say: Speech) -> Iterator[Block]:
    yield bold(f"{mark(card)} {say.choice(card.status)}")
    if card.resume_at:
        yield literal(" " + say("slack-until") + " ")
        yield date(card.resume_at)
    yield literal(f" · {say.choice(card.type)} · " + say("slack-priority", priority=say.choice(card.priority)) + "\n")
    yield literal(say("slack-requester", name=card.requester.name, door=card.source) + "\n")
    yield literal(say("slack-assignee") + " ")
    yield _assignee(card, say)
    yield literal("\n" + say("slack-opened") + " ")
    yield date(card.opened_at)
    if card.linked_to:
        yield literal(" · " + say("slack-linked", number=card.linked_to))
    if card.unanswered_since:
        yield literal(" · " + say("slack-waiting") + " ")
        yield date(card.unanswered_since)
    if card.choice_until:
        yield literal("\n" + say("slack-choice") + " ")
        yield date(card.choice_until)
    if card.grade:
        yield literal("\n" + say("slack-grade", grade=say.choice(card.grade)))


def _assignee(card: TicketCard, say: Speech) -> Block:
    if card.assignee is None:
        return bold(say("slack-nobody"))
    return mention(card.assignee.slack) if card.assignee.slack else literal(card.assignee.name)


def mark(card: TicketCard) -> str:
    """A sign beside the words of the status: new, whose turn it is, escalated, put off, solved, over."""
    if card.escalated:
        return "🔺"
    if not card.open:
        return "⚪" if card.final else "✅"
    if card.resume_at:
        return "⏸️"
    if card.unanswered_since is None:
        return "🔵"
    return "🟠" if card.assignee else "🆕"


def files_line(files: tuple[File, ...], say: Speech, *, states: bool = False) -> str:
    """Names, and with `states` what became of each content."""
    return "📎 " + ", ".join(_file(file, say) if states else file.name for file in files)


def _file(file: File, say: Speech) -> str:
    if file.state is FileState.LOST:
        return say("slack-file-lost-line", name=file.name, reason=say(f"file-lost-{file.reason}"))
    return file.name if file.state is FileState.READY else say("slack-file-loading", name=file.name)
