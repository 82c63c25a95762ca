"""The clocks in the unit of the change, on both engines: rows follow events, and the history alone makes them again."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from core.clock import DAY, HOUR, MINUTE, SECOND
from core.errors import Refusal
from core.kinds import Command, Instant, Outcome, TicketId
from core.people.person import Caller
from core.people.registration import HOUSE
from core.profile.load import load
from core.profile.schema import Profile
from core.profile.time import Metric
from core.sla.commands import Acknowledge
from core.sla.follow import follow
from core.storage.unit import Unit
from core.tickets import store as tickets
from core.tickets.commands import AddComment, AddNote, Claim, Escalate, MoveStatus, Resolve, RestorePause, ReturnToWork
from core.tickets.events import StatusMoved
from core.tickets.handling_events import TicketTriaged
from core.views.queries import ReadTicket, StaffCard
from tests.core.house import ANNA, IVAN, House
from tests.core.sla.rows import again, course, swept

PROFILES = Path(__file__).parents[3] / "profiles"
MOSCOW = ZoneInfo("Europe/Moscow")
TRIAGED = Caller(HOUSE, None)


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load(PROFILES / "telecom.toml")


async def until(house: House, *wall: int) -> Instant:
    """Moves the desk to a time on the wall in Moscow; the jobs run as they would have on the way."""
    at = round(datetime(*wall, tzinfo=MOSCOW).timestamp()) * SECOND  # type: ignore[arg-type, misc]
    house.hands.forward(max(0.0, (at - house.clock.now()) / SECOND))
    await swept(house)
    return house.clock.now()


async def moved(house: House, ticket: TicketId, to: str, comment: str = "") -> Outcome:
    return await house.desk(MoveStatus(ticket, to, house.ticket(ticket).workflow_rev, comment), ANNA)


async def triaged(house: House, ticket: TicketId, priority: str, kind: str | None = None) -> None:
    """What triage will write: the ticket's row and the event, in one unit."""

    def work(unit: Unit) -> None:
        found = tickets.locked(unit, ticket)
        new = kind or found.type
        now, before = {"type": new, "priority": priority}, {"type": found.type, "priority": found.priority}
        event = TicketTriaged(now, before)
        tickets.change(unit, found, TRIAGED, [event], type=new, priority=priority)
        follow(unit, house.profile)

    await house.hop.unit(work)


def clock(house: House, ticket: TicketId, metric: Metric, cycle: int = 1) -> Any:
    return next(one for one in course(house, ticket).clocks if (one.metric, one.cycle) == (metric, cycle))


# Storyboard D


async def test_two_days_of_waiting_do_not_move_the_clock_of_the_resolution(house: House) -> None:
    """D2: it goes on where it stood, and what an insufficient answer let run is taken back."""
    await house.staff()
    await until(house, 2027, 2, 1, 10)
    ticket = await house.opened(IVAN)
    await house.desk(Claim(ticket, 0), ANNA)
    await until(house, 2027, 2, 1, 12)
    await moved(house, ticket, "waiting", "Which phone?")
    assert clock(house, ticket, Metric.RESOLUTION).paused
    assert clock(house, ticket, Metric.FIRST_RESPONSE).met_at is not None
    await until(house, 2027, 2, 3, 12)
    await house.desk(AddComment(ticket, "The grey one"), IVAN)
    stood = clock(house, ticket, Metric.RESOLUTION)
    assert abs(stood.used - 2 * HOUR) < MINUTE, "two hours on Monday, and nothing since"
    assert abs(stood.due_at - _at(2027, 2, 10, 10)) < MINUTE, "two days later than Monday the 8th at 10"
    await until(house, 2027, 2, 3, 16)
    rev = house.ticket(ticket).workflow_rev
    await house.desk(RestorePause(ticket, rev, "Not enough"), ANNA)
    await until(house, 2027, 2, 4, 12)
    await house.desk(AddComment(ticket, "The Yealink one"), IVAN)
    taken = clock(house, ticket, Metric.RESOLUTION)
    assert abs(taken.used - 2 * HOUR) < MINUTE, "the four hours between are taken back"
    assert [one.kind.value for one in taken.intervals] == ["running", "paused", "restored", "paused", "running"]
    assert course(house, ticket) == again(house, ticket)


def _at(*wall: int) -> int:
    return round(datetime(*wall, tzinfo=MOSCOW).timestamp()) * SECOND  # type: ignore[arg-type, misc]


async def test_silence_closes_after_three_working_days_over_new_year(house: House) -> None:
    """D7: 31 December and the days to 8 January are holidays, so 11, 12 and 13 January are counted, the 30th is not."""
    await house.staff()
    await until(house, 2026, 12, 30, 15)
    ticket = await house.opened(IVAN)
    await moved(house, ticket, "resolved", "Done")
    await until(house, 2027, 1, 13, 14, 59)
    assert house.ticket(ticket).status == "resolved"
    await until(house, 2027, 1, 13, 15, 1)
    assert house.ticket(ticket).status == "closed"
    last = house.history(ticket)[-1].event
    assert isinstance(last, StatusMoved) and last.party == "system"
    assert house.rows("silences") == []


