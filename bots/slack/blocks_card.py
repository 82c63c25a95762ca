"""The card of a ticket: what it is, how it stands, and what can be done with it now."""

from collections.abc import Callable, Iterator, Mapping

from bots.slack.speech import Speech
from bots.slack.text import Block, bold, context, date, literal, mention, plain, rich, said
from bots.slack.wire import CLAIM, MOVE, NOTE, REPLY, Subject
from core.api.kinds import shorten
from core.api.shapes import File, FileState, Target, TicketCard, Verb

HEADER = 150
DESCRIPTION = 1500
OVERFLOW = 5
OPTIONS = 100
LABEL = 75


def card_blocks(card: TicketCard, body: str, say: Speech) -> list[Block]:
    """`body` is as much of the description as the card itself shows."""
    title = f"{card.number} · {card.subject}"
    whole = [rich(literal(card.subject))] if len(title) > HEADER else []
    return [
        {"type": "header", "text": plain(shorten(title, HEADER))},
        *whole,
        rich(*_facts(card, say)),
        *(said(body, quoted=True) if body.strip() and body.strip() != card.subject else []),
        *([context(plain(files_line(card.files, say)))] if card.files else []),
        *_buttons(card, say),
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
    if card.unanswered_since:
        yield literal(" · " + say("slack-waiting") + " ")
        yield date(card.unanswered_since)
    if card.grade:
        yield literal("\n" + say("slack-grade", grade=say.choice(card.grade)))


def _assignee(card: TicketCard, say: Speech) -> Block:
    if card.assignee is None:
        return bold(say("slack-nobody"))
    return mention(card.assignee.slack) if card.assignee.slack else literal(card.assignee.name)


def mark(card: TicketCard) -> str:
    """A sign beside the words of the status: new, whose turn it is, put off, solved, over."""
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


def _buttons(card: TicketCard, say: Speech) -> list[Block]:
    """The block's id changes with the workflow, so that a client forgets what was picked before."""
    elements = [BUTTONS[verb](card, say) for verb in card.verbs if verb in BUTTONS]
    return [{"type": "actions", "block_id": f"card:{card.id}:{card.rev}", "elements": elements}] if elements else []


def _claim(card: TicketCard, say: Speech) -> Block:
    return _button(CLAIM, say("slack-claim"), card) | {"style": "primary"}


def _reply(card: TicketCard, say: Speech) -> Block:
    return _button(REPLY, say("slack-reply"), card)


def _note(card: TicketCard, say: Speech) -> Block:
    return _button(NOTE, say("slack-note"), card)


def _move(card: TicketCard, say: Speech) -> Block:
    """A menu as long as it can be one: it lets the same target be picked again after a modal was closed."""
    options = [_option(card, target, say) for target in card.targets][:OPTIONS]
    if len(options) <= OVERFLOW:
        return {"type": "overflow", "action_id": MOVE, "options": options}
    return {"type": "static_select", "action_id": MOVE, "placeholder": plain(say("slack-move")), "options": options}


def _option(card: TicketCard, target: Target, say: Speech) -> Block:
    asks = ("c" if target.comment else "") + ("u" if target.until else "")
    value = Subject(card.id, card.rev, target.id, asks).value()
    return {"text": plain(shorten(say.choice(target), LABEL)), "value": value}


def _button(action: str, label: str, card: TicketCard) -> Block:
    return {"type": "button", "action_id": action, "text": plain(label), "value": Subject(card.id, card.rev).value()}


BUTTONS: Mapping[Verb, Callable[[TicketCard, Speech], Block]] = {
    Verb.CLAIM: _claim,
    Verb.REPLY: _reply,
    Verb.NOTE: _note,
    Verb.MOVE: _move,
}
