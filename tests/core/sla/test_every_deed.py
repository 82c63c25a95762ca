"""Whatever is asked at the door: the history alone makes the clocks again, and they know the ticket as it is."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from core.clock import DAY, HOUR, SECOND
from core.customers.model import Kind, Line
from core.customers.shelf import keep
from core.customers.shelves import SHELVES
from core.errors import Refusal
from core.kinds import Command, TicketId, Visitor
from core.profile.schema import Profile
from core.sla.commands import Acknowledge
from core.sla.policy import Standing
from core.tickets.answering import Reply
from core.tickets.commands import (
    AddComment,
    AddNote,
    Cancel,
    Claim,
    Close,
    EditMessage,
    Escalate,
    MoveStatus,
    Rate,
    Resolve,
    RestorePause,
    ReturnToWork,
)  # fmt: skip
from core.tickets.events import StatusMoved
from core.tickets.handling import AddObserver, Assign, MarkAsSpam, RestoreFromSpam, TakeBack, Triage, WithdrawMessage
from core.tickets.handling_events import SurveyAsked, TicketLeftAlone
from core.tickets.relating import AnswerIncidents, Merge, SetParent, Snooze, Split, TieProblem, Unmerge, Watch
from core.tickets.relating_events import SnoozeEnded
from tests.core.house import AHMED, ANNA, BORIS, IVAN, MARY, House
from tests.core.sla.rows import again, course

HOLD = 20
"""Seconds for which an agent's answer can be taken back."""
WAITS = (0.0, 5.0, 30.0, 600.0, 3_000.0, 9_000.0, 40_000.0, 90_000.0, 300_000.0)


@pytest.fixture(scope="module")
def profile(default_profile: Profile) -> Profile:
    """Every verb of the customer, every timer, every kind of target: the desks' own tables in one."""
    return _everything(default_profile)


def _named(id: str, **more: object) -> dict[str, Any]:
    return {"id": id, "label": {"ru": f"{id} по-русски", "en": id}, **more}