async def test_any_answer_holds_the_silence_and_work_goes_on(house: House) -> None:
    """D7: the customer answers on the second day; resolved again, the three days begin anew."""
    await house.staff()
    await until(house, 2027, 2, 1, 10)
    ticket = await house.opened(IVAN)
    await moved(house, ticket, "resolved", "Done")
    await until(house, 2027, 2, 2, 10)
    await house.desk(AddComment(ticket, "It is not"), IVAN)
    assert house.rows("silences") == []
    await until(house, 2027, 2, 2, 11)
    assert house.ticket(ticket).status == "in_progress"
    await moved(house, ticket, "resolved", "Now it is")
    await until(house, 2027, 2, 5, 10, 59)
    assert house.ticket(ticket).status == "resolved"
    await until(house, 2027, 2, 5, 11, 1)
    assert house.ticket(ticket).status == "closed"


# What stops a clock, and what does not (faults H4)


async def test_a_note_and_a_claim_answer_nobody(house: House) -> None:
    await house.staff()
    ticket = await house.opened(IVAN)
    before = clock(house, ticket, Metric.FIRST_RESPONSE)
    await house.desk(AddNote(ticket, "Looking"), ANNA)
    await house.desk(Claim(ticket, 0), ANNA)
    assert clock(house, ticket, Metric.FIRST_RESPONSE) == before
    await house.desk(AddComment(ticket, "Hello"), ANNA)
    assert clock(house, ticket, Metric.FIRST_RESPONSE).met_at is not None


async def test_the_next_answer_is_owed_from_the_oldest_word(house: House) -> None:
    await house.staff()
    await until(house, 2027, 2, 1, 10)
    ticket = await house.opened(IVAN)
    await house.desk(AddComment(ticket, "Hello"), ANNA)
    await until(house, 2027, 2, 1, 11)
    await house.desk(AddComment(ticket, "Well?"), IVAN)
    first = clock(house, ticket, Metric.NEXT_RESPONSE)
    await until(house, 2027, 2, 1, 12)
    await house.desk(Escalate(ticket, "silence", "Anybody?"), IVAN)
    assert clock(house, ticket, Metric.NEXT_RESPONSE) == first
    await house.desk(AddComment(ticket, "Yes"), ANNA)
    await house.desk(AddComment(ticket, "Thanks, and?"), IVAN)
    assert clock(house, ticket, Metric.NEXT_RESPONSE).met_at is not None
    assert clock(house, ticket, Metric.NEXT_RESPONSE, 2).started_at > first.started_at


async def test_a_higher_priority_is_reckoned_from_registration_and_breaches_once(house: House) -> None:
    """C3: one hour from registration is over when triage comes after two."""
    await house.staff()
    await until(house, 2027, 2, 1, 10)
    ticket = await house.opened(IVAN)
    await until(house, 2027, 2, 1, 12)
    await triaged(house, ticket, "high")
    due = clock(house, ticket, Metric.FIRST_RESPONSE)
    assert abs(due.due_at - _at(2027, 2, 1, 11)) < MINUTE
    await swept(house)
    await swept(house)
    told = [one.event for one in house.history(ticket) if type(one.event).__name__.startswith("Sla")]
    assert [(type(one).__name__, one.percent, one.late) for one in told] == [  # type: ignore[attr-defined]
        ("SlaWarned", 50, True), ("SlaBreached", 100, True),
    ]  # fmt: skip
    assert clock(house, ticket, Metric.FIRST_RESPONSE).breached_at == due.due_at
    assert course(house, ticket) == again(house, ticket)


async def test_what_is_acknowledged_climbs_no_further_but_still_breaches(house: House) -> None:
    await house.staff()
    await until(house, 2027, 2, 1, 10)
    ticket = await house.opened(IVAN)
    await house.desk(Acknowledge(ticket), ANNA)
    await house.desk(Acknowledge(ticket), ANNA)
    assert house.events(ticket).count("SlaAcknowledged") == 1
    await until(house, 2027, 2, 1, 15)
    told = [one.event for one in house.history(ticket)[2:]]
    assert [(type(one).__name__, one.percent, one.tell) for one in told] == [("SlaBreached", 100, ())]  # type: ignore[attr-defined]


async def test_agents_see_deadlines_and_the_requester_the_promise(house: House) -> None:
    await house.staff()
    await until(house, 2027, 2, 1, 10)
    ticket = await house.opened(IVAN)
    theirs = (await house.ask(ReadTicket(ticket), IVAN)).card
    assert theirs.promise is not None and abs(theirs.promise - _at(2027, 2, 1, 14)) < MINUTE
    assert theirs.deadlines == ()
    ours = (await house.ask(StaffCard(ticket), ANNA)).deadlines
    assert [one.metric for one in ours] == ["first_response", "resolution"]
    await moved(house, ticket, "waiting", "Which?")
    paused = (await house.ask(StaffCard(ticket), ANNA)).deadlines
    assert [(one.metric, one.due_at, one.paused, one.breached) for one in paused] == [("resolution", None, True, False)]
    assert (await house.ask(ReadTicket(ticket), IVAN)).card.promise is None


