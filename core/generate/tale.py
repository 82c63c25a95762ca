"""A generated ticket from its registration to the end of the story: somebody does something, time passes, and so on."""

from collections.abc import Callable, Iterator
from functools import partial

from core.clock import DAY, HOUR, MINUTE
from core.generate import agents, customers
from core.generate.dice import Dice
from core.generate.life import Life
from core.generate.opening import begun
from core.generate.stage import Stage
from core.generate.teller import Teller
from core.kinds import Instant
from core.profile.states import Kind, Party

Act = Callable[[Teller], None]
When = Callable[[], Instant]
Turn = tuple[float, tuple[Act, When] | None]
"""How likely, what, and when; no act is the end of the story."""
MOST_ACTS = 30
RATED_AT_THE_END = 0.15


def tell(stage: Stage, dice: Dice, id: int, at: Instant, ids: tuple[Iterator[int], Iterator[int]]) -> Life:
    """Nothing is left over that was due: until the end of the story the desk has done what it does by itself."""
    life, contact, talk = begun(stage, dice, id, at, ids)
    teller = Teller(stage, dice, life, contact, talk)
    for acted in range(MOST_ACTS):
        turn = None if teller.status.final else dice.weighted(list(_turns(teller, acted)))
        if turn is None or not _done(teller, *turn):
            break
    life.pass_time(stage.until)
    return life


def _done(teller: Teller, act: Act, when: When) -> bool:
    """Says whether the story goes on. What has moved by itself meanwhile is looked at anew."""
    at = when()
    if at >= teller.stage.until:
        return False
    if not teller.life.pass_time(at):
        act(teller)
    if teller.status.final and customers.can_rate(teller) and teller.dice.chance(RATED_AT_THE_END):
        rated = teller.at_leisure(5 * HOUR)
        if rated < teller.stage.until:
            teller.life.pass_time(rated)
            customers.rate(teller)
    return True


def _turns(teller: Teller, acted: int) -> Iterator[Turn]:
    kind = teller.status.kind
    if kind is Kind.RESOLVED or kind is Kind.CLOSED:
        yield from _after_the_end(teller)
    elif kind is Kind.WAITING:
        yield from _waiting(teller)
    elif teller.row["assignee"] is None:
        yield from _untaken(teller)
    elif kind is Kind.ON_HOLD:
        yield from _on_hold(teller)
    else:
        yield from _at_work(teller, acted)


def _untaken(teller: Teller) -> Iterator[Turn]:
    soon = partial(teller.at_leisure, 2 * HOUR)
    yield 90, (_taken, partial(teller.at_work, teller.patience))
    yield 6, (partial(customers.add, kind="more"), soon)
    if customers.can_press(teller, "cancel"):
        yield 2, (partial(customers.press, verb="cancel"), soon)
    if customers.can_press(teller, "resolve"):
        yield 1, (partial(customers.press, verb="resolve"), soon)


def _taken(teller: Teller) -> None:
    agents.take(teller)
    if teller.dice.chance(agents.QUICK) and (at := teller.soon()) < teller.stage.until:
        teller.life.pass_time(at)
        agents.comment(teller, teller.talk.word("taken"))


def _at_work(teller: Teller, acted: int) -> Iterator[Turn]:
    """Each side in turn; the longer it takes, the likelier is the end."""
    step = partial(teller.at_work, teller.pace)
    leisure = partial(teller.at_leisure, 8 * HOUR)
    if teller.row["paused"] is not None and _waits_on(teller):
        yield 20, (agents.not_enough, step)
    if teller.status.kind in (Kind.ESCALATED, Kind.INVESTIGATING, Kind.NEW):
        yield 25, (agents.go_on, step)
    yield 45 + 10 * acted, (agents.solve, step)
    yield 20, (agents.comment, step)
    yield 16, (agents.ask, step)
    yield 12, (agents.note, step)
    yield 4, (agents.hold, step)
    yield 4, (agents.look_deeper, step)
    yield 3, (agents.hand_over, step)
    if not teller.triaged:
        yield 9, (agents.triage, step)
    if teller.life.warned:
        yield 8, (agents.acknowledge, step)
    yield 9, (partial(customers.add, kind="more"), leisure)
    yield from _rarely(teller, leisure)


def _rarely(teller: Teller, leisure: When) -> Iterator[Turn]:
    yield 1, (customers.colleague_adds, leisure)
    if customers.can_press(teller, "mute"):
        yield 1, (customers.mute, leisure)
    if customers.can_escalate(teller):
        yield (6 if teller.life.warned else 1), (customers.escalate, leisure)
    for verb in ("resolve", "cancel"):
        if customers.can_press(teller, verb):
            yield 2, (partial(customers.press, verb=verb), leisure)


def _waits_on(teller: Teller) -> bool:
    """A time that was named for the pause has not passed meanwhile."""
    until = teller.row["paused_until"]
    return until is None or until > teller.life.now + DAY


def _waiting(teller: Teller) -> Iterator[Turn]:
    leisure = partial(teller.at_leisure, 5 * HOUR)
    late = partial(teller.at_leisure, 4 * DAY)
    yield 82, (partial(customers.add, kind="answer"), leisure)
    if teller.moves(Party.AGENT, *agents.WORK, Kind.RESOLVED, Kind.CLOSED):
        yield 9, (agents.solve, late)
        yield 6, (agents.go_on, late)
    if customers.can_press(teller, "resolve"):
        yield 4, (partial(customers.press, verb="resolve"), leisure)


def _on_hold(teller: Teller) -> Iterator[Turn]:
    """Until the time that was named, or until somebody thinks of it."""
    resume = teller.row["resume_at"]
    if resume is not None and teller.status.on_time is not None:
        yield 90, (_nothing, lambda: max(resume, teller.life.now) + MINUTE)
    yield 10, (agents.go_on, partial(teller.at_work, 12 * HOUR))
    yield 4, (partial(customers.add, kind="more"), partial(teller.at_leisure, DAY))


def _nothing(teller: Teller) -> None:
    """Time has done it."""


def _after_the_end(teller: Teller) -> Iterator[Turn]:
    leisure = partial(teller.at_leisure, 6 * HOUR)
    if teller.row["choice_until"] is not None:
        soon = teller.soon
        yield 45, (partial(customers.press, verb="close"), soon)
        yield 25, (partial(customers.press, verb="return"), soon)
        yield 30, (_nothing, lambda: teller.row["choice_until"] + MINUTE)
        return
    yield 7, (customers.come_back, leisure)
    yield 10, (partial(customers.add, kind="thanks"), leisure)
    if customers.can_press(teller, "close"):
        yield 8, (partial(customers.press, verb="close"), leisure)
    if customers.can_rate(teller) and teller.row["grade"] is None:
        yield 30, (customers.rate, leisure)
    if teller.status.silence is None and teller.moves(Party.AGENT, Kind.CLOSED):
        yield 50, (agents.close, partial(teller.at_work, 18 * HOUR))
    else:
        yield 45, None