def _everything(base: Profile) -> Profile:
    raw = base.model_dump(by_alias=True, mode="json")
    week = {day: ["09:00–13:00", "14:00–18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    raw["calendars"] = [{"id": "office", "zone": "Europe/Moscow", "country": "RU", "week": week}]
    raw["levels"] = [_named("silver", default=True), _named("gold")]
    raw["services"] = [_named("network"), _named("wires", parent="network"), _named("papers")]
    raw["categories"] = [_named("idea"), _named("fault")]
    raw["types"] = [_named("question"), _named("incident", role="incident"), _named("problem", role="problem")]
    raw["conversation"] |= {"hold": HOLD}
    raw["idle"] = {"span": "6h", "calendar": "office", "tell": ["channel"], "hand_back": True}
    raw["groups"] = [_named("first", role="agent"), _named("second", role="agent")]
    raw["escalation"] = {"reasons": [_named("slow")]}
    raw["buttons"] = [
        {"verb": "resolve", "to": "resolved"}, {"verb": "cancel", "to": "canceled"}, {"verb": "close", "to": "closed"},
        {"verb": "return", "to": "in_progress"}, {"verb": "escalate", "to": "escalated"}, {"verb": "rate"},
        {"verb": "mute"},
    ]  # fmt: skip
    raw["statuses"] = _statuses()
    raw["moves"] = _moves()
    raw["rating"] = {
        "in": ["resolved", "closed"], "ask": "later", "after_hours": 24,
        "grades": [_named("good", to="closed"), _named("bad")],
    }  # fmt: skip
    raw["targets"] = _targets()
    return Profile.model_validate(raw)


def _statuses() -> list[dict[str, Any]]:
    return [
        _named("new", kind="new"),
        _named("in_progress", kind="working"),
        _named("waiting", kind="waiting", on_answer="in_progress", pauses=True),
        _named("postponed", kind="on_hold", asks_until=True, on_time="in_progress", pauses=True),
        _named("escalated", kind="escalated"),
        _named(
            "resolved", kind="resolved", on_answer="in_progress", on_answer_after=15, on_silence="closed",
            silence={"working_days": 3, "calendar": "office"},
        ),
        _named("closed", kind="closed"),
        _named("canceled", kind="closed", final=True),
    ]  # fmt: skip


def _moves() -> list[dict[str, Any]]:
    alive = ["new", "in_progress", "waiting", "postponed", "escalated"]
    return [
        {"from": ["new", "waiting", "postponed", "escalated"], "to": "in_progress", "by": ["agent", "system"]},
        {"from": ["resolved", "closed"], "to": "in_progress", "by": ["agent", "requester", "system"]},
        {"from": ["new", "in_progress", "escalated"], "to": "waiting", "by": ["agent"]},
        {"from": ["new", "in_progress", "waiting"], "to": "postponed", "by": ["agent"]},
        {"from": ["new", "in_progress", "waiting", "postponed"], "to": "escalated", "by": ["agent", "requester"]},
        {"from": alive, "to": "resolved", "by": ["agent", "requester"]},
        {"from": alive, "to": "canceled", "by": ["requester"]},
        {"from": ["resolved"], "to": "closed", "by": ["agent", "requester", "system"]},
    ]


def _targets() -> list[dict[str, Any]]:
    ladder = [{"at": 50, "tell": ["channel"]}, {"at": 100, "tell": ["channel"], "within": "office"}]
    return [
        {"metric": "first_response", "span": "4h", "calendar": "office", "steps": ladder},
        {"metric": "first_response", "span": "30m", "priority": "urgent", "steps": ladder},
        {"metric": "next_response", "span": "8h", "calendar": "office", "steps": ladder},
        {"metric": "next_response", "span": "2h", "level": "gold", "steps": ladder},
        {"metric": "update", "span": "1d", "calendar": "24x7", "steps": ladder},
        {"metric": "resolution", "span": "3wd", "calendar": "office", "steps": ladder},
        {"metric": "resolution", "span": "10h", "service": "network", "calendar": "office", "steps": ladder},
        {"metric": "resolution", "span": "5h", "level": "gold", "category": "fault", "steps": ladder},
        {"metric": "due", "span": "", "steps": ladder},
        {"metric": "due", "span": "9d", "type": "problem", "steps": ladder},
    ]


@pytest.mark.parametrize("seed", range(2))
async def test_every_deed_leaves_rows_that_its_history_makes_again(house: House, seed: int) -> None:
    await _lives(house, Random(seed), steps=60)


async def test_after_a_month_without_anybody_every_timer_comes_once_and_late(house: House) -> None:
    """Faults H2: postponement, the customer's choice, silence, survey, snooze and whoever left a ticket alone."""
    await house.staff()
    tickets = {name: await house.opened(IVAN, name) for name in ("later", "answered", "silent", "mine", "idle")}
    until, me = house.clock.now() + HOUR, house.person(ANNA)
    await house.desk(MoveStatus(tickets["later"], "postponed", 0, until=until), ANNA)
    for name in ("answered", "silent"):
        await house.desk(MoveStatus(tickets[name], "resolved", 0), ANNA)
    await house.desk(AddComment(tickets["answered"], "Not yet"), IVAN)
    await house.desk(Snooze(tickets["mine"], until), ANNA)
    await house.desk(Assign(tickets["idle"], 0, me), BORIS)
    house.hands.forward(30 * DAY / SECOND)
    await _swept(house)
    await _swept(house)
    owed = {
        "later": StatusMoved("postponed", "in_progress", "system", late=True),
        "answered": StatusMoved("resolved", "in_progress", "system", late=True),
        "silent": StatusMoved("resolved", "closed", "system", late=True),
        "mine": SnoozeEnded(me, "time", late=True),
    }
    for name, event in owed.items():
        assert [one.event for one in house.history(tickets[name])].count(event) == 1, name
    assert [one.event for one in house.history(tickets["silent"])].count(SurveyAsked(late=True)) == 1
    (alone,) = [one.event for one in house.history(tickets["idle"]) if isinstance(one.event, TicketLeftAlone)]
    assert alone.late


async def test_what_comes_in_time_is_not_called_late(house: House) -> None:
    await house.staff()
    ticket = await house.opened(IVAN)
    await house.desk(MoveStatus(ticket, "postponed", 0, until=house.clock.now() + HOUR), ANNA)
    house.hands.forward(3_601)
    await _swept(house)
    moved = [one.event for one in house.history(ticket) if isinstance(one.event, StatusMoved)]
    assert [one.late for one in moved] == [False, False]


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 120))
async def test_every_deed_leaves_rows_that_its_history_makes_again_for_long(
    url: sa.URL, open_house: Callable[[sa.URL], House], seed: int
) -> None:
    await _lives(open_house(url), Random(seed), steps=300)