async def test_warnings_reach_the_agents_and_nobody_else(house: House) -> None:
    await house.staff()
    await until(house, 2027, 2, 1, 10)
    ticket = await house.opened(IVAN)
    before = len(house.notices(IVAN))
    await until(house, 2027, 2, 1, 15)
    assert house.events(ticket)[1:] == ["SlaWarned", "SlaBreached"]
    logs = [row for row in house.outbox(ticket_id=ticket, kind="log")]
    assert len(logs) == 2 and {row.audience for row in logs} == {"internal"}
    assert len(house.notices(IVAN)) == before


# The rows are what the history says


async def test_a_month_of_downtime_tells_what_was_due_once_and_late(house: House) -> None:
    """Faults H2: nothing ran for 30 days."""
    await house.staff()
    await until(house, 2027, 2, 1, 10)
    ticket = await house.opened(IVAN)
    house.hands.forward(30 * DAY / SECOND)
    await swept(house)
    await swept(house)
    told = [one.event for one in house.history(ticket)[1:]]
    due = [("first_response", 75), ("first_response", 100), ("resolution", 80), ("resolution", 100)]
    assert [(one.metric, one.percent) for one in told] == due  # type: ignore[attr-defined]
    assert all(one.late for one in told)  # type: ignore[attr-defined]
    assert [row for row in house.rows("target_steps") if row.fired_at is None] == []
    assert course(house, ticket) == again(house, ticket)


async def test_a_ticket_keeps_the_policy_that_it_began_with(
    url: sa.URL, open_house: Callable[[sa.URL], House], profile: Profile, tmp_path: Path
) -> None:
    before = open_house(url)
    await before.staff()
    await until(before, 2027, 2, 1, 10)
    old = await before.opened(IVAN)
    stricter = tuple(one.model_copy(update={"span": "30m"}) for one in profile.targets)
    after = House(url, profile.model_copy(update={"targets": stricter}), tmp_path)
    try:
        after.hands.forward((before.clock.now() - after.clock.now()) / SECOND)
        new = await after.opened(IVAN)
        await after.desk(AddNote(old, "Still four hours"), ANNA)
        await triaged(after, old, "normal", "question")
        spans = [clock(after, one, Metric.FIRST_RESPONSE) for one in (old, new)]
        assert abs(spans[0].due_at - spans[0].started_at - 4 * HOUR) < SECOND
        assert abs(spans[1].due_at - spans[1].started_at - 30 * MINUTE) < SECOND
        assert len(after.rows("sla_policies")) == 2
    finally:
        after.close()


async def test_a_desk_that_promises_nothing_keeps_nothing(
    url: sa.URL, default_profile: Profile, tmp_path: Path
) -> None:
    house = House(url, default_profile, tmp_path)
    try:
        await house.opened(IVAN)
        assert [len(house.rows(name)) for name in ("targets", "sla_courses", "sla_policies")] == [0, 0, 0]
    finally:
        house.close()


@pytest.mark.parametrize("seed", range(3))
async def test_the_history_alone_makes_the_stored_rows_again(house: House, seed: int) -> None:
    """Agreement 9, over random deeds of everybody and sweeps at random times."""
    dice = Random(seed)
    await house.staff()
    await until(house, 2027, 2, 1, 10)
    ids = [await house.opened(IVAN, f"Ticket {number}") for number in range(2)]
    for _ in range(45):
        await _lived(house, dice, dice.choice(ids))
        for ticket in ids:
            assert course(house, ticket) == again(house, ticket)
    assert any(row.fired_at for row in house.rows("target_steps"))


async def _lived(house: House, dice: Random, ticket: TicketId) -> None:
    house.hands.forward(dice.choice((0.0, 600.0, 3_000.0, 9_000.0, 40_000.0, 90_000.0)))
    rev = house.ticket(ticket).workflow_rev
    statuses = ("in_progress", "waiting", "pending", "escalated", "resolved", "investigation")
    deed: tuple[Command, Any] = dice.choice(
        (
            (AddComment(ticket, "word"), IVAN), (AddComment(ticket, "answer"), ANNA), (AddNote(ticket, "note"), ANNA),
            (MoveStatus(ticket, dice.choice(statuses), rev, "why"), ANNA), (RestorePause(ticket, rev), ANNA),
            (Resolve(ticket), IVAN), (ReturnToWork(ticket), IVAN), (Acknowledge(ticket), ANNA),
            (Escalate(ticket, "silence", "Anybody?"), IVAN),
        )
    )  # fmt: skip
    chance = dice.random()
    if chance < 0.15:
        await triaged(house, ticket, dice.choice(("low", "normal", "high", "critical")))
    elif chance < 0.35:
        await swept(house)
    else:
        await _tried(house, *deed)


async def _tried(house: House, command: Command, by: Any) -> None:
    with suppress(Refusal):
        await house.desk(command, by)
