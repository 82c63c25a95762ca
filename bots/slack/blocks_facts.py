"""What a card says of its ticket: how it stands, what it is about, whose it is, by when (B1, C1, X5)."""

from collections.abc import Iterable, Iterator, Sequence

from bots.slack.away import away_line
from bots.slack.blocks_relations import relations
from bots.slack.present import present
from bots.slack.speech import Speech
from bots.slack.text import DAY, LEFT, Block, bold, date, literal, mention, rich
from bots.wording import line
from core.api.kinds import SECOND, one_line, shorten
from core.api.shapes import Answer, Choice, ContractTie, Deadline, TicketCard, Value, Who

NAME = 120
"""Of a value; Slack bears some 13,000 characters over all blocks of a message, in whatever number of facts."""
PERSON = 60
ANSWER = 300
ANSWERS = 2500
NEAREST = 2
Parts = list[Block]


def facts(card: TicketCard, say: Speech) -> Block:
    """Line by line; a line about what the ticket does not have is left out."""
    contract = _contract(card.contract, say)
    over = card.contract is not None and card.contract.run_out
    lines = [
        _status(card, say), contract if over else [], _kind(card, say), _service(card, say), _requester(card, say),
        [] if over else contract, _things(card, say), _work(card, say), _present(card, say), _history(card, say),
        *_deadlines(card, say),
        _choice(card, say), *relations(card, say),
    ]  # fmt: skip
    return rich(*_joined((one for one in lines if one), "\n"))


def answers(said: Sequence[Answer], say: Speech) -> list[Block]:
    """What the form was answered, as much of it as a card bears."""
    lines = [
        line(_brief(say.choice(one.field)), _brief(say.words.value(say.language, one), ANSWER)) for one in said
    ]  # fmt: skip
    shown = [one for n, one in enumerate(lines) if sum(map(len, lines[: n + 1])) <= ANSWERS]
    more = [say("value-more", count=len(lines) - len(shown))] if len(shown) < len(lines) else []
    return [rich(literal("\n".join([*shown, *more])))] if lines else []


def mark(card: TicketCard) -> str:
    """A sign beside the words of the status: new, whose turn it is, escalated, put off, solved, over."""
    if card.spam:
        return "🚫"
    if card.escalated:
        return "🔺"
    if not card.open:
        return "⚪" if card.final else "✅"
    if card.resume_at:
        return "⏸️"
    if card.unanswered_since is None:
        return "🔵"
    return "🟠" if card.assignee else "🆕"


def _status(card: TicketCard, say: Speech) -> Parts:
    until = [literal(f" {say('slack-until')} "), date(card.resume_at)] if card.resume_at else []
    return [bold(f"{mark(card)} {say.choice(card.status)}"), *until]


def _kind(card: TicketCard, say: Speech) -> Parts:
    return _list(
        _fact("type", card.type, say), _fact("priority", card.priority, say), _fact("category", card.category, say)
    )


def _service(card: TicketCard, say: Speech) -> Parts:
    path = say.words.path(say.language, card.service)
    service = [literal(f"{say.term('service')}: {shorten(path, 2 * NAME)}")] if path else []
    return _list(service, _fact("brand", card.brand, say))


def _requester(card: TicketCard, say: Speech) -> Parts:
    """Who it is, for which company, whom to talk to, and by which of the desk's sources (C1)."""
    came = say.choice(card.channel) if card.channel else say("slack-came", door=card.source)
    return _list(
        _fact("requester", card.requester, say), [literal(_brief(came))],
        [literal(say("slack-doubt"))] if card.doubt else [], _fact("company", card.company, say),
        _fact("level", card.level, say), _fact("contact", card.contact, say),
    )  # fmt: skip