async def _books(house: House) -> None:
    """Agents, and companies of either level."""
    await house.staff()
    for number, level in (("C-1", "gold"), ("C-2", "silver")):
        line = Line({"number": number, "name": number, "level": level})
        await house.hop.unit(partial(keep, shelf=SHELVES[Kind.COMPANIES], lines=[line], profile=house.profile))


async def _lives(house: House, dice: Random, steps: int) -> None:
    await _books(house)
    ids = [await house.opened(who, f"Ticket {who.name}") for who in (IVAN, IVAN, IVAN, MARY, AHMED)]
    done: set[str] = set()
    for step in range(steps):
        house.hands.forward(dice.choice(WAITS))
        swept = dice.random() < 0.3
        if swept:
            await _swept(house)
        command, by = dice.choice([*_deeds(house, dice, ids)])
        with suppress(Refusal):
            await house.desk(command, by)
            done.add(type(command).__name__)
        ids = [TicketId(row.id) for row in house.rows("tickets")]
        for ticket in ids if swept or step == steps - 1 else _touched(command, ids):
            _agrees(house, ticket, f"step {step}, {command} by {by.name}, ticket {ticket}")
    await _swept(house)
    assert len(done) > 12, done


def _touched(command: Command, ids: list[TicketId]) -> list[TicketId]:
    named = {getattr(command, name, None) for name in ("ticket", "into", "problem", "parent")}
    return [id for id in ids if id in named]


def _agrees(house: House, ticket: TicketId, what: str) -> None:
    if not house.rows("sla_courses", ticket_id=ticket):
        return
    known, now = course(house, ticket), house.ticket(ticket)
    anew = again(house, ticket)
    differing = [(one, other) for one, other in zip(known.clocks, anew.clocks, strict=True) if one != other]
    assert differing == [] and known == anew, (what, differing)
    if now.spam is None:
        standing = Standing(now.type, now.priority, now.level, now.category, now.service)
        assert (known.standing, known.status, known.due_at) == (standing, now.status, now.due_at), what
        ended = not house.profile.status(now.status).kind.open
        running = [one for one in known.clocks if not one.over and not one.paused]
        assert not (running and (ended or now.merged_into)), what


def _deeds(house: House, dice: Random, ids: list[TicketId]) -> Iterator[tuple[Command, Visitor]]:
    ticket, other = dice.choice(ids), dice.choice(ids)
    now = house.ticket(ticket)
    owner = next((who for who in (IVAN, MARY, AHMED) if house.person(who) == now.requester), IVAN)
    agent = dice.choice((ANNA, BORIS))
    said = [row.id for row in house.rows("messages", ticket_id=ticket)]
    until = house.clock.now() + dice.choice((HOUR, 6 * HOUR, 3 * DAY))
    yield from _words(ticket, owner, agent, dice.choice(said), now.workflow_rev)
    yield from _moves_of(ticket, owner, agent, now.workflow_rev, until, dice)
    yield from _said_of(house, ticket, agent, until, dice)
    for _ in range(2):
        yield from _together(house, ticket, other, agent, dice.choice(said))


def _words(ticket: TicketId, owner: Visitor, agent: Visitor, said: Any, rev: int) -> Iterator[tuple[Command, Visitor]]:
    for _ in range(3):
        yield AddComment(ticket, "word"), owner
        yield AddComment(ticket, "answer"), agent
    yield AddComment(ticket, "observer's word"), MARY
    yield AddNote(ticket, "note"), agent
    yield Reply(ticket, "answer"), agent
    yield Reply(ticket, "and done", to="resolved", rev=rev), agent
    yield Reply(ticket, "hidden", to="in_progress", rev=rev, hidden=True), agent
    yield TakeBack(ticket, said), agent
    yield EditMessage(ticket, said, "other words"), owner
    yield WithdrawMessage(ticket, said), agent
    yield Escalate(ticket, "slow", "Anybody?"), owner


def _moves_of(
    ticket: TicketId, owner: Visitor, agent: Visitor, rev: int, until: int, dice: Random
) -> Iterator[tuple[Command, Visitor]]:
    for to in ("in_progress", "waiting", "waiting", "postponed", "escalated", "resolved"):
        yield MoveStatus(ticket, to, rev, "", until if to == "postponed" else None), agent
    yield RestorePause(ticket, rev), agent
    yield RestorePause(ticket, rev, "not enough"), agent
    yield Claim(ticket, rev), agent
    yield Resolve(ticket), owner
    yield ReturnToWork(ticket), owner
    yield Close(ticket), owner
    yield Rate(ticket, dice.choice(("good", "bad")), "a word"), owner
    if dice.random() < 0.2:
        yield Cancel(ticket), owner


def _said_of(
    house: House, ticket: TicketId, agent: Visitor, until: int, dice: Random
) -> Iterator[tuple[Command, Visitor]]:
    said = {
        "type": ("question", "incident", "problem"), "priority": ("low", "normal", "urgent"),
        "category": ("idea", "fault", None), "service": ("network", "wires", "papers", None),
        "due_at": (until, until, None), "company": ("C-1", "C-2", None),
    }  # fmt: skip
    for name, values in said.items():
        yield Triage(ticket, {name: dice.choice(values)}), agent
    yield Acknowledge(ticket), agent
    yield Assign(ticket, house.ticket(ticket).workflow_rev, house.person(agent), dice.choice(("first", None))), agent
    yield AddObserver(ticket, person=house.person(MARY)), agent
    yield Snooze(ticket, until), agent
    yield Watch(ticket), agent
    yield MarkAsSpam(ticket), agent
    yield RestoreFromSpam(ticket), agent
    yield RestoreFromSpam(ticket), agent


def _together(
    house: House, ticket: TicketId, other: TicketId, agent: Visitor, said: Any
) -> Iterator[tuple[Command, Visitor]]:
    yield Merge(ticket, other, house.ticket(ticket).workflow_rev, shared=True), agent
    yield Unmerge(ticket), agent
    yield TieProblem(ticket, other), agent
    yield SetParent(ticket, other), agent
    yield Split(ticket, said, "apart"), agent
    rounds = [row.id for row in house.rows("rounds", ticket_id=ticket)]
    yield AnswerIncidents(ticket, "all is well", max(rounds, default=0)), agent


async def _swept(house: House) -> None:
    """Everything that time owes by now, whatever follows from it included."""
    jobs = house.jobs
    while (
        await jobs.held_due()
        + await jobs.choices_due()
        + await jobs.resume_due()
        + await jobs.steps_due()
        + await jobs.silences_due()
        + await jobs.surveys_due()
        + await jobs.idles_due()
        + await jobs.snoozes_due()
        + await jobs.rounds_due()
    ):
        pass