def _contract(contract: ContractTie | None, say: Speech) -> Parts:
    """One that has run out is said loudly (B1). `until` is the first instant that it does not cover."""
    if contract is None:
        return []
    number = literal(f"{say.term('contract')}: {_brief(contract.number)}")
    if contract.until is None:
        return [number]
    last = date(contract.until - SECOND, DAY)
    if contract.run_out:
        return [bold(f"⛔ {say('slack-run-out')} "), last, literal(" · "), number]
    return [number, literal(f" {say('slack-until')} "), last]


def _things(card: TicketCard, say: Speech) -> Parts:
    return _list(_fact("site", card.site, say), _fact("equipment", card.equipment, say))


def _work(card: TicketCard, say: Speech) -> Parts:
    observers = ", ".join(_brief(one.name, PERSON) for one in card.observers)
    assignee = [literal(f"{say('slack-assignee')} "), _assignee(card.assignee, say), *_away(card, say)]
    return _list(
        assignee, _fact("group", card.group, say),
        [literal(f"{say.term('observers')}: {observers}")] if observers else [],
    )  # fmt: skip


def _present(card: TicketCard, say: Speech) -> Parts:
    """Who is at it right now (E10)."""
    return [literal(present(card.present, say))] if card.present else []


def _assignee(assignee: Who | None, say: Speech) -> Block:
    if assignee is None:
        return bold(say("slack-nobody"))
    return mention(assignee.slack) if assignee.slack else literal(_brief(assignee.name))


def _away(card: TicketCard, say: Speech) -> Parts:
    return [literal(f" ({away_line(card.away, say)})")] if card.away else []


def _history(card: TicketCard, say: Speech) -> Parts:
    linked = [literal(say("slack-linked", number=card.linked_to))] if card.linked_to else []
    waits = [literal(f"{say('slack-waiting')} "), date(card.unanswered_since)] if card.unanswered_since else []
    return _list([literal(f"{say('slack-opened')} "), date(card.opened_at)], linked, waits)


def _deadlines(card: TicketCard, say: Speech) -> list[Parts]:
    """The nearest ones, and the date that was named for it where that is not one of them."""
    nearest = card.deadlines[:NEAREST]
    named = card.due_at if card.due_at and all(one.metric != "due" for one in nearest) else None
    due = [[literal(f"📅 {say.term('due_at')}: "), date(named)]] if named else []
    return [*(_deadline(one, say) for one in nearest), *due]


def _deadline(one: Deadline, say: Speech) -> Parts:
    """In words too: a sign or a colour alone is not read by everybody."""
    metric = say(f"sla-metric-{one.metric.replace('_', '-')}")
    how = "breached" if one.breached else "paused" if one.paused or one.due_at is None else "running"
    words = (bold if one.breached else literal)(say("slack-deadline", metric=metric, how=how))
    return [words] if how == "paused" or one.due_at is None else [words, literal(" "), date(one.due_at, LEFT)]


def _choice(card: TicketCard, say: Speech) -> Parts:
    asked = [literal(f"{say('slack-choice')} "), date(card.choice_until)] if card.choice_until else []
    word = f" — «{shorten(one_line(card.word), ANSWER)}»" if card.word else ""
    grade = [literal(say("slack-grade", grade=say.choice(card.grade)) + word)] if card.grade else []
    return _joined((part for part in (asked, grade) if part), "\n")


def _fact(name: str, value: Value | Choice | None, say: Speech) -> Parts:
    if value is None:
        return []
    return [literal(f"{say.term(name)}: {_brief(say.words.value(say.language, value))}")]


def _list(*facts: Parts) -> Parts:
    return _joined((fact for fact in facts if fact), " · ")


def _joined(groups: Iterable[Parts], between: str) -> Parts:
    return list(_between(groups, literal(between)))


def _between(groups: Iterable[Parts], sign: Block) -> Iterator[Block]:
    for n, group in enumerate(groups):
        if n:
            yield sign
        yield from group


def _brief(text: str, limit: int = NAME) -> str:
    return shorten(one_line(text), limit)
